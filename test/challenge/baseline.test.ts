import { describe, expect, test } from 'vitest';
import { baselineProbabilities } from '../../harness/challenge/baseline.ts';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { standingOnHoldout, standingText } from '../../harness/challenge/standing.ts';
import type { Challenge, Draw, Row } from '../../harness/challenge/types.ts';
import { churnFolder } from '../helpers/reference.ts';

const challenge = await loadChallenge(churnFolder);
const on = (columns: readonly [string, ...string[]]): Pick<Challenge, 'config'> => ({
  config: { ...challenge.config, holdout: { ...challenge.config.holdout, baselineColumns: [...columns] } },
});

type Example = readonly [value: Row[string], label: 0 | 1];

const drawOf = (train: readonly Example[], asked: readonly Row[string][]): Draw => ({
  files: [],
  train: train.map(([value]) => ({ x: value })),
  trainLabels: train.map(([, label]) => label),
  ledger: [],
  holdout: { rows: asked.map((value) => ({ x: value })), labels: asked.map(() => 0) },
});

/** So many positives and negatives at a value. */
const at = (
  value: number,
  { positives, negatives }: { positives: number; negatives: number },
): readonly Example[] => [
  ...Array.from({ length: positives }, () => [value, 1] as const),
  ...Array.from({ length: negatives }, () => [value, 0] as const),
];

describe('the logistic regression', () => {
  const train = [...at(0, { positives: 10, negatives: 90 }), ...at(1, { positives: 40, negatives: 60 })];

  // With one binary column the maximum-likelihood fit is exact: the share of positives at each value.
  test('finds the shares of a binary column', () => {
    const [low = 0, high = 0] = baselineProbabilities(on(['x']), drawOf(train, [0, 1]));
    expect(low).toBeCloseTo(0.1, 3);
    expect(high).toBeCloseTo(0.4, 3);
  });

  test('gives a gap, and a word, the median', () => {
    const draw = drawOf([...train, ...at(1, { positives: 0, negatives: 10 })], [1, null, 'many', '1,0']);
    const [one = 0, ...others] = baselineProbabilities(on(['x']), draw);
    for (const other of others) expect(other).toBeCloseTo(one, 10);
  });

  test('stays finite where one value separates the classes', () => {
    const separable = [...at(0, { positives: 0, negatives: 50 }), ...at(1, { positives: 50, negatives: 0 })];
    const answers = baselineProbabilities(on(['x']), drawOf(separable, [0, 1]));
    expect(answers.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('takes a column that never varies', () => {
    const [answer = 0] = baselineProbabilities(on(['x']), drawOf(at(3, { positives: 1, negatives: 3 }), [3]));
    expect(answer).toBeCloseTo(0.25, 3);
  });
});

test('on the churn data it beats chance and stays well below the reference', () => {
  const draw = challenge.generate({ version: challenge.config.version, candidate: 'somebody' });
  const { scores } = standingOnHoldout('baseline', {
    draw,
    probabilities: baselineProbabilities(challenge, draw),
  });
  expect(scores.averagePrecision.low).toBeGreaterThan(0.12);
  expect(scores.averagePrecision.high).toBeLessThan(challenge.reference.scores.averagePrecision.low);
});

test('standing.json is about the holdout of today', () => {
  const { histogram, calibration } = challenge.reference.curves;
  const { labels } = challenge.generate({ version: challenge.config.version, candidate: 'somebody' }).holdout;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  expect(sum(histogram.map(({ positives }) => positives))).toBe(labels.filter((label) => label === 1).length);
  expect(sum(calibration.map(({ rows }) => rows))).toBe(labels.length);
});

test('a standing is written with six decimals', () => {
  const { reference } = challenge;
  const text = standingText({
    ...reference,
    probabilities: [],
    curves: { ...reference.curves, calibration: [{ predicted: 1 / 3, observed: 0, rows: 1 }] },
  });
  expect(text).toContain('"predicted": 0.333333,');
  expect(text.endsWith('}\n')).toBe(true);
});
