import { modelAnswersByTheRow } from '../../harness/checks/model-answers-by-the-row.ts';
import { modelAnswersEveryRow } from '../../harness/checks/model-answers-every-row.ts';
import { modelApproachesTheReference } from '../../harness/checks/model-approaches-the-reference.ts';
import { modelBeatsTheBaseline } from '../../harness/checks/model-beats-the-baseline.ts';
import { modelIsCalibrated } from '../../harness/checks/model-is-calibrated.ts';
import type { HoldoutEvidence } from '../../harness/evidence/holdout.ts';
import { holdout, holdoutNotAsked, standing } from '../helpers/evidence/holdout.ts';
import { exchange } from '../helpers/evidence/serving.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<HoldoutEvidence>) => strongEvidence({ holdout: holdout(over) });
/** Intervals of leads are 0.045 either side; the baseline stands at 0.21 and the reference at 0.54. */
const ranking = (averagePrecision: number) =>
  given({ submission: standing('submission', { averagePrecision, brier: 0.08, calibrationError: 0.02 }) });
const brier = (value: number) =>
  given({
    submission: standing('submission', { averagePrecision: 0.5, brier: value, calibrationError: 0.02 }),
  });

const mute = {
  row: 'never asked',
  evidence: strongEvidence({ holdout: holdoutNotAsked('predict') }),
  score: 0,
  says: 'gave no prediction',
};
const few = given({
  submission: null,
  asked: 2000,
  answered: 1200,
  unusable: [{ exchange: exchange(500, {}), because: 'status 500' }],
});
const tooFew = { row: 'too few answers', evidence: few, score: 0, says: '1,200 of 2,000 unseen rows' };

tableFor(modelBeatsTheBaseline, [
  { row: 'clear lead', evidence: ranking(0.5), score: 1, says: 'Beats the baseline: average precision 0.50' },
  { row: 'a lead within noise', evidence: ranking(0.25), score: 0.5, says: 'A tie with the baseline' },
  { row: 'behind within noise', evidence: ranking(0.19), score: 0.5, says: 'A tie with the baseline' },
  { row: 'clearly below', evidence: ranking(0.1), score: 0, says: 'Below the baseline' },
  mute,
  tooFew,
]);

tableFor(modelApproachesTheReference, [
  { row: 'level', evidence: ranking(0.52), score: 1, says: 'A tie with the reference' },
  { row: 'above', evidence: ranking(0.7), score: 1, says: 'Above the reference' },
  { row: 'halfway to a tie', evidence: ranking(0.3525), score: 0.5, says: '50 % of the way' },
  { row: 'at the baseline', evidence: ranking(0.21), score: 0, says: '0 % of the way' },
  { row: 'below the baseline', evidence: ranking(0.1), score: 0, says: '0 % of the way' },
  mute,
  tooFew,
]);

// 240 of 2,000 leave: always answering 0.12 has a Brier score of 0.1056; the reference's interval ends at 0.082.
tableFor(modelIsCalibrated, [
  { row: 'like the reference', evidence: brier(0.08), score: 1, says: 'Brier score 0.080' },
  { row: 'halfway', evidence: brier(0.0938), score: 0.5, says: 'base rate 0.106' },
  { row: 'worse than knowing nothing', evidence: brier(0.2), score: 0, says: 'Brier score 0.200' },
  mute,
  tooFew,
]);

tableFor(modelAnswersEveryRow, [
  { row: 'all', evidence: given({}), score: 1, says: '2,000 of 2,000 unseen rows' },
  { row: 'six tenths', evidence: few, score: 0.6, says: '1,200 of 2,000' },
  mute,
]);

tableFor(modelAnswersByTheRow, [
  { row: 'its own answer a row', evidence: given({}), score: 1, says: 'Repeated rows agree' },
  {
    row: 'labels are two answers',
    evidence: given({ distinctPredictions: 2 }),
    score: 1,
    says: '2 distinct predictions',
  },
  {
    row: 'one answer for all',
    evidence: given({ distinctPredictions: 1 }),
    score: 0,
    says: '1 distinct prediction for 2,000 rows',
  },
  {
    row: 'a different answer each time',
    evidence: given({ repeatedRowsAgree: false }),
    score: 0,
    says: 'different answers',
  },
  mute,
]);
