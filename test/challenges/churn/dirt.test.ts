import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, isoOf, monthEnd, partsOf } from '../../../challenges/churn/calendar.ts';
import { duplicateCustomers } from '../../../challenges/churn/defects/duplicate-customers.ts';
import { flippedLabels } from '../../../challenges/churn/defects/flipped-labels.ts';
import { impossibleDates } from '../../../challenges/churn/defects/impossible-dates.ts';
import { leakingColumn } from '../../../challenges/churn/defects/leaking-column.ts';
import { missingAtRandom } from '../../../challenges/churn/defects/missing-at-random.ts';
import { missingNotAtRandom } from '../../../challenges/churn/defects/missing-not-at-random.ts';
import { dateFormats } from '../../../challenges/churn/defects/mixed-date-formats.ts';
import { moneyNotations } from '../../../challenges/churn/defects/money-notation.ts';
import { unitOutliers } from '../../../challenges/churn/defects/unit-outliers.ts';
import { randomOf } from '../../../challenges/churn/random.ts';
import { spellings } from '../../../challenges/churn/spellings.ts';
import { idOf } from '../../../challenges/churn/table.ts';
import { population } from './population.ts';

const clean = population();
const readsAsNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The day that a person reads in a date, the day before the month. */
const read = (text: string): string => {
  const words = text.toLowerCase().match(/\d+|[a-z]{3}/g) ?? [];
  const month = words.findIndex((word) => months.includes(word));
  const numbers = words
    .slice(0, 3)
    .map((word) => (months.includes(word) ? months.indexOf(word) + 1 : Number(word)));
  const [a = 0, b = 0, c = 0] = numbers;
  const [year, month1, day] = a > 31 ? [a, b, c] : month === 0 ? [c, a, b] : [c, b, a];
  return isoOf(Date.UTC(year, month1 - 1, day) / 86_400_000);
};

test('every date format says the day that was meant, and none reads as a number', () => {
  const days = fc.integer({ min: dayOf('2015-01-01'), max: dayOf('2026-12-31') });
  fc.assert(
    fc.property(days, fc.constantFrom(...dateFormats), (day, format) => {
      const text = format(partsOf(day));
      expect(read(text)).toBe(isoOf(day));
      expect(readsAsNumber(text)).toBe(false);
    }),
  );
});

test('every notation of money says the amount, and none reads as a number', () => {
  const cents = fc.integer({ min: 1, max: 99_999 });
  fc.assert(
    fc.property(cents, fc.constantFrom(...moneyNotations), (amount, notation) => {
      const text = notation(amount / 100);
      expect(Math.round(Number(text.replace(/[^\d.,]/g, '').replace(',', '.')) * 100)).toBe(amount);
      expect(readsAsNumber(text)).toBe(false);
    }),
  );
});

test('impossible dates are none, or nobody can mean them', () => {
  const plausible = impossibleDates.filter((text) => {
    const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
    const iso = year ? `${year}-${month}-${day}` : text;
    const real = !Number.isNaN(dayOf(iso)) && isoOf(dayOf(iso)) === iso;
    return real && iso > '2000-01-01' && iso < '2030-01-01';
  });
  expect(plausible).toEqual([]);
});

test.each(Object.entries(spellings))('no spelling of %s belongs to two categories', (_column, variants) => {
  const fold = (text: string): string => text.trim().toLowerCase();
  const owners = Object.entries(variants).flatMap(([name, others]) =>
    [...new Set([name, ...others].map(fold))].map((spelling) => spelling),
  );
  expect(new Set(owners).size).toBe(owners.length);
});

test('the last day of a month is the last day of that month', () => {
  expect([0, 1, 11, 13, 24].map((month) => isoOf(monthEnd(month)))).toEqual([
    '2023-01-31',
    '2023-02-28',
    '2023-12-31',
    '2024-02-29',
    '2025-01-31',
  ]);
});

test('values are lost at exactly the share asked for, whatever it is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.string(), (share, stream) => {
      const rows = clean.slice(0, 200);
      const { ledger } = missingAtRandom({ columns: ['country'], share })(rows, randomOf(stream));
      expect(ledger).toHaveLength(Math.round(rows.length * share));
    }),
  );
});

test('low scores are lost more often than high ones', () => {
  const strike = missingNotAtRandom({ column: 'satisfaction_score', share: 0.3, top: 10, steepness: 1.5 });
  const { ledger } = strike(clean, randomOf('test'));
  const shareLost = (keep: (score: number) => boolean): number =>
    ledger.filter(({ before }) => keep(Number(before))).length /
    clean.filter(({ satisfaction_score }) => keep(Number(satisfaction_score))).length;
  expect(shareLost((score) => score <= 5)).toBeGreaterThan(1.5 * shareLost((score) => score >= 8));
});

test('labels are flipped as often in either direction, and flipping again restores them', () => {
  const strike = flippedLabels({ share: 0.04 });
  const once = strike(clean, randomOf('test'));
  expect(once.ledger.filter(({ before }) => before === '1')).toHaveLength(once.ledger.length / 2);
  const wrong = new Set(once.ledger.map(({ row }) => row));
  const restored = once.rows.map((row) =>
    wrong.has(idOf(row)) ? { ...row, churned: 1 - Number(row.churned) } : row,
  );
  expect(restored).toEqual(clean);
});

test('outliers are the value in another unit', () => {
  const { rows } = unitOutliers({ column: 'minutes_watched_30d', share: 0.1, factor: 60 })(
    clean,
    randomOf('test'),
  );
  const factors = rows.map(
    (row, index) => Number(row.minutes_watched_30d) / Number(clean[index]?.minutes_watched_30d),
  );
  expect(new Set(factors.filter((factor) => !Number.isNaN(factor)))).toEqual(new Set([1, 60]));
});

describe('the leaking column', () => {
  test('is filled in for leavers alone', () => {
    const { rows } = leakingColumn({ column: 'exit_survey_score', share: 0.5 })(clean, randomOf('test'));
    const filled = rows.filter((row) => row.exit_survey_score !== null);
    expect(filled).toHaveLength(125);
    expect(filled.every((row) => row.churned === 1)).toBe(true);
  });

  test('is there and empty where nobody has left yet', () => {
    const { rows } = leakingColumn({ column: 'exit_survey_score', share: 0 })(clean, randomOf('test'));
    expect(rows.every((row) => row.exit_survey_score === null)).toBe(true);
  });
});

describe('duplicate customers', () => {
  const { rows, ledger } = duplicateCustomers({ share: 0.05, contradicting: 0.3 })(clean, randomOf('test'));
  const copies = Map.groupBy(rows, idOf);

  test('are in the ledger, and nobody else is', () => {
    const twice = [...copies].filter(([, same]) => same.length > 1).map(([id]) => id);
    expect(rows).toHaveLength(2_100);
    expect(twice.toSorted()).toEqual(ledger.map(({ row }) => row).toSorted());
  });

  test('contradict each other about leaving where the ledger says so', () => {
    const contradicting = ledger.filter(({ column }) => column === 'churned').map(({ row }) => row);
    const disagreeing = [...copies].filter(
      ([, same]) => new Set(same.map(({ churned }) => churned)).size > 1,
    );
    expect(contradicting).toHaveLength(30);
    expect(disagreeing.map(([id]) => id).toSorted()).toEqual(contradicting.toSorted());
  });

  test('do not stand beside their originals', () => {
    const neighbours = rows.filter(
      (row, index) => idOf(row) === idOf(rows[index + 1] ?? { customer_id: null }),
    );
    expect(neighbours.length).toBeLessThan(5);
  });
});
