import { aBaselineComesFirst } from '../../harness/checks/a-baseline-comes-first.ts';
import { featuresDoNotHoldTheAnswer } from '../../harness/checks/features-do-not-hold-the-answer.ts';
import { heldOutRowsStayHeldOut } from '../../harness/checks/held-out-rows-stay-held-out.ts';
import { modelsAreJudgedOnHeldOutRows } from '../../harness/checks/models-are-judged-on-held-out-rows.ts';
import { personalDataIsNotAFeature } from '../../harness/checks/personal-data-is-not-a-feature.ts';
import { timeIsRespectedByTheSplit } from '../../harness/checks/time-is-respected-by-the-split.ts';
import { trainingAndServingSharePreprocessing } from '../../harness/checks/training-and-serving-share-preprocessing.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { excerpt } from '../helpers/evidence/basics.ts';
import { method, splitLine } from '../helpers/evidence/method.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<MethodEvidence>) => strongEvidence({ method: method(over) });
const none = {
  row: 'no model',
  evidence: emptyEvidence(),
  score: 'not-applicable',
  says: 'No model',
} as const;
const line = excerpt('src/train.py', 9, 'x = scaler.fit_transform(x)');

const used = (kind: MethodEvidence['heldOut'][number]['kind']) => ({
  kind,
  what: 'LabelEncoder',
  use: line,
  via: null,
  split: splitLine,
});

tableFor(heldOutRowsStayHeldOut, [
  none,
  { row: 'kept', evidence: given({}), score: 1, says: 'nothing but the score' },
  {
    row: 'none there',
    evidence: given({ splits: [], evaluations: [] }),
    score: 'not-applicable',
    says: 'No held-out rows',
  },
  {
    row: 'fitted on again',
    evidence: given({ heldOut: [used('refitted')] }),
    score: 0,
    says: 'LabelEncoder is fitted again',
  },
  {
    row: 'trained on',
    evidence: given({ heldOut: [used('trained-on')] }),
    score: 0,
    says: 'that it was fitted on',
  },
  {
    row: 'stopped by',
    evidence: given({ heldOut: [used('early-stopping')] }),
    score: 'needs-human',
    says: 'Training stops',
  },
]);

const answer = (kind: MethodEvidence['answers'][number]['kind']) => ({
  kind,
  column: 'refund',
  target: 'left',
  known: line,
  used: splitLine,
});

tableFor(featuresDoNotHoldTheAnswer, [
  none,
  { row: 'none', evidence: given({}), score: 1, says: 'No feature was found' },
  {
    row: 'the target',
    evidence: given({ answers: [answer('target')] }),
    score: 0,
    says: 'The target, refund',
  },
  {
    row: 'made into it',
    evidence: given({ answers: [answer('made-into-target')] }),
    score: 0,
    says: 'from which',
  },
  {
    row: 'said to leak',
    evidence: given({ answers: [answer('said-to-leak')] }),
    score: 0,
    says: 'said to give',
  },
  {
    row: 'a sibling',
    evidence: given({ answers: [answer('sibling-of-target')] }),
    score: 'needs-human',
    says: 'statistics of the same rows',
  },
  {
    row: 'rows of unknown origin',
    evidence: given({
      fits: method().fits.map((fit) => ({ ...fit, followed: false })),
      splits: method().splits.map((split) => ({ ...split, followed: false })),
    }),
    score: 'needs-human',
    says: 'could not be followed',
  },
]);

const shuffled = (kind: MethodEvidence['time'][number]['kind']) => ({ kind, series: line, split: splitLine });

tableFor(timeIsRespectedByTheSplit, [
  none,
  { row: 'by time', evidence: given({}), score: 1, says: 'split by time' },
  {
    row: 'no time',
    evidence: given({ splits: [{ place: splitLine, how: 'random', seed: null, followed: true }] }),
    score: 'not-applicable',
    says: 'Nothing was found',
  },
  { row: 'lags', evidence: given({ time: [shuffled('lags')] }), score: 0, says: 'earlier rows' },
  {
    row: 'a row a month',
    evidence: given({ time: [shuffled('periods')] }),
    score: 'needs-human',
    says: 'shuffled',
  },
]);

const scoredOn = (on: MethodEvidence['evaluations'][number]['on']) => ({
  metric: 'f1_score',
  on,
  place: line,
});

tableFor(modelsAreJudgedOnHeldOutRows, [
  none,
  { row: 'held out', evidence: given({}), score: 1, says: 'average_precision_score' },
  {
    row: 'training alone',
    evidence: given({ evaluations: [scoredOn('training')] }),
    score: 0,
    says: 'alone',
  },
  {
    row: 'cannot tell',
    evidence: given({ evaluations: [scoredOn('unknown')] }),
    score: 'needs-human',
    says: '1 metric',
  },
  { row: 'no metric', evidence: given({ evaluations: [] }), score: 0, says: 'no metric' },
]);

const fitted = (name: string) => ({ name, place: line, pipeline: false, followed: true, scored: true });

tableFor(aBaselineComesFirst, [
  none,
  { row: 'computed', evidence: given({}), score: 1, says: 'A baseline is computed' },
  {
    row: 'a linear model beside another',
    evidence: given({ baselines: [], fits: [fitted('LogisticRegression'), fitted('XGBClassifier')] }),
    score: 1,
    says: 'LogisticRegression stands',
  },
  {
    row: 'a class beside an amount',
    evidence: given({ baselines: [], fits: [fitted('LogisticRegression'), fitted('XGBRegressor')] }),
    score: 0,
    says: 'No baseline',
  },
  {
    row: 'one model',
    evidence: given({ baselines: [], fits: [fitted('XGBClassifier')] }),
    score: 0,
    says: 'No baseline',
  },
  {
    row: 'a linear model alone',
    evidence: given({ baselines: [], fits: [fitted('Ridge')] }),
    score: 0,
    says: 'No baseline',
  },
]);

const about = (column: string, kind: MethodEvidence['personal'][number]['kind']) => ({
  column,
  kind,
  place: line,
});

tableFor(personalDataIsNotAFeature, [
  none,
  { row: 'none', evidence: given({}), score: 1, says: 'No column about a person' },
  {
    row: 'an address',
    evidence: given({ personal: [about('email', 'identifying')] }),
    score: 0,
    says: 'email among',
  },
  {
    row: 'a sensitive one',
    evidence: given({ personal: [about('gender', 'sensitive')] }),
    score: 'needs-human',
    says: 'gender is sensitive',
  },
]);

const prepared = (how: MethodEvidence['preparation']['how'], names: readonly string[] = []) =>
  given({ preparation: { how, names, training: line, serving: splitLine } });

tableFor(trainingAndServingSharePreprocessing, [
  { row: 'no service', evidence: prepared('no-service'), score: 'not-applicable', says: 'No service' },
  { row: 'shared', evidence: prepared('shared', ['prepare']), score: 1, says: 'share prepare' },
  {
    row: 'twice',
    evidence: prepared('twice', ['age', 'plan']),
    score: 0,
    says: 'age and plan are worked out twice',
  },
  { row: 'cannot tell', evidence: prepared('cannot-tell'), score: 'needs-human', says: 'cannot be told' },
]);
