import type { LedgerEntry, Row } from '../../../harness/challenge/types.ts';
import type { Random } from '../random.ts';
import { sample } from '../random.ts';
import { idOf, type Strike, target } from '../table.ts';

const defect = 'duplicate-customers';

const copyOf = (row: Row, contradicts: boolean): Row =>
  contradicts ? { ...row, [target]: 1 - Number(row[target]) } : { ...row };

const entryOf = (row: Row, contradicts: boolean): LedgerEntry => ({
  defect,
  column: contradicts ? target : null,
  row: idOf(row),
  before: null,
  after: contradicts ? 'contradicting copy' : 'exact copy',
});

const shuffled = (rows: readonly Row[], random: Random): readonly Row[] => [
  ...sample(rows, { count: rows.length, random }),
];

/**
 * A share of the customers is there twice, some of them with the other label; the rows come back shuffled, as a copy beside
 * its original would be found at once.
 */
export const duplicateCustomers =
  ({ share, contradicting }: { share: number; contradicting: number }): Strike =>
  (rows, random) => {
    const chosen = [...sample(rows, { count: Math.round(rows.length * share), random })];
    const copies = chosen.map((row, index) => ({ row, contradicts: index < chosen.length * contradicting }));
    return {
      rows: shuffled([...rows, ...copies.map(({ row, contradicts }) => copyOf(row, contradicts))], random),
      ledger: copies.map(({ row, contradicts }) => entryOf(row, contradicts)),
    };
  };
