import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineCheck, scored } from '../harness/checks/support/check.ts';
import { gradeDossier } from '../harness/grade.ts';
import type { Grade, Override, Verdict } from '../harness/types.ts';
import { faultedDossier, strongDossier } from './helpers/evidence.ts';
import { asked, fault, grading, made } from './helpers/made-grade.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  { weight: 5, arbitrary: unit.map((score): Verdict => ({ kind: 'scored', score })) },
  fc.constant<Verdict>({ kind: 'not-applicable', because: 'none' }),
  fc.constant<Verdict>({ kind: 'needs-human', question: 'Sound?' }),
  fc.constant<Verdict>({ kind: 'faulted', fault }),
);
const verdicts = fc.array(verdict, { minLength: 1, maxLength: 9 });
const place = fc.nat();

const sum = (grade: Grade, side: 'low' | 'high' | 'possible') =>
  grade.findings.reduce((total, { points }) => total + points[side], 0);

test('the points of findings add up to the score, and what is possible to 100 or nothing', () => {
  fc.assert(
    fc.property(verdicts, (some) => {
      const grade = grading(some);
      // The score alone is rounded, to one decimal.
      expect(Math.abs(sum(grade, 'low') - grade.score.low)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(Math.abs(sum(grade, 'high') - grade.score.high)).toBeLessThanOrEqual(0.05 + 1e-9);
      const applies = some.some(({ kind }) => kind !== 'not-applicable');
      expect(sum(grade, 'possible')).toBeCloseTo(applies ? 100 : 0, 6);
    }),
  );
});

test('a better verdict never lowers the score', () => {
  fc.assert(
    fc.property(verdicts, place, unit, unit, (some, at, one, other) => {
      const [worse, better] = [Math.min(one, other), Math.max(one, other)];
      const index = at % some.length;
      const before = grading(some.with(index, { kind: 'scored', score: worse })).score;
      const after = grading(some.with(index, { kind: 'scored', score: better })).score;
      expect(after.low).toBeGreaterThanOrEqual(before.low);
      expect(after.high).toBeGreaterThanOrEqual(before.high);
    }),
  );
});

test('a fault only widens the range: it never lowers the top or lifts the bottom', () => {
  fc.assert(
    fc.property(verdicts, place, (some, at) => {
      const before = grading(some).score;
      const after = grading(some.with(at % some.length, { kind: 'faulted', fault })).score;
      expect(after.high).toBeGreaterThanOrEqual(before.high);
      expect(after.low).toBeLessThanOrEqual(before.low);
    }),
  );
});

test('only the proportion of weights matters', () => {
  fc.assert(
    fc.property(verdicts, fc.double({ min: 0.01, max: 100, noNaN: true }), (some, factor) => {
      const weights = some.map((_, at) => at + 1);
      const scaled = grading(
        some,
        weights.map((weight) => weight * factor),
      ).score;
      const plain = grading(some, weights).score;
      // A last digit of a float may fall on the other side of a half.
      expect(Math.abs(scaled.low - plain.low)).toBeLessThanOrEqual(0.1 + 1e-9);
      expect(Math.abs(scaled.high - plain.high)).toBeLessThanOrEqual(0.1 + 1e-9);
    }),
  );
});

test('a criterion where nothing applies has no score, and its weight goes to the others', () => {
  const nothing: Verdict = { kind: 'not-applicable', because: 'none' };
  const grade = grading([nothing, nothing, nothing, { kind: 'scored', score: 1 }]);
  expect(grade.criteria.map(({ score }) => score)).toEqual([null, { low: 100, high: 100 }]);
  expect(grade.score).toEqual({ low: 100, high: 100 });
});

test('where nothing applies at all, nothing was earned', () => {
  expect(grading([{ kind: 'not-applicable', because: 'none' }]).score).toEqual({ low: 0, high: 0 });
});

test.each([
  [50, 'yes'],
  [50.1, 'open'],
  [100, 'open'],
  [100.1, 'no'],
] as const)('a bar of %s against 50 to 100 is met: %s', (failUnder, met) => {
  const half: readonly Verdict[] = [
    { kind: 'scored', score: 1 },
    { kind: 'needs-human', question: 'Sound?' },
  ];
  const grade = gradeDossier({ ...asked, failUnder, dossier: strongDossier(), ...made(half) });
  expect(grade.bar).toEqual({ failUnder, met });
});

const override: Override = {
  check: 'claim-0',
  score: 0.25,
  reason: 'Read it.',
  by: 'R. Viewer',
  date: '2025-06-01',
};

test('an override counts instead of the verdict and stands beside it; the last one wins', () => {
  const given = made([{ kind: 'scored', score: 1 }]);
  const overrides = [{ ...override, score: 0.9 }, override];
  const grade = gradeDossier({ ...asked, ...given, overrides, dossier: strongDossier() });
  expect(grade.score).toEqual({ low: 25, high: 25 });
  expect(grade.findings[0]?.verdict).toEqual({ kind: 'scored', score: 1 });
  expect(grade.findings[0]?.override).toEqual(override);
});

test('a rubric made in code with an unknown check is refused', () => {
  const { rubric: own } = made([{ kind: 'scored', score: 1 }]);
  expect(() => gradeDossier({ ...asked, dossier: strongDossier(), rubric: own, checks: [] })).toThrow(
    /claim-0/,
  );
});

test('lost slots and broken checks are listed once each, with the evidence they concern', () => {
  const broken = defineCheck({
    ...{ id: 'claim-0', asks: 'Is it?', why: 'So.', remedy: 'Do.', needs: ['tracking'] },
    judge: () => scored({ score: Number.NaN, summary: 'Seen.' }),
  });
  const { rubric: own } = made([{ kind: 'scored', score: 1 }]);
  const grade = gradeDossier({ ...asked, dossier: faultedDossier(['notes']), rubric: own, checks: [broken] });
  expect(grade.faults.map(({ code, evidence }) => [code, evidence])).toEqual([
    ['SANDBOX_LOST', 'notes'],
    ['HARNESS_BUG', 'tracking'],
  ]);
});
