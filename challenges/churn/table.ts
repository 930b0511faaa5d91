import type { LedgerEntry, Row } from '../../harness/challenge/types.ts';
import { type Random, sample } from './random.ts';

export type Cell = Row[string];

/** What a defect did: the rows afterwards, and where it struck. */
export type Struck = { readonly rows: readonly Row[]; readonly ledger: readonly LedgerEntry[] };

/** One defect with its parameters set. Pure: the same rows and the same stream give the same answer. */
export type Strike = (rows: readonly Row[], random: Random) => Struck;

const identifier = 'customer_id';
export const target = 'churned';

export const idOf = (row: Row): string => String(row[identifier]);
export const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** What becomes of a row: the columns that change. Null: the row is left alone. */
export type Change = Readonly<Record<string, Cell>> | null;

/** Applies a change to each row and writes down every cell that came out different. */
export const strikeRows = (
  defect: string,
  { rows, change }: { rows: readonly Row[]; change: (row: Row, index: number) => Change },
): Struck => {
  const ledger: LedgerEntry[] = [];
  const struck = rows.map((row, index) => {
    const changes = change(row, index);
    if (changes === null) return row;
    for (const [column, cell] of Object.entries(changes)) {
      const [before, after] = [textOf(row[column]), textOf(cell)];
      if (before !== after) ledger.push({ defect, column, row: idOf(row), before, after });
    }
    return { ...row, ...changes };
  });
  return { rows: struck, ledger };
};

/** As `strikeRows`, on exactly the declared share of the rows; `eligible` and `weight` say which rows it falls on. */
export const strikeShare = (
  defect: string,
  options: {
    rows: readonly Row[];
    random: Random;
    share: number;
    change: (row: Row) => Change;
    eligible?: (row: Row) => boolean;
    weight?: (row: Row) => number;
  },
): Struck => {
  const { rows, random, share, change, eligible = () => true, weight = () => 1 } = options;
  const count = Math.round(rows.length * share);
  const chosen = sample(rows.filter(eligible), { count, random, weight });
  return strikeRows(defect, { rows, change: (row) => (chosen.has(row) ? change(row) : null) });
};
