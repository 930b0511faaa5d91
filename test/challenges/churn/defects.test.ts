import { describe, expect, test } from 'vitest';
import { drift } from '../../../challenges/churn/defects/drift.ts';
import { dirt, labelled, leak, type Named, trainingOnly } from '../../../challenges/churn/defects.ts';
import { randomOf } from '../../../challenges/churn/random.ts';
import { idOf, type Struck, textOf } from '../../../challenges/churn/table.ts';
import type { LedgerEntry, Row } from '../../../harness/challenge/types.ts';
import { population } from './population.ts';

type Case = {
  readonly defect: Named;
  /** Of all rows. */
  readonly share: number;
  readonly columns: readonly string[];
};

const clean = population();
const named = (id: string): Named => {
  const found = [...dirt, ...trainingOnly].find((defect) => defect.id === id);
  if (!found) throw new Error(`no defect ${id}`);
  return found;
};

const cases: readonly Case[] = [
  { defect: leak(0.85), share: 0.85 / 8, columns: ['exit_survey_score'] },
  { defect: named('personal-data'), share: 1, columns: ['full_name', 'email', 'birth_date'] },
  { defect: named('unit-outliers'), share: 0.02, columns: ['minutes_watched_30d'] },
  { defect: named('missing-not-at-random'), share: 0.25, columns: ['satisfaction_score'] },
  {
    defect: named('missing-at-random'),
    share: 0.12,
    columns: [
      'device_count',
      'sessions_prev_30d',
      'minutes_watched_30d',
      'country',
      'payment_method',
      'monthly_fee',
    ],
  },
  { defect: named('mixed-date-formats'), share: 0.45, columns: ['signup_date', 'last_seen_date'] },
  { defect: named('impossible-dates'), share: 0.02, columns: ['signup_date', 'last_seen_date'] },
  { defect: named('money-notation'), share: 0.4, columns: ['monthly_fee'] },
  {
    defect: named('spelling-variants'),
    share: 0.6,
    columns: ['plan', 'country', 'contract_type', 'payment_method', 'auto_renew', 'newsletter_opt_in'],
  },
  { defect: named('flipped-labels'), share: 0.04, columns: ['churned'] },
];

const struck = ({ defect }: Case): Struck => defect.strike(clean, randomOf('test', defect.id));
const rowsIn = (ledger: readonly LedgerEntry[]): number => new Set(ledger.map(({ row }) => row)).size;

/** Every cell that differs, as the ledger would say it. */
const differences = (before: readonly Row[], after: readonly Row[]): readonly string[] =>
  after.flatMap((row, index) => {
    const old = before[index] ?? {};
    return Object.keys(row)
      .filter((column) => textOf(old[column]) !== textOf(row[column]))
      .map((column) => JSON.stringify([idOf(row), column, textOf(old[column]), textOf(row[column])]));
  });

const entries = (ledger: readonly LedgerEntry[]): readonly string[] =>
  ledger.map(({ row, column, before, after }) => JSON.stringify([row, column, before, after]));

describe.each(cases)('$defect.id', (which) => {
  test('strikes the declared share of the rows', () => {
    expect(rowsIn(struck(which).ledger)).toBe(Math.round(clean.length * which.share));
  });

  test('strikes its own columns and no other', () => {
    const columns = new Set(struck(which).ledger.map(({ column }) => column));
    expect([...columns].sort()).toEqual([...which.columns].sort());
  });

  test('does the same again from the same stream, and something else from another', () => {
    const again = struck(which);
    expect(again).toEqual(struck(which));
    const other = which.defect.strike(clean, randomOf('test', 'another stream'));
    expect(other.ledger).not.toEqual(again.ledger);
  });

  test('writes down every cell that changed, and nothing else', () => {
    const { rows, ledger } = struck(which);
    expect(entries(ledger).toSorted()).toEqual(differences(clean, rows).toSorted());
  });

  test('leaves the rows it was given as they were', () => {
    const before = JSON.stringify(clean);
    struck(which);
    expect(JSON.stringify(clean)).toBe(before);
  });
});

test('class-imbalance marks the declared share with the highest risk, and lists them', () => {
  const unlabelled = clean.map(({ churned: _, ...row }) => row);
  const risks = clean.map((_, index) => (index * 7919) % clean.length);
  const { rows, ledger } = labelled(risks).strike(unlabelled, randomOf('test'));
  const risky = clean.filter((_, index) => (risks[index] ?? 0) >= 0.88 * clean.length).map(idOf);
  expect(rows.filter(({ churned }) => churned === 1).map(idOf)).toEqual(risky);
  expect(rows.filter(({ churned }) => churned === 0)).toHaveLength(clean.length - risky.length);
  expect(ledger.map(({ row }) => row)).toEqual(risky);
});

describe('drift', () => {
  const strike = drift({
    autoplay: { from: 12, factor: 2 },
    priceRise: { from: 16, factor: 1.5, plans: ['basic'] },
  });
  const { rows, ledger } = strike(clean, randomOf('test'));
  const changed = (column: string): readonly Row[] =>
    clean.filter((row) => ledger.some((entry) => entry.row === idOf(row) && entry.column === column));

  test('leaves the first months alone and changes what comes later', () => {
    const dates = changed('minutes_watched_30d').map(({ snapshot_date }) => String(snapshot_date));
    expect(dates.toSorted()[0]).toBe('2024-01-31');
  });

  test('makes only the named plans dearer, from its month on', () => {
    const dearer = changed('monthly_fee');
    expect(dearer.length).toBeGreaterThan(50);
    expect(
      dearer.every(({ plan, snapshot_date }) => plan === 'basic' && String(snapshot_date) >= '2024-05-31'),
    ).toBe(true);
  });

  test('can be undone by dividing', () => {
    const restored = rows.map(({ minutes_watched_30d, snapshot_date }) =>
      String(snapshot_date) >= '2024-01-31' ? Number(minutes_watched_30d) / 2 : minutes_watched_30d,
    );
    expect(restored).toEqual(clean.map(({ minutes_watched_30d }) => minutes_watched_30d));
  });
});
