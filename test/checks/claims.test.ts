import { claimsMatchMeasurements } from '../../harness/checks/claims-match-measurements.ts';
import type { ClaimedMetric, ClaimsEvidence } from '../../harness/evidence/claims.ts';
import { holdoutNotAsked } from '../helpers/evidence/holdout.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const claim = (metric: ClaimedMetric, value: number): ClaimsEvidence['claims'][number] => ({
  metric,
  value,
  source: 'writing',
  about: 'handed-in',
  model: null,
  place: { path: 'README.md', line: 4, text: `${metric} ${value}` },
});
const given = (...claims: ClaimsEvidence['claims']) => strongEvidence({ claims: { claims } });

// Measured: average precision 0.52 (0.475 to 0.565), accuracy 0.82 (0.804 to 0.836), Brier score 0.078 (0.072 to 0.084).
tableFor(claimsMatchMeasurements, [
  {
    row: 'inside the interval',
    evidence: given(claim('average-precision', 0.53)),
    score: 1,
    says: '0.53 stated, 0.52 measured',
  },
  { row: 'modest', evidence: given(claim('average-precision', 0.3)), score: 1, says: 'not above' },
  { row: 'a little above', evidence: given(claim('average-precision', 0.61)), score: 1, says: 'not above' },
  {
    row: 'far above',
    evidence: given(claim('accuracy', 0.986)),
    score: 0.5,
    says: 'accuracy 0.99 stated, 0.82 measured.',
  },
  { row: 'another model', evidence: given(claim('average-precision', 0.97)), score: 0, says: '0.97 stated' },
  {
    row: 'an error stated too small',
    evidence: given(claim('brier', 0.03)),
    score: 0.2,
    says: 'Brier score 0.030 stated',
  },
  {
    row: 'the worst of several decides',
    evidence: given(claim('average-precision', 0.5), claim('accuracy', 0.986)),
    score: 0.5,
    says: 'accuracy',
  },
  { row: 'nothing stated', evidence: given(), score: 'not-applicable', says: 'No figure is stated' },
  {
    row: 'stated of another model',
    evidence: given({ ...claim('accuracy', 0.99), about: 'other' }),
    score: 'not-applicable',
    says: 'No figure',
  },
  {
    row: 'no such measurement',
    evidence: given(claim('log-loss', 0.3)),
    score: 'not-applicable',
    says: 'No stated figure',
  },
  {
    row: 'never asked',
    evidence: strongEvidence({ holdout: holdoutNotAsked('predict') }),
    score: 0,
    says: 'gave no prediction',
  },
]);
