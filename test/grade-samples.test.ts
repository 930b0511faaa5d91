import { expect, test } from 'vitest';
import { gradeDossier } from '../harness/grade.ts';
import { gradeSchema } from '../harness/grade-schema.ts';
import type { Grade } from '../harness/types.ts';
import {
  emptyDossier,
  faultedDossier,
  muteDossier,
  notebookDossier,
  plainDossier,
  strongDossier,
} from './helpers/evidence.ts';
import { asked } from './helpers/made-grade.ts';
import { mlEngineer } from './helpers/rubric.ts';

const rubric = await mlEngineer();
const gradeOf = (dossier = strongDossier()) => gradeDossier({ ...asked, dossier, rubric });

test('every sample gives a grade of the public format, the same each time', () => {
  for (const dossier of [
    strongDossier(),
    plainDossier(),
    notebookDossier(),
    muteDossier(),
    emptyDossier(),
    faultedDossier(),
  ]) {
    const grade = gradeOf(dossier);
    expect(gradeSchema.parse(grade)).toEqual(grade);
    expect(JSON.stringify(gradeOf(dossier))).toBe(JSON.stringify(grade));
  }
});

test('the ladder: strong > plain > notebook, and mute > empty; strong is far ahead of notebook', () => {
  const [strong, plain, notebook, mute, empty] = [
    strongDossier(),
    plainDossier(),
    notebookDossier(),
    muteDossier(),
    emptyDossier(),
  ].map((dossier) => gradeOf(dossier).score);
  expect(strong?.low).toBeGreaterThan(plain?.high ?? 100);
  expect(plain?.low).toBeGreaterThan(notebook?.high ?? 100);
  expect(mute?.low).toBeGreaterThan(empty?.high ?? 100);
  expect((strong?.low ?? 0) - (notebook?.high ?? 100)).toBeGreaterThanOrEqual(40);
  expect(empty).toEqual({ low: 0, high: 0 });
});

test('mute loses serving and what is asked of a running service, and nothing else', () => {
  const served = ['serving', 'service', 'model', 'behaviour'];
  const criteria = (grade: Grade) => new Map(grade.criteria.map(({ id, score }) => [id, score]));
  const [strong, mute] = [criteria(gradeOf(strongDossier())), criteria(gradeOf(muteDossier()))];
  for (const id of served) expect(mute.get(id)).toEqual({ low: 0, high: 0 });
  for (const [id, score] of strong) if (!served.includes(id)) expect(mute.get(id)).toEqual(score);
});

test('an engine lost midway opens the range around the true score and never lowers its top', () => {
  const [whole, lost] = [gradeOf(strongDossier()), gradeOf(faultedDossier())];
  expect(lost.score.high).toBeGreaterThanOrEqual(whole.score.high);
  expect(lost.score.low).toBeLessThan(whole.score.low);
  expect(lost.faults.map(({ evidence }) => evidence)).toEqual(['holdout', 'malformed']);
});
