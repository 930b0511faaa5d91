import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, meanOf, sharesOf, toPoints, type Weighted } from '../harness/score.ts';
import type { Verdict } from '../harness/types.ts';

const fault = { code: 'SANDBOX_LOST', blame: 'environment', message: 'gone' } as const;

test.each<[Verdict, ReturnType<typeof boundsOf>]>([
  [
    { kind: 'scored', score: 0.4 },
    { low: 0.4, high: 0.4 },
  ],
  [
    { kind: 'needs-human', question: 'Sound?' },
    { low: 0, high: 1 },
  ],
  [
    { kind: 'faulted', fault },
    { low: 0, high: 1 },
  ],
  [{ kind: 'not-applicable', because: 'none' }, null],
])('%j', (verdict, bounds) => {
  expect(boundsOf(verdict, null)).toEqual(bounds);
});

test('a person’s score stands in the place of any verdict', () => {
  const override = { check: 'a-b', score: 0.7, reason: 'read it', by: 'R', date: '2025-01-01' };
  expect(boundsOf({ kind: 'faulted', fault }, override)).toEqual({ low: 0.7, high: 0.7 });
  expect(boundsOf({ kind: 'not-applicable', because: 'none' }, override)).toEqual({ low: 0.7, high: 0.7 });
});

test('nothing of nothing is no score, and nobody has a share of it', () => {
  expect(meanOf([])).toBeNull();
  expect(meanOf([{ weight: 3, bounds: null }])).toBeNull();
  expect(sharesOf([{ weight: 3, bounds: null }])).toEqual([0]);
});

test('what does not apply leaves the denominator', () => {
  const members = [
    { weight: 1, bounds: { low: 1, high: 1 } },
    { weight: 3, bounds: { low: 0, high: 0 } },
    { weight: 96, bounds: null },
  ];
  expect(meanOf(members)).toEqual({ low: 0.25, high: 0.25 });
});

test('points have one decimal', () => {
  expect(toPoints({ low: 0.70449, high: 0.7045 })).toEqual({ low: 70.4, high: 70.5 });
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const bounds = fc.tuple(unit, unit).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const member: fc.Arbitrary<Weighted> = fc.record({
  weight: fc.double({ min: 0.1, max: 100, noNaN: true }),
  bounds: fc.option(bounds, { nil: null }),
});
const members = fc.array(member, { maxLength: 12 });

test('a mean lies within 0 and 1, and low never above high', () => {
  fc.assert(
    fc.property(members, (some) => {
      const mean = meanOf(some);
      if (!mean) return;
      expect(mean.low).toBeGreaterThanOrEqual(0);
      expect(mean.high).toBeLessThanOrEqual(1 + 1e-9);
      expect(mean.low).toBeLessThanOrEqual(mean.high + 1e-9);
    }),
  );
});

test('only the proportion of weights matters', () => {
  fc.assert(
    fc.property(members, fc.double({ min: 0.01, max: 1000, noNaN: true }), (some, factor) => {
      const scaled = meanOf(some.map(({ weight, bounds }) => ({ weight: weight * factor, bounds })));
      const mean = meanOf(some);
      expect(scaled?.low ?? -1).toBeCloseTo(mean?.low ?? -1, 9);
      expect(scaled?.high ?? -1).toBeCloseTo(mean?.high ?? -1, 9);
    }),
  );
});
