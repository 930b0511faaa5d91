import { expect, test } from 'vitest';
import { decisionsIn } from '../../harness/gather/decision.ts';

const items = (key: string, ...values: readonly unknown[]) =>
  values.map((value) => ({ probability: 0.3, [key]: value, model: 'boosting' }));

test.each<[string, readonly unknown[], readonly boolean[]]>([
  ['call', [true, false], [true, false]],
  ['prediction', [1, 0, 1], [true, false, true]],
  ['churn', ['yes', 'no'], [true, false]],
  ['label', ['Churn', 'stay'], [true, false]],
  ['anything', [false, true], [false, true]],
])('a yes or no under %s is read from %j', (key, values, expected) => {
  expect(decisionsIn(items(key, ...values), 'probability')).toEqual({ key, values: expected });
});

test.each<[string, readonly unknown[]]>([
  ['risk', ['high', 'medium', 'low']],
  ['prediction', [0.2, 0.8]],
  ['label', ['gold', 'silver']],
  ['call', [true, null]],
  ['rank', [1, 0]],
])('nothing is decided by %s with %j', (key, values) => {
  expect(decisionsIn(items(key, ...values), 'probability')).toBeNull();
});

test('a name that decides goes before a boolean of any name', () => {
  const [item = {}] = items('cached', false);
  expect(decisionsIn([{ ...item, will_churn: true }], 'probability')).toEqual({
    key: 'will_churn',
    values: [true],
  });
});

test('a probability by itself decides nothing', () => {
  expect(decisionsIn([0.2, 0.9], null)).toBeNull();
  expect(decisionsIn(items('call', true), null)).toBeNull();
});
