import { expect, test } from 'vitest';
import { exitCodeFor } from '../harness/exit-code.ts';
import { gradeDossier } from '../harness/grade.ts';
import { faultedDossier, strongDossier } from './helpers/evidence.ts';
import { mlEngineer } from './helpers/rubric.ts';

const rubric = await mlEngineer();
const codeAt = (failUnder: number | null, dossier = strongDossier()) => {
  const grade = gradeDossier({ dossier, rubric, overrides: [], failUnder, report: null });
  return { code: exitCodeFor(grade), score: grade.score };
};

test('without a bar every grade is fine', () => {
  expect(codeAt(null).code).toBe(0);
});

test('met, missed, and open until a person has looked', () => {
  const { low, high } = codeAt(null).score;
  expect(codeAt(low).code).toBe(0);
  expect(codeAt(high + 0.1).code).toBe(1);
  expect(codeAt((low + high) / 2).code).toBe(1);
});

test('what a fault of ours left open never makes a build red', () => {
  const faulted = faultedDossier();
  const { low, high } = codeAt(null, faulted).score;
  expect(codeAt((low + high) / 2, faulted).code).toBe(0);
  expect(codeAt(high + 0.1, faulted).code).toBe(1);
});
