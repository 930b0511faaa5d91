import { describe, expect, test } from 'vitest';
import {
  between,
  date,
  decimals,
  few,
  inSentence,
  joined,
  plural,
  pointCount,
  points,
  pointsOf,
  prose,
  scoreRange,
  sentence,
} from '../../../reports/view/words.ts';

test.each([
  [0, 'no items'],
  [1, '1 item'],
  [2, '2 items'],
  [1_234, '1,234 items'],
])('%i is "%s"', (count, text) => expect(plural(count, 'item')).toBe(text));

test('an irregular plural is given', () => {
  expect(plural(1, 'criterion', 'criteria')).toBe('1 criterion');
  expect(plural(3, 'criterion', 'criteria')).toBe('3 criteria');
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a and b', 'c'], 'a and b, and c'],
])('%j joined', (words, text) => expect(joined(words)).toBe(text));

test.each([
  ['Serving', 'serving'],
  ['ML model', 'ML model'],
  ['Écriture', 'écriture'],
  ['3 things', '3 things'],
])('%s inside a sentence', (title, text) => expect(inSentence(title)).toBe(text));

test.each([
  ['no stop', 'no stop.'],
  ['a stop.', 'a stop.'],
  ['a question?', 'a question?'],
])('%s ends', (text, expected) => expect(sentence(text)).toBe(expected));

describe('rounding', () => {
  test.each([
    [4.5, '4.5'],
    [4.04, '4'],
    [99.96, '100'],
    [0, '0'],
  ])('%f to one decimal', (value, text) => expect(decimals(value, 1)).toBe(text));

  test('a range of no width is one number', () => {
    expect(between('3', '3')).toBe('3');
    expect(scoreRange({ low: 72.1, high: 72.4 })).toBe('72');
    expect(scoreRange({ low: 72.1, high: 84.4 })).toBe('72–84');
    expect(points({ low: 1.25, high: 1.25 })).toBe('1.3');
    expect(pointsOf({ low: 0, high: 1.6 }, 1.6)).toBe('0–1.6 of 1.6');
    expect(pointsOf({ low: 4.96, high: 4.96 }, 5)).toBe('4.9 of 5');
    expect(pointsOf({ low: 5, high: 5 }, 5)).toBe('5 of 5');
  });

  test.each([
    [1, '1 point'],
    [0.96, '1 point'],
    [0, '0 points'],
    [1.2, '1.2 points'],
  ])('%f', (value, text) => expect(pointCount(value)).toBe(text));

  test('small numbers are words', () => {
    expect([few(0), few(3), few(12)]).toEqual(['no', 'three', '12']);
  });
});

test.each([
  ['2025-11-21T10:12:13.000Z', '21 Nov 2025, 10:12 UTC'],
  ['2025-11-21T10:12:13+02:00', '21 Nov 2025, 08:12 UTC'],
  ['not a date', 'not a date'],
  ['javascript:1', 'javascript:1'],
  ['2025-99-99', '2025-99-99'],
])('the date %s', (iso, text) => expect(date(iso)).toBe(text));

test('code in backticks becomes a part of its own', () => {
  expect(prose('Use `--host 0.0.0.0` here')).toEqual([
    { code: false, text: 'Use ' },
    { code: true, text: '--host 0.0.0.0' },
    { code: false, text: ' here' },
  ]);
});
