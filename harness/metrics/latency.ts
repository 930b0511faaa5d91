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

/**
 * Median of some ratios with its 95 % interval by ranks (Conover, Practical Nonparametric Statistics, 3.2): nothing is assumed
 * of how they are spread. Below ten ratios the interval is all of them. Zeros for none.
 */
export const ratioOf = (
  ratios: readonly number[],
): { readonly value: number; readonly low: number; readonly high: number } => {
  const sorted = ratios.toSorted((a, b) => a - b);
  const count = sorted.length;
  const place = Math.max(0, Math.floor(count / 2 - 0.98 * Math.sqrt(count)) - 1);
  return { value: quantileOf(sorted, 0.5), low: sorted[place] ?? 0, high: sorted[count - 1 - place] ?? 0 };
};
