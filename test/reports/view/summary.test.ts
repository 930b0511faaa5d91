import { describe, expect, test } from 'vitest';
import type { Grade } from '../../../harness/types.ts';
import { barText, inOneSentence, scoreText, whatKeepsItOpen } from '../../../reports/view/summary.ts';
import { criterion, faulted, finding, forAPerson, gradeWith } from '../builders.ts';

const at = (value: number) => ({ low: value, high: value });
const say = (criteria: Grade['criteria'], score: Grade['score'] = { low: 50, high: 60 }): string =>
  inOneSentence(gradeWith({ criteria, score }));

describe('one sentence, put together from the criteria', () => {
  test.each([
    [
      [criterion('Serving', at(90)), criterion('Tests', at(100)), criterion('Monitoring', at(0))],
      'Strong on serving and tests; nothing on monitoring.',
    ],
    [
      [criterion('Serving', at(60)), criterion('ML model', at(20))],
      'Partly there on serving; little on ML model.',
    ],
    [[criterion('Serving', { low: 0, high: 100 })], 'Still open on serving.'],
    [[criterion('Serving', { low: 30, high: 60 })], 'Partly there on serving.'],
    [[criterion('Serving', null), criterion('Tests', at(85))], 'Strong on tests.'],
    [[criterion('Serving', null)], 'No criterion applies to this submission.'],
  ])('%j', (criteria, text) => expect(say(criteria)).toBe(text));

  test('more than three names: the two that weigh most, and how many more', () => {
    const criteria = ['A', 'B', 'C', 'D'].map((title, index) => criterion(title, at(90), index));
    expect(say([...criteria, criterion('E', at(0))])).toBe('Strong on D, C and two more; nothing on E.');
    expect(say(criteria)).toBe('Strong on all four criteria.');
  });

  test('all and nothing have sentences of their own', () => {
    const criteria = [criterion('Serving', at(100)), criterion('Tests', at(100))];
    expect(say(criteria, at(100))).toBe('Everything asked for was found, in both criteria.');
    expect(say(criteria, at(0))).toBe('Nothing asked for was found, in both criteria.');
    expect(say(criteria, { low: 0, high: 100 })).toBe('Nothing could be decided yet, in both criteria.');
  });
});

describe('what keeps the range open', () => {
  test.each([
    [[finding()], null],
    [[forAPerson()], 'Still open: 1 item needs a person (4 points).'],
    [[forAPerson(), forAPerson()], 'Still open: 2 items need a person (8 points).'],
    [[faulted()], 'Still open: 1 item could not be measured through a fault of ours (4 points).'],
    [
      [forAPerson(), faulted(), faulted()],
      'Still open: 1 item needs a person (4 points) and 2 items could not be measured through a fault of ours (8 points).',
    ],
  ])('%#', (findings, text) => expect(whatKeepsItOpen(gradeWith({ findings }))).toBe(text));

  test('an item that a person has scored is closed', () => {
    const override = { check: 'serving-starts', score: 1, reason: 'Good', by: 'R', date: '2025-01-01' };
    const findings = [forAPerson({ override, points: { possible: 4, low: 4, high: 4 } })];
    expect(whatKeepsItOpen(gradeWith({ findings }))).toBeNull();
  });
});

describe('the score and the bar', () => {
  test.each([
    [{ low: 72.3, high: 83.9 }, null, '72–84'],
    [{ low: 72.3, high: 72.4 }, null, '72'],
    [at(100), null, '100'],
    [at(69.6), 70, '69.6'],
    [{ low: 69.6, high: 71 }, 70, '69.6–71'],
    [{ low: 60, high: 69.7 }, 70, '60–69.7'],
    [at(70.2), 70, '70'],
  ])('%j, bar %s, is %s', (score, failUnder, text) => {
    const bar = failUnder === null ? null : { failUnder, met: 'no' as const };
    expect(scoreText({ score, bar })).toBe(text);
  });

  test('the bar in words', () => {
    const word = (met: 'yes' | 'no' | 'open') => barText({ bar: { failUnder: 70, met } });
    expect(word('yes')).toBe('Meets the bar of 70');
    expect(word('no')).toBe('Below the bar of 70');
    expect(word('open')).toBe('May or may not meet the bar of 70');
    expect(barText({ bar: null })).toBeNull();
  });
});
