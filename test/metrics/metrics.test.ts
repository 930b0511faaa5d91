import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curves } from '../../harness/metrics/curves.ts';
import { accuracy, brier, calibrationError } from '../../harness/metrics/probability.ts';
import { onceEach, rank } from '../../harness/metrics/ranked.ts';
import { averagePrecision, rocAuc } from '../../harness/metrics/ranking.ts';
import { standingOf } from '../../harness/metrics/standing.ts';

/** 120 rows with ties, and what scikit-learn says of them, with and without sample weights. */
const sample: {
  labels: (0 | 1)[];
  probabilities: number[];
  weights: number[];
  expected: Record<string, number>;
  expectedWeighted: Record<string, number>;
} = JSON.parse(readFileSync(new URL('../fixtures/metrics.json', import.meta.url), 'utf8'));

const metrics = { averagePrecision, rocAuc, brier, accuracy } as const;
const ranked = rank(sample);

describe('metrics agree with scikit-learn', () => {
  it.each(Object.entries(metrics))('%s', (name, metric) => {
    expect(metric(ranked, onceEach(120))).toBeCloseTo(sample.expected[name] ?? Number.NaN, 10);
  });
  it.each(Object.entries(metrics))('%s, weighted', (name, metric) => {
    expect(metric(ranked, sample.weights)).toBeCloseTo(sample.expectedWeighted[name] ?? Number.NaN, 10);
  });
});

const scored = fc
  .array(
    fc.record({
      label: fc.constantFrom(0 as const, 1 as const),
      probability: fc.integer({ min: 0, max: 20 }),
    }),
    {
      minLength: 2,
      maxLength: 60,
    },
  )
  .filter((rows) => new Set(rows.map((row) => row.label)).size === 2)
  .map((rows) => ({
    labels: rows.map((row) => row.label),
    probabilities: rows.map((row) => row.probability / 20),
  }));

describe('metrics hold for any predictions', () => {
  it('stay between 0 and 1', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const all = [averagePrecision, rocAuc, brier, accuracy, calibrationError];
        for (const metric of all) {
          const value = metric(rank(rows), onceEach(rows.labels.length));
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const turned = { labels: rows.labels.toReversed(), probabilities: rows.probabilities.toReversed() };
        const weights = onceEach(rows.labels.length);
        expect(averagePrecision(rank(turned), weights)).toBeCloseTo(
          averagePrecision(rank(rows), weights),
          10,
        );
        expect(rocAuc(rank(turned), weights)).toBeCloseTo(rocAuc(rank(rows), weights), 10);
      }),
    );
  });

  it('give a constant prediction the base rate as average precision and one half as AUC', () => {
    fc.assert(
      fc.property(scored, ({ labels }) => {
        const constant = rank({ labels, probabilities: labels.map(() => 0.3) });
        const positives = labels.filter((label) => label === 1).length;
        expect(averagePrecision(constant, onceEach(labels.length))).toBeCloseTo(
          positives / labels.length,
          10,
        );
        expect(rocAuc(constant, onceEach(labels.length))).toBeCloseTo(0.5, 10);
      }),
    );
  });
});

describe('rank refuses what no metric is defined for', () => {
  it.each([
    ['one class', { labels: [1, 1], probabilities: [0.1, 0.2] }],
    ['a probability above 1', { labels: [0, 1], probabilities: [0.1, 1.2] }],
    ['not a number', { labels: [0, 1], probabilities: [0.1, Number.NaN] }],
    ['a missing prediction', { labels: [0, 1], probabilities: [0.1] }],
  ] as const)('%s', (_, rows) => {
    expect(() => rank(rows)).toThrow(RangeError);
  });
});

describe('standingOf', () => {
  const standing = standingOf('sample', { scored: sample, seed: 11 });

  it('is the same for the same seed and another for another', () => {
    expect(standingOf('sample', { scored: sample, seed: 11 })).toEqual(standing);
    expect(standingOf('sample', { scored: sample, seed: 12 }).scores).not.toEqual(standing.scores);
  });

  it('puts every value inside its interval', () => {
    for (const { value, low, high } of Object.values(standing.scores)) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high - low).toBeGreaterThan(0.01);
    }
  });

  it('counts every row once in the curves', () => {
    const { calibration, histogram, precisionRecall } = curves(ranked);
    expect(calibration.map((bin) => bin.rows)).toEqual(new Array(10).fill(12));
    expect(histogram.reduce((sum, bin) => sum + bin.positives + bin.negatives, 0)).toBe(120);
    expect(precisionRecall.at(-1)?.recall).toBe(1);
    const recalls = precisionRecall.map((point) => point.recall);
    expect(recalls).toEqual(recalls.toSorted((a, b) => a - b));
  });
});
