import { nothingIsLearntBeforeTheSplit } from '../../harness/checks/nothing-is-learnt-before-the-split.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { learningLine, splitLine } from '../helpers/evidence/method.ts';
import { givenMethod, withoutModel } from '../helpers/method-rows.ts';
import { tableFor } from '../helpers/table.ts';

const unfollowed = { place: splitLine, how: 'random', seed: '1', followed: false } as const;

const learnt = (strength: MethodEvidence['learnt'][number]['strength'], what = 'StandardScaler') => ({
  what,
  strength,
  fit: learningLine,
  via: null,
  split: splitLine,
  within: false,
});

tableFor(nothingIsLearntBeforeTheSplit, [
  withoutModel,
  { row: 'nothing', evidence: givenMethod({}), score: 1, says: 'before 1 split' },
  { row: 'no split', evidence: givenMethod({ splits: [] }), score: 'not-applicable', says: 'No split' },
  {
    row: 'a scaler',
    evidence: givenMethod({ learnt: [learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
  {
    row: 'averages',
    evidence: givenMethod({ learnt: [learnt('slight', 'filling gaps')] }),
    score: 0.5,
    says: 'filling gaps is',
  },
  {
    row: 'both',
    evidence: givenMethod({ learnt: [learnt('slight', 'filling gaps'), learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
  {
    row: 'a sampler inside training rows',
    evidence: givenMethod({ learnt: [{ ...learnt('strong', 'SMOTE'), within: true }] }),
    score: 0.5,
    says: 'all training rows before they are cross-validated',
  },
  {
    row: 'a scaler inside training rows, and a sampler',
    evidence: givenMethod({
      learnt: [
        { ...learnt('slight'), within: true },
        { ...learnt('strong', 'SMOTE'), within: true },
      ],
    }),
    score: 0.5,
    says: 'SMOTE is learnt from all training rows',
  },
  {
    row: 'a scaler inside training rows',
    evidence: givenMethod({ learnt: [{ ...learnt('slight'), within: true }] }),
    score: 0.75,
    says: 'all training rows before they are cross-validated',
  },
  {
    row: 'categories inside training rows',
    evidence: givenMethod({ learnt: [{ ...learnt('harmless', 'OneHotEncoder'), within: true }] }),
    score: 1,
    says: 'no statistic',
  },
  {
    row: 'categories',
    evidence: givenMethod({ learnt: [learnt('harmless')] }),
    score: 1,
    says: 'no statistic',
  },
  {
    row: 'averages by group',
    evidence: givenMethod({
      learnt: [learnt('harmless'), learnt('harmless', 'a statistic of age by group')],
    }),
    score: 1,
    says: 'statistics by group',
  },
  {
    row: 'rows of unknown origin',
    evidence: givenMethod({ splits: [unfollowed] }),
    score: 'needs-human',
    says: 'could not be followed',
  },
  {
    row: 'rows of unknown origin, and a scaler',
    evidence: givenMethod({ splits: [unfollowed], learnt: [learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
]);
