import type { Dossier, Grade } from '../../harness/types.ts';
import { scoreLine } from '../charts/score-line.ts';
import { caps, visible } from '../escape.ts';
import { claimOf, open, type Placed } from './finding.ts';
import { flagsOf } from './flags.ts';
import { commitLink } from './link.ts';
import { firstStop } from './run.ts';
import { barText, inOneSentence, openFindings, scoreText, whatKeepsItOpen } from './summary.ts';
import type { Audience } from './voice.ts';
import { date, plural, pointCount } from './words.ts';

type Submission = Grade['submission'];

const commitOf = (submission: Submission) => ({
  text: submission.commit === null ? 'not under version control' : submission.commit.slice(0, 10),
  code: submission.commit !== null,
  href: submission.commit === null ? null : commitLink(submission),
});

const barMark = { yes: 'held', no: 'not', open: 'person' } as const;

const maxOpen = 5;

const openItems = (grade: Grade, items: readonly Placed[]) =>
  openFindings(grade)
    .slice(0, maxOpen)
    .map((finding) => ({
      claim: claimOf(finding),
      points: pointCount(open(finding)),
      anchor: items.find((item) => item.finding === finding)?.anchor ?? 'criteria',
    }));

const openMore = (grade: Grade): string | null => {
  const more = openFindings(grade).length - maxOpen;
  return more > 0 ? `and ${plural(more, 'more item')}` : null;
};

const candidateOf = ({ challenge, submission }: Grade, audience: Audience) =>
  challenge && challenge.candidate !== submission.name
    ? { label: audience === 'team' ? 'candidate' : 'data drawn for', name: challenge.candidate }
    : null;

const challengeText = ({ challenge }: Grade): string =>
  challenge ? `${challenge.title} (${challenge.id} ${challenge.version})` : 'no challenge';

const kindOf = ({ dossier, audience }: Pick<Input, 'dossier' | 'audience'>): string => {
  if (dossier.header.sandbox === null)
    return audience === 'candidate'
      ? 'Your repository, as its files tell'
      : 'Review of the files; nothing was run';
  return audience === 'candidate' ? 'Your take-home, as it was graded' : 'Take-home report';
};

type Input = {
  readonly grade: Grade;
  readonly dossier: Dossier;
  readonly items: readonly Placed[];
  readonly audience: Audience;
};

/** Who, what, when; one sentence; the score as a range; what keeps it open. */
export const headOf = ({ grade, dossier, items, audience }: Input) => ({
  who: visible(grade.submission.name, caps.name),
  candidate: candidateOf(grade, audience),
  challenge: challengeText(grade),
  kind: kindOf({ dossier, audience }),
  rubric: `${grade.rubric.title} ${grade.rubric.version}`,
  date: date(dossier.header.gatheredAt),
  commit: commitOf(grade.submission),
  sentence: inOneSentence(grade),
  flags: flagsOf(grade, items),
  stopped: firstStop(dossier),
  score: scoreText(grade),
  line: scoreLine(grade),
  bar: grade.bar ? { id: barMark[grade.bar.met], word: barText(grade) ?? '' } : null,
  open: whatKeepsItOpen(grade),
  openItems: openItems(grade, items),
  openMore: openMore(grade),
  object: audience === 'candidate',
});
