import { expect, it } from 'vitest';
import { holdsFix, isAtLeast } from '../../harness/engine/versions.ts';

it.each([
  ['1.41', '1.41', true],
  ['1.9', '1.41', false],
  ['2.0', '1.41', true],
  ['20.10.24+dfsg1', '20.10.24', true],
  ['20.10.9', '20.10.24', false],
  ['dev', '1.0', false],
])('%s is at least %s: %s', (version, floor, expected) => {
  expect(isAtLeast(version, floor)).toBe(expected);
});

it.each([
  ['1.1.15', false],
  ['1.2.7', false],
  ['1.2.8', true],
  ['1.3.0', false],
  ['1.3.3+ds1', true],
  ['1.5.0', true],
])('a fix of 1.2.8 and 1.3.3 is in %s: %s', (version, expected) => {
  expect(holdsFix(version, ['1.2.8', '1.3.3', '1.4.0'])).toBe(expected);
});
