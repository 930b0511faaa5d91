import type { ClaimedMetric, ClaimsEvidence } from '../evidence/claims.ts';
import type { Estimate } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { places } from './support/details.ts';
import { predictionsMissing } from './support/predictions.ts';
import { count } from './support/words.ts';

type Claim = ClaimsEvidence['claims'][number];
type Compared = { readonly claim: Claim; readonly measured: Estimate; readonly excess: number };

// Their rows are not ours: labels in training are noisy, and later customers differ. Five points above the interval's end may still be
// honest; a quarter above it describes another model or another split.
const tolerated = 0.05;
const hopeless = 0.25;
/** Brier scores and calibration errors of a few positives in a hundred live in a tenth of the range. */
const narrow = 0.2;

const lower = new Set<ClaimedMetric>(['brier', 'calibration-error', 'log-loss']);

/** Accuracy is measured at 0.5, or where the service decides for itself, whichever is kinder to the claim. */
const accuracyOf = (half: Estimate, own: Estimate | null): Estimate =>
  own && own.high > half.high ? own : half;

const measurementOf = (metric: ClaimedMetric, { submission, decision }: HoldoutEvidence): Estimate | null => {
  if (!submission) return null;
  const { scores } = submission;
  switch (metric) {
    case 'average-precision':
      return scores.averagePrecision;
    case 'roc-auc':
      return scores.rocAuc;
    case 'brier':
      return scores.brier;
    case 'calibration-error':
      return scores.calibrationError;
    case 'accuracy':
      return accuracyOf(scores.accuracy, decision?.accuracy ?? null);
    case 'precision':
      return decision?.precision ?? null;
    case 'recall':
      return decision?.recall ?? null;
    case 'f1':
      return decision?.f1 ?? null;
    case 'log-loss':
      return null;
  }
};

const excessOf = ({ metric, value }: Claim, { low, high }: Estimate): number =>
  Math.max(0, lower.has(metric) ? (low - value) / narrow : value - high);

const names: Readonly<Record<ClaimedMetric, string>> = {
  'average-precision': 'average precision',
  'roc-auc': 'ROC AUC',
  brier: 'Brier score',
  'calibration-error': 'calibration error',
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  'log-loss': 'log loss',
};

const figure = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);

const table = (compared: readonly Compared[]) =>
  ({
    kind: 'table',
    columns: ['metric', 'stated', 'where', 'measured', 'interval'],
    rows: compared.map(({ claim, measured }) => [
      names[claim.metric],
      figure(claim.value),
      `${claim.place.path}:${claim.place.line}`,
      figure(measured.value),
      `${figure(measured.low)} to ${figure(measured.high)}`,
    ]),
  }) as const;

export const claimsMatchMeasurements = defineCheck({
  id: 'claims-match-measurements',
  asks: 'Do the figures that are stated hold on rows that the model has not seen?',
  why: 'Whoever reads a figure decides by it; one that does not hold later was measured on the wrong rows.',
  remedy: 'Validate on later rows than those trained on, without duplicates in both, and state that figure.',
  followUp: {
    question: 'How was the figure in your README measured, and on which rows?',
    goodAnswer:
      'Names the split and why it resembles use, what leaked or repeated in other splits, and the spread.',
  },
  needs: ['claims', 'holdout'],
  judge({ claims, holdout }) {
    const own = claims.claims.filter(({ about }) => about === 'handed-in');
    if (own.length === 0) return notApplicable('No figure is stated about the model that was handed in.');
    if (!holdout.submission) return predictionsMissing(holdout);
    const compared = own
      .flatMap((claim): readonly Compared[] => {
        const measured = measurementOf(claim.metric, holdout);
        return measured ? [{ claim, measured, excess: excessOf(claim, measured) }] : [];
      })
      .toSorted((one, other) => other.excess - one.excess);
    const [worst] = compared;
    if (!worst) return notApplicable('No stated figure is of a metric that was measured.');
    const score = 1 - Math.min(1, Math.max(0, (worst.excess - tolerated) / (hopeless - tolerated)));
    const { claim, measured, excess } = worst;
    const numbers = `${names[claim.metric]} ${figure(claim.value)} stated, ${figure(measured.value)} measured`;
    const summary =
      excess > tolerated
        ? `${numbers}.`
        : `${count(compared.length, 'stated figure')} not above what was measured: ${numbers}.`;
    return scored({ score, summary, details: [table(compared), ...places([claim.place])] });
  },
});
