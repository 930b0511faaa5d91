import type { Ranked, Weights } from './ranked.ts';

/** Weight of positives and of negatives in each group of equal probability, highest first. */
const groupTotals = (ranked: Ranked, weights: Weights): { positives: number; negatives: number }[] =>
  ranked.groups.map(({ from, to }) => {
    let positives = 0;
    let negatives = 0;
    for (let place = from; place < to; place += 1) {
      const row = ranked.order[place] ?? 0;
      const weight = weights[row] ?? 0;
      if (ranked.labels[row] === 1) positives += weight;
      else negatives += weight;
    }
    return { positives, negatives };
  });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Average precision: the sum over falling thresholds of precision times the rise in recall, without interpolation, ties
 * taken together (the definition of scikit-learn's `average_precision_score`).
 */
export const averagePrecision = (ranked: Ranked, weights: Weights): number => {
  const totals = groupTotals(ranked, weights);
  const allPositives = sum(totals.map((group) => group.positives));
  let truePositives = 0;
  let seen = 0;
  let area = 0;
  for (const { positives, negatives } of totals) {
    truePositives += positives;
    seen += positives + negatives;
    if (positives > 0) area += (positives / allPositives) * (truePositives / seen);
  }
  return area;
};

/** Area under the ROC curve as the probability that a positive outranks a negative, a tie counting one half (Mann-Whitney). */
export const rocAuc = (ranked: Ranked, weights: Weights): number => {
  const totals = groupTotals(ranked, weights);
  const allPositives = sum(totals.map((group) => group.positives));
  const allNegatives = sum(totals.map((group) => group.negatives));
  let above = 0;
  let wins = 0;
  for (const { positives, negatives } of totals) {
    wins += negatives * (above + positives / 2);
    above += positives;
  }
  return wins / (allPositives * allNegatives);
};
