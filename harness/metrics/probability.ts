import type { Ranked, Weights } from './ranked.ts';

const weightedMean = (
  ranked: Ranked,
  weights: Weights,
  value: (probability: number, label: 0 | 1) => number,
): number => {
  let total = 0;
  let weightTotal = 0;
  ranked.labels.forEach((label, row) => {
    const weight = weights[row] ?? 0;
    total += weight * value(ranked.probabilities[row] ?? 0, label);
    weightTotal += weight;
  });
  return total / weightTotal;
};

/** Brier score: mean squared distance between probability and outcome; 0 is best. */
export const brier = (ranked: Ranked, weights: Weights): number =>
  weightedMean(ranked, weights, (probability, label) => (probability - label) ** 2);

/** Share of rows on the right side of the threshold 0.5. */
export const accuracy = (ranked: Ranked, weights: Weights): number =>
  weightedMean(ranked, weights, (probability, label) => Number((probability >= 0.5 ? 1 : 0) === label));

export const calibrationBins = 10;

/** Rows by rising probability in `calibrationBins` groups of equal count, as places in the falling order. */
export const binOf = (place: number, rows: number): number =>
  calibrationBins - 1 - Math.min(calibrationBins - 1, Math.floor((place * calibrationBins) / rows));

/**
 * Expected calibration error over ten bins of equal count: the mean distance between a bin's mean prediction and its share
 * of positives, weighted by its rows (Naeini et al. 2015, with equal-count bins as Nixon et al. 2019 advise). The bins are those of the whole sample, also
 * in a resample.
 */
export const calibrationError = (ranked: Ranked, weights: Weights): number => {
  const predicted = new Float64Array(calibrationBins);
  const observed = new Float64Array(calibrationBins);
  let total = 0;
  ranked.order.forEach((row, place) => {
    const bin = binOf(place, ranked.order.length);
    const weight = weights[row] ?? 0;
    predicted[bin] = (predicted[bin] ?? 0) + weight * (ranked.probabilities[row] ?? 0);
    observed[bin] = (observed[bin] ?? 0) + weight * (ranked.labels[row] ?? 0);
    total += weight;
  });
  return predicted.reduce((error, value, bin) => error + Math.abs(value - (observed[bin] ?? 0)), 0) / total;
};
