import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadOver } from '../../harness/metrics/lead.ts';
import type { Scored } from '../../harness/metrics/ranked.ts';
import { standingOf } from '../../harness/metrics/standing.ts';

const sample: Scored & { readonly expected: Readonly<Record<string, number>> } = JSON.parse(
  readFileSync(new URL('../fixtures/metrics.json', import.meta.url), 'utf8'),
);
const { labels, probabilities } = sample;
const seed = 11;

test('nobody leads over the same predictions, in no resample', () => {
  expect(leadOver(probabilities, { scored: sample, seed })).toEqual({ value: 0, low: 0, high: 0 });
});

test('a lead is the difference of both average precisions', () => {
  const turned = probabilities.map((value) => 1 - value);
  const [one, other] = [probabilities, turned].map(
    (values) =>
      standingOf('', { scored: { labels, probabilities: values }, seed }).scores.averagePrecision.value,
  );
  const { value, low, high } = leadOver(turned, { scored: sample, seed });
  expect(value).toBeCloseTo((one ?? 0) - (other ?? 0), 10);
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(value);
});

test('a paired interval is narrower than the interval of either, where both find the same rows hard', () => {
  const nearly = probabilities.map((value, row) => (row % 10 === 0 ? value / 2 : value));
  const { low, high } = leadOver(nearly, { scored: sample, seed });
  const { averagePrecision } = standingOf('', { scored: sample, seed }).scores;
  expect(high - low).toBeLessThan(averagePrecision.high - averagePrecision.low);
});

test('who leads over another lags behind when asked the other way round', () => {
  const other = fc.array(fc.integer({ min: 0, max: 20 }), {
    minLength: labels.length,
    maxLength: labels.length,
  });
  fc.assert(
    fc.property(other, (twentieths) => {
      const theirs = twentieths.map((value) => value / 20);
      const there = leadOver(theirs, { scored: sample, seed });
      const back = leadOver(probabilities, { scored: { labels, probabilities: theirs }, seed });
      expect(back.value).toBeCloseTo(-there.value, 10);
    }),
    { numRuns: 20 },
  );
});
