import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../harness/config/nearest.ts';

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['weight', 'wieght', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['ca', 'abc', 3],
] as const)('from %j to %j: %i', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test('distance is symmetric, and no more than the longer length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
      expect(editDistance(one, other)).toBe(editDistance(other, one));
      expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});

test.each([
  ['wieght', ['weight', 'title'], 'weight'],
  ['Serving-Start', ['serving-starts', 'seeds-are-fixed'], 'serving-starts'],
  ['something-else', ['weight', 'title'], null],
  ['x', [], null],
  ['a'.repeat(5000), ['a'.repeat(4999)], null],
] as const)('the name nearest to %s', (name, known, expected) => {
  expect(nearest(name, known)).toBe(expected);
});
