import { expect, test } from 'vitest';
import { type Graded, landingsOf } from '../../harness/challenge/ladder.ts';
import { gradeDossier } from '../../harness/grade.ts';
import type { Grade } from '../../harness/types.ts';
import { emptyDossier, plainDossier, strongDossier } from '../helpers/evidence.ts';
import { mlEngineer } from '../helpers/rubric.ts';

const rubric = await mlEngineer();
const gradeOf = (dossier: Parameters<typeof gradeDossier>[0]['dossier']): Grade =>
  gradeDossier({ dossier, rubric, overrides: [], failUnder: null, report: null });

const expected = { why: 'as it should', band: [0, 100] as [number, number], checks: {}, cheats: null };
const good: Graded = { name: 'good', grade: gradeOf(strongDossier()), expected };
const fair: Graded = { name: 'fair', grade: gradeOf(plainDossier()), expected };
const none: Graded = { name: 'none', grade: gradeOf(emptyDossier()), expected };
const rungs = [['good'], ['fair'], ['none']];

const problemsOf = (graded: readonly Graded[], name: string): readonly string[] =>
  landingsOf(graded, rungs).find((landing) => landing.name === name)?.problems ?? [];

test('what landed where it must has no problem, and says what sets it apart from the rung below', () => {
  const landings = landingsOf([none, good, fair], rungs);
  expect(landings.map(({ name }) => name)).toEqual(['good', 'fair', 'none']);
  expect(landings.flatMap(({ problems }) => problems)).toEqual([]);
  expect(landings[0]?.apart?.from).toBe('fair');
  expect(landings[0]?.apart?.by.map(({ points }) => points)).toEqual(
    landings[0]?.apart?.by.map(({ points }) => points).toSorted((a, b) => b - a),
  );
  expect(landings[1]?.apart?.by.map(({ check }) => check)).toContain('serving-answers-predictions');
  expect(landings[2]?.apart).toBeNull();
});

test('a rung that does not stand above the next is named', () => {
  expect(problemsOf([{ ...good, grade: none.grade }, fair, none], 'good')).toEqual([
    expect.stringMatching(/^does not stand above fair, at \d+\.\d$/),
  ]);
});

test('rungs that were not graded are left out', () => {
  expect(landingsOf([good, none], rungs)[0]?.apart?.from).toBe('none');
});

test('a band that was missed is said', () => {
  expect(problemsOf([{ ...good, expected: { ...expected, band: [0, 10] } }], 'good')).toEqual([
    expect.stringContaining('is outside 0 to 10'),
  ]);
});

const flagged = (grade: Grade): Grade => ({
  ...grade,
  flags: [{ check: 'integrity-x', summary: 'Answers differ.' }],
});

test('an honest reference carries no integrity flag', () => {
  expect(problemsOf([{ ...good, grade: flagged(good.grade) }], 'good')).toEqual([
    'is honest and carries the integrity flag integrity-x',
  ]);
});

test('a cheater gains nothing over the honest one, and is given away', () => {
  const cheats = { over: 'fair', caughtBy: ['integrity-x'] };
  const cheater = { ...none, expected: { ...expected, cheats } };
  expect(problemsOf([fair, { ...cheater, grade: flagged(none.grade) }], 'none')).toEqual([]);
  expect(problemsOf([fair, cheater], 'none')).toEqual(['carries no integrity flag integrity-x']);
  expect(problemsOf([fair, { ...cheater, grade: flagged(good.grade) }], 'none')).toEqual([
    expect.stringMatching(/^gains \d+\.\d points over fair$/),
  ]);
});

test('a fault of ours is a problem of the challenge being validated', () => {
  const fault = { code: 'SANDBOX_LOST', blame: 'environment', message: 'It went away.', evidence: 'serving' };
  const grade: Grade = { ...good.grade, faults: [fault as Grade['faults'][number]] };
  expect(problemsOf([{ ...good, grade }], 'good')).toEqual(['a fault of ours: SANDBOX_LOST It went away.']);
});
