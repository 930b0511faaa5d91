import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latencyOf, quantileOf, ratioOf } from '../../harness/metrics/latency.ts';

test.each([
  [[1, 2, 3, 4, 5], 0.5, 3],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 20], 0.95, 19.5],
  [[7], 0.99, 7],
])('the quantiles of %j at %d', (sorted, share, expected) => {
  expect(quantileOf(sorted, share)).toBeCloseTo(expected, 9);
});

const durations = fc.array(fc.double({ min: 0.001, max: 60_000, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

test('percentiles rise, lie among the durations, and the histogram counts each once', () => {
  fc.assert(
    fc.property(durations, (all) => {
      const { requests, failures, p50, p95, p99, max, histogram } = latencyOf(all, 3);
      expect(requests).toBe(all.length);
      expect(failures).toBe(3);
      expect(Math.min(...all)).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p95);
      expect(p95).toBeLessThanOrEqual(p99);
      expect(p99).toBeLessThanOrEqual(max);
      expect(max).toBe(Math.max(...all));
      expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(histogram.every(({ fromMs, toMs }) => fromMs < toMs)).toBe(true);
    }),
  );
});

test('no durations have no percentiles', () => {
  expect(() => latencyOf([], 0)).toThrow(RangeError);
});

test('the ratio of few rounds is their geometric mean, with the lowest and the highest', () => {
  const { value, low, high } = ratioOf([16, 2, 2]);
  expect([value, low, high].map((one) => Math.round(one * 1e9) / 1e9)).toEqual([4, 2, 16]);
});

test('no rounds have no ratio', () => {
  expect(() => ratioOf([])).toThrow(RangeError);
});

test('the interval of many rounds leaves out what single rounds met', () => {
  const calm = Array.from({ length: 60 }, (_, place) => 8 + (place % 5) / 100);
  const { value, low, high } = ratioOf([...calm, 0.1, 900]);
  expect(value).toBeCloseTo(8.02, 3);
  expect(low).toBeGreaterThan(8.01);
  expect(high).toBeLessThan(8.03);
});

const ratios = fc.array(fc.double({ min: 0.01, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 80 });
const slowdowns = fc.array(fc.double({ min: 1, max: 50, noNaN: true }), { minLength: 80, maxLength: 80 });

test('a machine that slows both sides of a round alike changes no ratio', () => {
  fc.assert(
    fc.property(ratios, slowdowns, (quiet, slower) => {
      const measured = quiet.map(
        (ratio, round) => (ratio * 2 * (slower[round] ?? 1)) / (2 * (slower[round] ?? 1)),
      );
      const [calm, busy] = [ratioOf(quiet), ratioOf(measured)];
      expect(busy.value / calm.value).toBeCloseTo(1, 9);
      expect(busy.low / calm.low).toBeCloseTo(1, 9);
      expect(busy.high / calm.high).toBeCloseTo(1, 9);
    }),
  );
});

test('a ratio lies in its interval, and its interval among the ratios', () => {
  fc.assert(
    fc.property(ratios, (all) => {
      const { value, low, high } = ratioOf(all);
      const close = 1 + 1e-9;
      expect(Math.min(...all)).toBeLessThanOrEqual(low * close);
      expect(low).toBeLessThanOrEqual(value * close);
      expect(value).toBeLessThanOrEqual(high * close);
      expect(high).toBeLessThanOrEqual(Math.max(...all) * close);
    }),
  );
});
