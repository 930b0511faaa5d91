import { aBaselineComesFirst } from '../../harness/checks/a-baseline-comes-first.ts';
import { featuresDoNotHoldTheAnswer } from '../../harness/checks/features-do-not-hold-the-answer.ts';
import { modelsAreJudgedOnHeldOutRows } from '../../harness/checks/models-are-judged-on-held-out-rows.ts';
import { personalDataIsNotAFeature } from '../../harness/checks/personal-data-is-not-a-feature.ts';
import { timeIsRespectedByTheSplit } from '../../harness/checks/time-is-respected-by-the-split.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { learningLine, method, splitLine } from '../helpers/evidence/method.ts';
import { givenMethod, withoutModel } from '../helpers/method-rows.ts';
import { tableFor } from '../helpers/table.ts';

const answer = (kind: MethodEvidence['answers'][number]['kind']) => ({
  kind,
  column: 'refund',
  target: 'left',
  known: learningLine,
  used: splitLine,
});

tableFor(featuresDoNotHoldTheAnswer, [
  withoutModel,
  { row: 'none', evidence: givenMethod({}), score: 1, says: 'No feature was found' },
  {
    row: 'the target',
    evidence: givenMethod({ answers: [answer('target')] }),
    score: 0,
    says: 'The target, refund',
  },
  {
    row: 'made into it',
    evidence: givenMethod({ answers: [answer('made-into-target')] }),
    score: 0,
    says: 'from which',
  },
  {
    row: 'said to leak',
    evidence: givenMethod({ answers: [answer('said-to-leak')] }),
    score: 0,
    says: 'said to give',
  },
  {
    row: 'a sibling',
    evidence: givenMethod({ answers: [answer('sibling-of-target')] }),
    score: 'needs-human',
    says: 'statistics of the same rows',
  },
  {
    row: 'rows of unknown origin',
    evidence: givenMethod({
      fits: method().fits.map((fit) => ({ ...fit, followed: false })),
      splits: method().splits.map((split) => ({ ...split, followed: false })),
    }),
    score: 'needs-human',
    says: 'could not be followed',
  },
]);

const shuffled = (kind: MethodEvidence['time'][number]['kind']) => ({
  kind,
  series: learningLine,
  split: splitLine,
});

tableFor(timeIsRespectedByTheSplit, [
  withoutModel,
  {
    row: 'trained in a way that could not be followed',
    evidence: givenMethod({ fits: [], unfollowed: [learningLine] }),
    score: 'not-applicable',
    says: 'in a way that could not be followed',
  },
  { row: 'no split', evidence: givenMethod({ splits: [] }), score: 'not-applicable', says: 'No split' },
  { row: 'by time', evidence: givenMethod({}), score: 1, says: 'split by time' },
  {
    row: 'no time',
    evidence: givenMethod({ splits: [{ place: splitLine, how: 'random', seed: null, followed: true }] }),
    score: 'not-applicable',
    says: 'Nothing was found that leaks over time',
  },
  { row: 'lags', evidence: givenMethod({ time: [shuffled('lags')] }), score: 0, says: 'earlier rows' },
  {
    row: 'a row a month',
    evidence: givenMethod({ time: [shuffled('periods')] }),
    score: 'needs-human',
    says: 'shuffled',
  },
]);

const scoredOn = (on: MethodEvidence['evaluations'][number]['on']) => ({
  metric: 'f1_score',
  on,
  place: learningLine,
});

const unfollowed = (over: Partial<MethodEvidence>) =>
  givenMethod({ fits: [], unfollowed: [learningLine], ...over });

tableFor(modelsAreJudgedOnHeldOutRows, [
  withoutModel,
  {
    row: 'trained in a way that could not be followed',
    evidence: unfollowed({}),
    score: 'needs-human',
    says: 'could not be followed',
  },
  { row: 'held out', evidence: givenMethod({}), score: 1, says: 'average_precision_score' },
  {
    row: 'training alone',
    evidence: givenMethod({ evaluations: [scoredOn('training')] }),
    score: 0,
    says: 'alone',
  },
  {
    row: 'cannot tell',
    evidence: givenMethod({ evaluations: [scoredOn('unknown')] }),
    score: 'needs-human',
    says: '1 metric',
  },
  { row: 'no metric', evidence: givenMethod({ evaluations: [] }), score: 0, says: 'no metric' },
  {
    row: 'a function that may be one',
    evidence: givenMethod({
      evaluations: [],
      judging: [{ name: 'eval_topk', place: { path: 'a.py', line: 3, text: 'eval_topk(p, y)' } }],
    }),
    score: 'needs-human',
    says: 'eval_topk may be a metric of its own',
  },
]);

const fitted = (name: string) => ({
  name,
  place: learningLine,
  pipeline: false,
  followed: true,
  scored: true,
});

tableFor(aBaselineComesFirst, [
  withoutModel,
  {
    row: 'trained in a way that could not be followed',
    evidence: unfollowed({ baselines: [] }),
    score: 'needs-human',
    says: 'could not be followed',
  },
  { row: 'computed beside it', evidence: unfollowed({}), score: 1, says: 'A baseline is computed' },
  { row: 'computed', evidence: givenMethod({}), score: 1, says: 'A baseline is computed' },
  {
    row: 'a linear model beside another',
    evidence: givenMethod({ baselines: [], fits: [fitted('LogisticRegression'), fitted('XGBClassifier')] }),
    score: 1,
    says: 'LogisticRegression stands',
  },
  {
    row: 'a class beside an amount',
    evidence: givenMethod({ baselines: [], fits: [fitted('LogisticRegression'), fitted('XGBRegressor')] }),
    score: 0,
    says: 'No baseline',
  },
  {
    row: 'one model',
    evidence: givenMethod({ baselines: [], fits: [fitted('XGBClassifier')] }),
    score: 0,
    says: 'No baseline',
  },
  {
    row: 'a linear model alone',
    evidence: givenMethod({ baselines: [], fits: [fitted('Ridge')] }),
    score: 0,
    says: 'No baseline',
  },
]);

const about = (column: string, kind: MethodEvidence['personal'][number]['kind']) => ({
  column,
  kind,
  place: learningLine,
});

tableFor(personalDataIsNotAFeature, [
  withoutModel,
  { row: 'none', evidence: givenMethod({}), score: 1, says: 'No column about a person' },
  {
    row: 'an address',
    evidence: givenMethod({ personal: [about('email', 'identifying')] }),
    score: 0,
    says: 'email among',
  },
  {
    row: 'a sensitive one',
    evidence: givenMethod({ personal: [about('gender', 'sensitive')] }),
    score: 'needs-human',
    says: 'gender is sensitive',
  },
]);
