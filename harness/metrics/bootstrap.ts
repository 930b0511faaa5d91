import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Estimate } from '../evidence/common.ts';
import { onceEach, type Ranked, type Weights } from './ranked.ts';

export type Metric = (ranked: Ranked, weights: Weights) => number;

export const resamples = 500;

/** One draw of as many rows with replacement, as how often each was drawn; null when only one class was. */
const draw = (ranked: Ranked, generator: RandomGenerator): Weights | null => {
  const rows = ranked.labels.length;
  const weights = new Float64Array(rows);
  let positives = 0;
  for (let drawn = 0; drawn < rows; drawn += 1) {
    const row = uniformInt(generator, 0, rows - 1);
    weights[row] = (weights[row] ?? 0) + 1;
    positives += ranked.labels[row] ?? 0;
  }
  return positives === 0 || positives === rows ? null : weights;
};

const draws = (ranked: Ranked, seed: number): Weights[] => {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: resamples }, () => draw(ranked, generator)).filter(
    (weights) => weights !== null,
  );
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/**
 * Each metric with its 95 % percentile bootstrap interval (Efron 1979), the same resamples for all of them. A metric that
 * only one resample could give keeps its point value as both ends.
 */
export const estimates = <Name extends string>(
  ranked: Ranked,
  { metrics, seed }: { readonly metrics: Readonly<Record<Name, Metric>>; readonly seed: number },
): Record<Name, Estimate> => {
  const samples = draws(ranked, seed);
  const whole = onceEach(ranked.labels.length);
  const estimate = (metric: Metric): Estimate => {
    const value = metric(ranked, whole);
    const sorted = samples.map((weights) => metric(ranked, weights)).sort((a, b) => a - b);
    if (sorted.length === 0) return { value, low: value, high: value };
    return {
      value,
      low: Math.min(value, quantile(sorted, 0.025)),
      high: Math.max(value, quantile(sorted, 0.975)),
    };
  };
  const names = Object.keys(metrics) as Name[];
  return Object.fromEntries(names.map((name) => [name, estimate(metrics[name])])) as Record<Name, Estimate>;
};
