import { describe, expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import { readRubric } from '../../harness/commands/task.ts';
import { gradeDossier } from '../../harness/grade.ts';
import type { Dossier } from '../../harness/types.ts';
import { notebookDossier, strongDossier } from '../helpers/evidence.ts';
import { mlEngineer, shipped } from '../helpers/rubric.ts';

/** Checks that no shipped rubric weighs, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {};

const rubric = await mlEngineer();
const weightOf = (id: string) => rubric.criteria.find((criterion) => criterion.id === id)?.weight ?? 0;

test('every check is weighed by some rubric, or deliberately left out', async () => {
  const rubrics = await Promise.all(shipped.map(readRubric));
  const weighed = rubrics.flatMap(({ criteria }) => criteria).flatMap((criterion) => criterion.checks);
  const named = new Set([...weighed.map(({ id }) => id), ...Object.keys(leftOut)]);
  expect([...named].sort()).toEqual(checks.map(({ id }) => id).sort());
});

describe.each(shipped)('%s', (id) => {
  test('a criterion relies on integrity checks alone', async () => {
    const integrity = checks.filter((check) => check.integrity).map((check) => check.id);
    const relied = (await readRubric(id)).criteria.flatMap(({ countsOnlyWith = [] }) => countsOnlyWith);
    expect(relied.filter((check) => !integrity.includes(check))).toEqual([]);
  });

  test('the weights add up to 100, so that a weight reads as points', async () => {
    const { criteria } = await readRubric(id);
    expect(criteria.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100, 9);
  });
});

const roles = shipped.filter((id) => id !== 'portfolio');

test.each(roles)(
  'as %s, plain work around a model is far ahead of the best score in a notebook',
  async (id) => {
    const role = await readRubric(id);
    const scoreOf = (dossier: Dossier) =>
      gradeDossier({ dossier, rubric: role, overrides: [], failUnder: null, report: null }).score;
    expect(scoreOf(strongDossier()).low - scoreOf(notebookDossier()).high).toBeGreaterThan(25);
  },
);

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
