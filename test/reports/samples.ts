import { evidenceKinds } from '../../harness/evidence/kinds.ts';
import { gradeDossier } from '../../harness/grade.ts';
import type { Dossier, Grade, Override } from '../../harness/types.ts';
import { emptyDossier, faultedDossier, notebookDossier, strongDossier } from '../helpers/evidence.ts';
import { slowService, twoFacedBehaviour } from './samples/asked.ts';
import { hostileSample } from './samples/hostile.ts';
import { ordinaryDossier } from './samples/ordinary.ts';
import { sampleRubric } from './samples/rubric.ts';
import { stoppedAt } from './samples/stages.ts';

export type Sample = { readonly grade: Grade; readonly dossier: Dossier };

const graded = (
  dossier: Dossier,
  { failUnder = null, overrides = [] }: { failUnder?: number | null; overrides?: readonly Override[] } = {},
): Sample => ({
  dossier,
  grade: gradeDossier({
    dossier,
    rubric: sampleRubric,
    overrides,
    failUnder,
    report: 'runs/sample/report.html',
  }),
});

const approved: Override = {
  check: 'explanations-are-sound',
  score: 1,
  reason: 'Each reason is tied to a plot of these data',
  by: 'R. Viewer',
  date: '2025-06-02',
};

/** A perfect grade, whatever the shipped checks make of a dossier: every check that applies is given full marks. */
const perfect = (): Sample => {
  const { dossier, grade } = graded(strongDossier(), { failUnder: 70 });
  const overrides = grade.findings
    .filter(({ verdict }) => verdict.kind !== 'scored' || verdict.score < 1)
    .map(({ check }) => ({ ...approved, check }));
  return graded(dossier, { failUnder: 70, overrides });
};

/** One saved grade for each thing a report must survive. */
export const samples = {
  perfect,
  strong: () => graded(strongDossier(), { failUnder: 70 }),
  ordinary: () => graded(ordinaryDossier(), { failUnder: 60 }),
  resolve: () => graded(stoppedAt('resolve'), { failUnder: 60 }),
  install: () => graded(stoppedAt('install')),
  train: () => graded(stoppedAt('train')),
  listen: () => graded(stoppedAt('listen')),
  answer: () => graded(stoppedAt('answer')),
  predict: () => graded(stoppedAt('predict')),
  notebook: () => graded(notebookDossier(), { failUnder: 60 }),
  empty: () => graded(emptyDossier(), { failUnder: 60 }),
  slow: () => graded(strongDossier({ service: slowService() })),
  flagged: () => graded(strongDossier({ behaviour: twoFacedBehaviour() }), { failUnder: 60 }),
  faulted: () => graded(faultedDossier(), { failUnder: 70 }),
  lost: () => graded(faultedDossier(evidenceKinds)),
  hostile: hostileSample,
} as const satisfies Record<string, () => Sample>;
