import { expect, test } from 'vitest';
import { gradeDossier } from '../harness/grade.ts';
import type { AnyCheck } from '../harness/judge.ts';
import type { Grade, Override, Verdict } from '../harness/types.ts';
import { strongDossier } from './helpers/evidence.ts';
import { asked, fault, grading, made } from './helpers/made-grade.ts';

const broken: Verdict = { kind: 'scored', score: 0 };
const held: Verdict = { kind: 'scored', score: 1 };

/** Three checks to a criterion; the second criterion counts only with the first check, which is about integrity. */
const relying = (first: Verdict, overrides: readonly Override[] = []): Grade => {
  const { checks, rubric: own } = made([first, held, held, held, held]);
  const [integrity, ...others] = checks;
  const criteria = own.criteria.map((criterion, at) =>
    at === 1 ? { ...criterion, countsOnlyWith: ['claim-0'] } : criterion,
  );
  const flagged: readonly AnyCheck[] = integrity ? [{ ...integrity, integrity: true }, ...others] : [];
  const dossier = strongDossier();
  return gradeDossier({ ...asked, overrides, dossier, checks: flagged, rubric: { ...own, criteria } });
};

test('an integrity check that did not hold at all flags the grade, and voids what relies on it', () => {
  const grade = relying(broken);
  expect(grade.flags).toEqual([{ check: 'claim-0', summary: 'Seen.' }]);
  expect(grade.criteria.map(({ voidedBy }) => voidedBy)).toEqual([null, 'claim-0']);
  expect(grade.criteria[1]?.score).toEqual({ low: 0, high: 0 });
  expect(grade.criteria[0]?.score?.low).toBeCloseTo(66.7, 1);
});

test.each<[string, Verdict]>([
  ['holds', held],
  ['holds in part', { kind: 'scored', score: 0.2 }],
  ['does not apply', { kind: 'not-applicable', because: 'no endpoint' }],
  ['was lost to a fault of ours', { kind: 'faulted', fault }],
])('an integrity check that %s neither flags nor voids', (_, first) => {
  const grade = relying(first);
  expect(grade.flags).toEqual([]);
  expect(grade.criteria[1]).toMatchObject({ voidedBy: null, score: { low: 100, high: 100 } });
});

test('a person who decides otherwise gives back what was voided, and the flag stays to be read', () => {
  const override = { check: 'claim-0', score: 1, reason: 'explained', by: 'R. Viewer', date: '2025-06-01' };
  const grade = relying(broken, [override]);
  expect(grade.criteria[1]).toMatchObject({ voidedBy: null, score: { low: 100, high: 100 } });
  expect(grade.flags).toHaveLength(1);
});

test('only what is about integrity flags a grade', () => {
  expect(grading([broken]).flags).toEqual([]);
});
