import { deviation, mean } from 'd3-array';
import type { Latency } from '../evidence/service.ts';

/** Bins a decade on the logarithmic axis. */
const binsADecade = 12;

/** The value below which a share of them lies, by linear interpolation (the usual type 7). `sorted` ascending, not empty. */
export const quantileOf = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
};

const histogramOf = (sorted: readonly number[]): Latency['histogram'] => {
  const binOf = (ms: number): number => Math.floor(Math.log10(Math.max(ms, 1e-3)) * binsADecade);
  const [first, last] = [binOf(sorted[0] ?? 0), binOf(sorted.at(-1) ?? 0)];
  const edge = (bin: number): number => 10 ** (bin / binsADecade);
  return Array.from({ length: last - first + 1 }, (_, place) => ({
    fromMs: edge(first + place),
    toMs: edge(first + place + 1),
    count: sorted.filter((ms) => binOf(ms) === first + place).length,
  }));
};

/** Percentiles and a histogram of durations in milliseconds, with how many others failed. Throws RangeError on no duration. */
export const latencyOf = (durationsMs: readonly number[], failures: number): Latency => {
  if (durationsMs.length === 0) throw new RangeError('at least one duration is needed');
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return {
    requests: sorted.length,
    failures,
    p50: quantileOf(sorted, 0.5),
    p95: quantileOf(sorted, 0.95),
    p99: quantileOf(sorted, 0.99),
    max: sorted.at(-1) ?? 0,
    histogram: histogramOf(sorted),
  };
};

/** Left out at either end: rounds in which the machine served one side better than the other. */
const trimmed = 0.2;
/** Student's t for 95 % lies between 2.14 and 1.98 for 15 to 150 rounds. */
const students = 2.1;
/** Fewer say nothing of how they are spread: their interval is all of them. */
const fewest = 10;

const clamp = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(high, Math.max(low, value));

/**
 * Geometric mean of ratios, a fifth left out at either end, with its 95 % interval from the Winsorised deviation (Tukey and
 * McLaughlin 1963). On a crowded machine it differs between runs two thirds as much as their median. Throws RangeError for none.
 */
export const ratioOf = (
  ratios: readonly number[],
): { readonly value: number; readonly low: number; readonly high: number } => {
  if (ratios.length === 0) throw new RangeError('at least one ratio is needed');
  const logs = ratios.map(Math.log).sort((a, b) => a - b);
  const cut = Math.floor(trimmed * logs.length);
  const kept = logs.slice(cut, logs.length - cut);
  const [least = 0, most = 0] = [kept[0], kept.at(-1)];
  const centre = mean(kept) ?? 0;
  const interval = ([low, high]: readonly [number, number]) => ({
    value: Math.exp(centre),
    low: Math.exp(low),
    high: Math.exp(high),
  });
  const all = [logs[0] ?? 0, logs.at(-1) ?? 0] as const;
  if (logs.length < fewest) return interval(all);
  const spread = deviation(logs.map((value) => clamp(value, [least, most]))) ?? 0;
  const half = (students * spread) / ((1 - 2 * trimmed) * Math.sqrt(logs.length));
  return interval([clamp(centre - half, all), clamp(centre + half, all)]);
};
