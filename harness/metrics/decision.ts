import type { Estimate } from '../evidence/common.ts';
import { estimates, type Metric } from './bootstrap.ts';
import { rank, type Scored, type Weights } from './ranked.ts';

/** A yes or no for each row beside its probability. */
export type Decided = Scored & { readonly decisions: readonly boolean[] };

type Counts = {
  readonly hits: number;
  readonly misses: number;
  readonly alarms: number;
  readonly total: number;
};

const countsOf = ({ decisions, labels }: Decided, weights: Weights): Counts => {
  let [hits, misses, alarms, total] = [0, 0, 0, 0];
  labels.forEach((label, row) => {
    const weight = weights[row] ?? 0;
    total += weight;
    if (label === 1 && decisions[row]) hits += weight;
    else if (label === 1) misses += weight;
    else if (decisions[row]) alarms += weight;
  });
  return { hits, misses, alarms, total };
};

/** 0 where nothing was decided as positive, as scikit-learn has it. */
const precisionOf = ({ hits, alarms }: Counts): number => (hits + alarms > 0 ? hits / (hits + alarms) : 0);
const recallOf = ({ hits, misses }: Counts): number => hits / (hits + misses);
const f1Of = ({ hits, misses, alarms }: Counts): number => (2 * hits) / (2 * hits + misses + alarms);
const accuracyOf = ({ misses, alarms, total }: Counts): number => 1 - (misses + alarms) / total;

/**
 * Accuracy, precision, recall and F1 of decisions (positive class 1), each with its bootstrap interval. Throws RangeError as
 * `rank` does.
 */
export const decisionScores = (
  decided: Decided,
  seed: number,
): Record<'accuracy' | 'precision' | 'recall' | 'f1', Estimate> => {
  const from =
    (score: (counts: Counts) => number): Metric =>
    (_, weights) =>
      score(countsOf(decided, weights));
  const metrics = {
    accuracy: from(accuracyOf),
    precision: from(precisionOf),
    recall: from(recallOf),
    f1: from(f1Of),
  };
  return estimates(rank(decided), { metrics, seed });
};
