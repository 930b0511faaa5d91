import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Decided, decisionScores } from '../../harness/metrics/decision.ts';

const sample: Decided & { readonly expectedDecided: Readonly<Record<string, number>> } = JSON.parse(
  readFileSync(new URL('../fixtures/metrics.json', import.meta.url), 'utf8'),
);

test('scores of decisions agree with scikit-learn', () => {
  const scores = decisionScores(sample, 1);
  for (const [name, { value, low, high }] of Object.entries(scores)) {
    expect(value).toBeCloseTo(sample.expectedDecided[name] ?? Number.NaN, 10);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
  }
});

test('deciding nothing as positive finds nobody, and is no division by nothing', () => {
  const decided = {
    labels: [1, 0, 0] as const,
    probabilities: [0.2, 0.1, 0.1],
    decisions: [false, false, false],
  };
  const { precision, recall, f1, accuracy } = decisionScores(decided, 1);
  expect([precision.value, recall.value, f1.value]).toEqual([0, 0, 0]);
  expect(accuracy.value).toBeCloseTo(2 / 3, 9);
});
