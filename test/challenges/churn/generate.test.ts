import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawIdentifiers } from '../../../challenges/churn/customers.ts';
import { generate } from '../../../challenges/churn/generate.ts';
import { randomOf, sample } from '../../../challenges/churn/random.ts';
import type { Draw, Row } from '../../../harness/challenge/types.ts';

const draw = (candidate: string, version = '1.0.0'): Draw => generate({ version, candidate });
const one = draw('one');
const csvOf = ({ files }: Draw): string => files[0]?.text ?? '';
const idsOf = (rows: readonly Row[]): ReadonlySet<unknown> =>
  new Set(rows.map(({ customer_id }) => customer_id));
const dates = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => String(row.snapshot_date)).sort();

describe('the data', () => {
  test('are the same bytes for the same candidate', () => {
    expect(JSON.stringify(draw('one'))).toBe(JSON.stringify(one));
  });

  test('differ between candidates, while the holdout does not', () => {
    const other = draw('two');
    expect(csvOf(other)).not.toBe(csvOf(one));
    expect(other.holdout).toEqual(one.holdout);
  });

  test('differ between versions, the holdout too', () => {
    const other = draw('one', '1.0.1');
    expect(csvOf(other)).not.toBe(csvOf(one));
    expect(other.holdout).not.toEqual(one.holdout);
  });

  test('are 6,000 rows, one in eight positive as the candidate sees it', () => {
    expect(one.train).toHaveLength(6_000);
    const positives = one.trainLabels.filter((label) => label === 1).length;
    expect(positives / 6_000).toBeCloseTo(0.12, 1);
  });

  test('say the same in the file and as rows', () => {
    const [header = [], ...lines] = parse(csvOf(one));
    const fromFile = lines.map((line) =>
      Object.fromEntries(header.map((name, column) => [name, line[column] || null])),
    );
    const asText = (row: Row): unknown =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, cell === null ? null : String(cell)]),
      );
    const labels = fromFile.map(({ churned }) => Number(churned));
    expect(labels).toEqual(one.trainLabels);
    expect(fromFile.map(({ churned: _, ...row }) => row)).toEqual(one.train.map(asText));
  });

  // The brief promises it: a cell that reads as a number is sent as a number, everything else as text.
  test('hold text only where a number cannot be read', () => {
    const cells = [...one.train, ...one.holdout.rows].flatMap((row) => Object.values(row));
    const misleading = cells.filter(
      (cell) => typeof cell === 'string' && cell.trim() !== '' && !Number.isNaN(Number(cell)),
    );
    expect(misleading).toEqual([]);
  });
});

describe('the holdout', () => {
  test('is later than every training row', () => {
    expect(dates(one.holdout.rows)[0] ?? '').toMatch(/^2025-01/);
    expect(dates(one.train).at(-1) ?? '').toMatch(/^2024-12/);
  });

  // Identifiers are drawn blindly from nine million: one that is taken comes up for about every second candidate.
  test('shares no customer even with a candidate whose stream names one', () => {
    const held = idsOf(one.holdout.rows);
    const blind = (candidate: string): readonly string[] =>
      drawIdentifiers(5_882, { taken: new Set(), random: randomOf('1.0.0', 'candidate', candidate, 'ids') });
    const unlucky = Array.from({ length: 30 }, (_, index) => `candidate-${index}`).find((candidate) =>
      blind(candidate).some((id) => held.has(id)),
    );
    expect(unlucky).toBeDefined();
    expect([...idsOf(draw(unlucky ?? '').train)].filter((id) => held.has(id))).toEqual([]);
  });

  test('is labelled by the truth, 12 % positive, each customer once', () => {
    expect(one.holdout.labels.filter((label) => label === 1)).toHaveLength(120);
    expect(idsOf(one.holdout.rows).size).toBe(1_000);
  });

  test('is as dirty as the training data, without a trace of the outcome', () => {
    const share = (rows: readonly Row[], odd: (row: Row) => boolean): number =>
      rows.filter(odd).length / rows.length;
    const oddities: readonly ((row: Row) => boolean)[] = [
      (row) => typeof row.monthly_fee === 'string',
      (row) => row.satisfaction_score === null,
      (row) => !/^\d{4}-\d\d-\d\d$/.test(String(row.signup_date)),
    ];
    for (const odd of oddities) {
      expect(Math.abs(share(one.holdout.rows, odd) - share(one.train, odd))).toBeLessThan(0.04);
    }
    expect(one.holdout.rows.every((row) => row.exit_survey_score === null && !('churned' in row))).toBe(true);
  });
});

test('a sample holds so many items, whatever they weigh', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (size, count) => {
      const items = Array.from({ length: size }, (_, index) => index);
      const chosen = sample(items, { count, random: randomOf('test'), weight: (item) => 1 + (item % 5) });
      expect(chosen.size).toBe(Math.min(size, count));
    }),
  );
});
