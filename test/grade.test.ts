import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineCheck, scored } from '../harness/checks/support/check.ts';
import type { LoadedRubric } from '../harness/config/rubric.ts';
import { gradeDossier } from '../harness/grade.ts';
import { gradeSchema } from '../harness/grade-schema.ts';
import type { AnyCheck } from '../harness/judge.ts';
import type { Grade, Override, Verdict } from '../harness/types.ts';
import {
  emptyDossier,
  faultedDossier,
  muteDossier,
  notebookDossier,
  plainDossier,
  strongDossier,
} from './helpers/evidence.ts';
import { mlEngineer } from './helpers/rubric.ts';

const asked = { overrides: [], failUnder: null, report: null } as const;
const rubric = await mlEngineer();
const gradeOf = (dossier = strongDossier()) => gradeDossier({ ...asked, dossier, rubric });

const fault = { code: 'SANDBOX_LOST', blame: 'environment', message: 'gone' } as const;

/** Checks that give the verdicts as they stand, and a rubric over them: criteria of up to three. */
function made(verdicts: readonly Verdict[], weights: readonly number[] = []) {
  const checks: readonly AnyCheck[] = verdicts.map((verdict, at) =>
    defineCheck({
      id: `claim-${at}`,
      asks: 'Is it?',
      why: 'So.',
      remedy: 'Do.',
      needs: ['notes'],
      judge: () => ({ verdict, summary: 'Seen.', details: [] }),
    }),
  );
  const entries = checks.map(({ id }, at) => ({ id, weight: weights[at] ?? 1 }));
  const groups = entries.flatMap((_, at) => (at % 3 === 0 ? [entries.slice(at, at + 3)] : []));
  const criteria = groups.map((group, at) => ({
    id: `group-${at}`,
    title: 'Group',
    weight: at + 1,
    checks: group,
  }));
  const own: LoadedRubric = { id: 'made', version: '1.0.0', title: 'Made', digest: 'd', criteria };
  return { checks, rubric: own };
}

const grading = (verdicts: readonly Verdict[], weights: readonly number[] = []) =>
  gradeDossier({ ...asked, dossier: strongDossier(), ...made(verdicts, weights) });

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
