import { nothingIsLearntBeforeTheSplit } from '../../harness/checks/nothing-is-learnt-before-the-split.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { excerpt } from '../helpers/evidence/basics.ts';
import { method, splitLine } from '../helpers/evidence/method.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const unfollowed = { place: splitLine, how: 'random', seed: '1', followed: false } as const;
const given = (over: Partial<MethodEvidence>) => strongEvidence({ method: method(over) });
const none = {
  row: 'no model',
  evidence: emptyEvidence(),
  score: 'not-applicable',
  says: 'No model',
} as const;
const line = excerpt('src/train.py', 9, 'x = scaler.fit_transform(x)');

const learnt = (strength: MethodEvidence['learnt'][number]['strength'], what = 'StandardScaler') => ({
  what,
  strength,
  fit: line,
  via: null,
  split: splitLine,
  within: false,
});

tableFor(nothingIsLearntBeforeTheSplit, [
  none,
  { row: 'nothing', evidence: given({}), score: 1, says: 'before 1 split' },
  { row: 'no split', evidence: given({ splits: [] }), score: 'not-applicable', says: 'No split' },
  {
    row: 'a scaler',
    evidence: given({ learnt: [learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
  {
    row: 'averages',
    evidence: given({ learnt: [learnt('slight', 'filling gaps')] }),
    score: 0.5,
    says: 'filling gaps is',
  },
  {
    row: 'both',
    evidence: given({ learnt: [learnt('slight', 'filling gaps'), learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
  {
    row: 'a sampler inside training rows',
    evidence: given({ learnt: [{ ...learnt('strong', 'SMOTE'), within: true }] }),
    score: 0.5,
    says: 'all training rows before they are cross-validated',
  },
  { row: 'categories', evidence: given({ learnt: [learnt('harmless')] }), score: 1, says: 'no statistic' },
  {
    row: 'rows of unknown origin',
    evidence: given({ splits: [unfollowed] }),
    score: 'needs-human',
    says: 'could not be followed',
  },
  {
    row: 'rows of unknown origin, and a scaler',
    evidence: given({ splits: [unfollowed], learnt: [learnt('strong')] }),
    score: 0,
    says: 'StandardScaler is learnt',
  },
]);
