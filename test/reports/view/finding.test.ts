import { describe, expect, test } from 'vitest';
import { byPointsLost, claimOf, placed, statusOf } from '../../../reports/view/finding.ts';
import { extremesOf } from '../../../reports/view/glance.ts';
import { askedAbout } from '../../../reports/view/interview.ts';
import { faulted, type finding, forAPerson, scored, skipped } from '../builders.ts';

const lookedFor = { kind: 'looked-for', what: 'a plan', where: 'README.md' } as const;
const byHand = { check: 'x', score: 0.5, reason: 'r', by: 'b', date: '2025-01-01' };

test.each([
  [scored(1), 'held', 'held'],
  [scored(0.9999), 'held', 'held'],
  [scored(0.5), 'part', 'held in part'],
  [scored(0), 'not', 'did not hold'],
  [scored(0, { details: [lookedFor] }), 'not', 'not found'],
  [scored(0, { details: [lookedFor, { kind: 'log', title: 't', text: 'x' }] }), 'not', 'did not hold'],
  [forAPerson(), 'person', 'needs a person'],
  [faulted(), 'fault', 'could not be measured'],
  [skipped(), 'skip', 'does not apply'],
  [forAPerson({ override: byHand }), 'part', 'held in part'],
])('status %#', (one, id, word) => expect(statusOf(one)).toEqual({ id, word }));

test.each([
  ['serving-refuses-malformed-rows', 'Serving refuses malformed rows'],
  ['ci-is-configured', 'CI is configured'],
  ['readme-says-how-to-run', 'README says how to run'],
  ['trade-offs-are-explained', 'Trade-offs are explained'],
])('%s claims "%s"', (check, claim) => expect(claimOf({ check })).toBe(claim));

test('most points lost first, then most open, then most at stake, then as listed', () => {
  const order = byPointsLost(
    placed([
      scored(1, { check: 'small', points: { possible: 1, low: 1, high: 1 } }),
      scored(1, { check: 'large' }),
      forAPerson({ check: 'open' }),
      scored(0.5, { check: 'half' }),
      scored(0, { check: 'gone' }),
      scored(0, { check: 'gone-too' }),
    ]),
  ).map((item) => item.finding.check);
  expect(order).toEqual(['gone', 'gone-too', 'half', 'open', 'large', 'small']);
});

describe('strongest and weakest', () => {
  const claims = (list: readonly { claim: string }[]) => list.map(({ claim }) => claim);

  test('one of each criterion, at most three, and none is both', () => {
    const items = placed([
      ...['a', 'b', 'c', 'd'].map((id) => scored(1, { check: `${id}-held`, criterion: id })),
      scored(1, { check: 'a-held-too', criterion: 'a' }),
      ...['a', 'b', 'c', 'd'].map((id) => scored(0, { check: `${id}-lost`, criterion: id })),
    ]);
    const { strongest, weakest } = extremesOf(items);
    expect(claims(strongest)).toEqual(['A held', 'B held', 'C held']);
    expect(claims(weakest)).toEqual(['A lost', 'B lost', 'C lost']);
  });

  test('what is open or does not apply is neither', () => {
    const { strongest, weakest } = extremesOf(placed([forAPerson(), faulted(), skipped()]));
    expect([...strongest, ...weakest]).toEqual([]);
  });
});

describe('who is asked what', () => {
  const many = (count: number, make: () => ReturnType<typeof finding>) => Array.from({ length: count }, make);

  test.each([
    [many(12, () => scored(0)), 8],
    [[...many(2, () => scored(0)), ...many(9, () => scored(1))], 5],
    [many(9, () => scored(1)), 5],
    [many(3, () => scored(1)), 3],
    [many(9, () => scored(0, { followUp: null })), 0],
    [many(9, () => skipped()), 0],
  ])('%#: %i questions', (findings, count) => expect(askedAbout(placed(findings))).toHaveLength(count));

  test('no criterion crowds out the others', () => {
    const items = placed([
      ...many(9, () => scored(0, { criterion: 'a' })),
      scored(0.5, { check: 'other', criterion: 'b' }),
    ]);
    expect(askedAbout(items)[2]?.finding.check).toBe('other');
  });

  test('the most telling first', () => {
    const items = placed([
      scored(1, { check: 'held' }),
      scored(0, { check: 'lost' }),
      forAPerson({ check: 'open' }),
    ]);
    expect(askedAbout(items).map((item) => item.finding.check)).toEqual(['lost', 'open', 'held']);
  });
});
