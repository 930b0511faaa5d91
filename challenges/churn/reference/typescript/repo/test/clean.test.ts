import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutesOf, parseCategory, parseDay, parseMoney } from '../src/clean.ts';
import { flagsOf, numbersOf } from '../src/features.ts';

const day = Date.UTC(2024, 4, 20) / 86_400_000;

for (const text of ['2024-05-20', '20/05/2024', '20.05.2024', '20 May 2024', 'May 20, 2024', '2024-05-20T00:00:00Z'])
  test(`${text} is one day`, () => assert.equal(parseDay(text), day));

for (const text of ['31/02/2023', '2024-13-05', '0000-00-00', '1900-01-01', '2099-12-31', null, 'soon'])
  test(`${text} is no day`, () => assert.equal(parseDay(text), null));

for (const text of ['12,99 €', '€12.99', 'EUR 12.99', '€ 12,99', 12.99])
  test(`${text} is an amount`, () => assert.equal(parseMoney(text), 12.99));

test('an amount without digits is none', () => assert.equal(parseMoney('free'), null));

test('spellings of a plan are one', () => {
  assert.equal(parseCategory(' Prem. ', 'plan'), 'premium');
  assert.equal(parseCategory(null, 'plan'), 'unknown');
});

test('seconds become minutes', () => assert.equal(minutesOf({ minutes_watched_30d: 14_400, sessions_30d: 6 }), 240));

test('the exit survey changes nothing', () => {
  const row = { plan: 'basic', sessions_30d: 3 };
  assert.deepEqual(numbersOf({ ...row, exit_survey_score: 2 }), numbersOf(row));
  assert.deepEqual(flagsOf({ ...row, exit_survey_score: 2 }), flagsOf(row));
});
