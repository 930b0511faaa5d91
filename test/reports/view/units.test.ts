import { expect, test } from 'vitest';
import { bytes, duration, interval, metric, quantity } from '../../../reports/view/units.ts';

test.each([
  [0, '0 ms'],
  [0.4, 'under 1 ms'],
  [38, '38 ms'],
  [999, '999 ms'],
  [1_400, '1.4 s'],
  [42_000, '42 s'],
  [59_600, '1 min'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [119_900, '2 min'],
])('%f ms is %s', (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [0, '0 bytes'],
  [512, '512 bytes'],
  [1_536, '1.5 KiB'],
  [4 * 2 ** 30, '4 GiB'],
  [412 * 2 ** 20, '412 MiB'],
  [2 ** 60, '1,048,576 TiB'],
])('%i bytes is %s', (count, text) => expect(bytes(count)).toBe(text));

test.each([
  [0.123, 'share', '12 %'],
  [0.045, 'share', '4.5 %'],
  [1, 'share', '100 %'],
  [1.5, 's', '1.5 s'],
  [12, '', '12'],
  [0.61, '', '0.61'],
  [0.0804, '', '0.08'],
  [12.34, '', '12.3'],
  [0.00042, '', '4.2e-4'],
] as const)('%f of "%s" is %s', (value, unit, text) => expect(quantity(value, unit)).toBe(text));

test('an interval names its unit once where it can', () => {
  expect(interval(0.57, 0.65, 'share')).toBe('57–65 %');
  expect(interval(30, 1_200, 'ms')).toBe('30 ms–1.2 s');
  expect(interval(0.2, 0.2, '')).toBe('0.2');
});

test('a metric keeps its places', () => {
  expect(metric(0.6)).toBe('0.60');
  expect(metric(0.0784, 3)).toBe('0.078');
});
