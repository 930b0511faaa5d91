import type { Dossier, Grade } from '../harness/types.ts';
import { behaviourOf, pairAnchorOf } from './view/behaviour.ts';
import { criteriaOf } from './view/criteria.ts';
import { exchangeAnchorOf } from './view/exchanges.ts';
import { placed } from './view/finding.ts';
import { extremesOf, glanceOf } from './view/glance.ts';
import { handedInOf } from './view/handed-in.ts';
import { headOf } from './view/head.ts';
import { askedAbout, interviewOf } from './view/interview.ts';
import { malformedOf } from './view/malformed.ts';
import { measuredOf } from './view/measured.ts';
import { modelOf } from './view/model.ts';
import { objectionOf } from './view/object.ts';
import { runOf } from './view/run.ts';
import { serviceOf } from './view/service.ts';
import { signsOf } from './view/signs.ts';
import { type Audience, addressed } from './view/voice.ts';

export type ReportInput = { readonly grade: Grade; readonly dossier: Dossier; readonly audience: Audience };

type Section = { readonly anchor: string; readonly title: string };

const ofTheRun: readonly Section[] = [
  { anchor: 'model', title: 'Model on unseen data' },
  { anchor: 'behaviour', title: 'Behaviour' },
  { anchor: 'malformed', title: 'Malformed requests' },
  { anchor: 'service', title: 'Speed and load' },
];

/** A review of the files alone has no sections about what was run. */
const sections = ({ audience }: ReportInput, ran: boolean): readonly Section[] => [
  { anchor: 'glance', title: 'At a glance' },
  { anchor: 'extremes', title: 'Strongest and weakest' },
  ...(audience === 'candidate' ? [{ anchor: 'object', title: 'How to object' }] : []),
  ...(ran ? [{ anchor: 'run', title: 'The run' }] : []),
  { anchor: 'handed-in', title: 'What was handed in' },
  { anchor: 'criteria', title: 'Criteria' },
  ...(ran ? ofTheRun : []),
  ...(audience === 'team' ? [{ anchor: 'interview', title: 'Interview' }] : []),
  { anchor: 'measured', title: 'How this was measured' },
];

const taskOf = ({ challenge, rubric }: Grade): string =>
  challenge ? `${challenge.id} ${challenge.version}` : `${rubric.id} ${rubric.version}`;

/** What the running service told. */
const askedOf = ({ dossier, grade, audience }: ReportInput) => ({
  model: modelOf(dossier, audience),
  behaviour: behaviourOf(dossier),
  malformed: malformedOf(dossier),
  service: serviceOf(dossier, { audience, watched: signsOf(dossier, grade) }),
});

/** The whole page as plain values: all wording, order and rounding is done here, and nothing is left to the templates. */
export const viewOf = (input: ReportInput) => {
  const { dossier, audience } = input;
  const grade = addressed(input.grade, audience);
  const ran = dossier.header.sandbox !== null;
  const items = placed(grade.findings, grade.criteria);
  const flagged = new Set(grade.flags.map(({ check }) => check));
  const asked = audience === 'team' ? askedAbout(items, flagged) : [];
  const evidence = {
    submission: dossier.header.submission,
    exchanges: exchangeAnchorOf(dossier),
    pairs: pairAnchorOf(dossier),
  };
  const head = headOf({ grade, dossier, items, audience });
  return {
    title: `${head.who}: ${head.score} of 100, ${taskOf(grade)}`,
    audience,
    sections: sections(input, ran),
    head,
    glance: glanceOf(grade, items),
    extremes: extremesOf(items),
    object: objectionOf(audience),
    run: ran ? runOf(dossier) : null,
    handedIn: handedInOf(dossier, audience),
    criteria: criteriaOf(grade, { items, audience, asked, evidence }),
    asked: ran ? askedOf(input) : null,
    interview: audience === 'team' ? { questions: interviewOf(asked) } : null,
    measured: measuredOf({ grade, dossier }),
    forCandidate: audience === 'candidate',
  };
};
