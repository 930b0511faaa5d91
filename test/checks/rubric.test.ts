import { expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import { mlEngineer } from '../helpers/rubric.ts';

/** Checks that no shipped rubric weighs, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {};

const rubric = mlEngineer();
const weightOf = (id: string) => rubric.criteria.find((criterion) => criterion.id === id)?.weight ?? 0;

test('a criterion relies on integrity checks alone', () => {
  const integrity = checks.filter((check) => check.integrity).map(({ id }) => id);
  const relied = rubric.criteria.flatMap(({ countsOnlyWith = [] }) => countsOnlyWith);
  expect(relied.filter((id) => !integrity.includes(id))).toEqual([]);
});

test('every check is weighed, or deliberately left out', () => {
  const weighed = rubric.criteria.flatMap((criterion) => criterion.checks.map(({ id }) => id));
  expect([...weighed, ...Object.keys(leftOut)].sort()).toEqual(checks.map(({ id }) => id).sort());
});

test('the weights add up to 100, so that a weight reads as points', () => {
  expect(rubric.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
});

test('serving comes first, and quality on the holdout is 15 to 20 and never first', () => {
  const [first] = [...rubric.criteria].sort((a, b) => b.weight - a.weight);
  expect(first?.id).toBe('serving');
  expect(rubric.criteria[0]?.id).toBe('serving');
  expect(weightOf('model')).toBeGreaterThanOrEqual(15);
  expect(weightOf('model')).toBeLessThanOrEqual(20);
});

test('what a person has to score keeps the range open by less than two points', () => {
  const writing = rubric.criteria.find(({ id }) => id === 'writing');
  const total = writing?.checks.reduce((sum, { weight }) => sum + weight, 0) ?? 1;
  const sound = writing?.checks.find(({ id }) => id === 'explanations-are-sound')?.weight ?? 0;
  expect(((writing?.weight ?? 0) * sound) / total).toBeLessThan(2);
});
