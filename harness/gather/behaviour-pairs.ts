import type { Draw, LedgerEntry, Row } from '../challenge/types.ts';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { Pair } from '../evidence/behaviour.ts';
import { type Dice, shuffled, spread } from './behaviour-choose.ts';

type Cell = Row[string];
type Column = ChallengeConfig['columns'][number];
export type Defect = ChallengeConfig['defects'][number];

/** Two rows that differ in nothing but what `changed` lists. */
export type PlannedPair = Pick<Pair, 'changed'> & { readonly base: Row; readonly other: Row };

type Given = { readonly config: ChallengeConfig; readonly draw: Draw };

export const columnWith = ({ columns }: ChallengeConfig, role: Column['role']): string | null =>
  columns.find((column) => column.role === role)?.name ?? null;

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** A ledger keeps text. Cells that read as a number are numbers in a request, gaps are null, all else is text. */
const cellOf = (text: string | null, type: Column['type'] | undefined): Cell => {
  if (text === null) return null;
  if (type === 'number' || type === 'money') return text.trim() === '' ? text : numberOr(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

const numberOr = (text: string): Cell => (Number.isFinite(Number(text)) ? Number(text) : text);

/** The first row of each identifier: copies of a row are alike. */
export const rowsById = ({ config, draw }: Given): ReadonlyMap<string, Row> => {
  const identifier = columnWith(config, 'identifier') ?? '';
  return new Map(draw.train.toReversed().map((row) => [String(row[identifier]), row]));
};

/** The change is still to be seen: a later defect may have struck the same cell. */
const visible = (entry: LedgerEntry, row: Row): entry is LedgerEntry & { readonly column: string } =>
  entry.column !== null &&
  entry.column in row &&
  entry.before !== entry.after &&
  textOf(row[entry.column]) === entry.after;

const changeOf = (row: Row, to: Row): Pair['changed'] =>
  Object.keys(to)
    .filter((column) => row[column] !== to[column])
    .map((column) => ({ column, from: row[column] ?? null, to: to[column] ?? null }));

export const pairOf = (base: Row, change: Row): PlannedPair => {
  const other = { ...base, ...change };
  return { base, other, changed: changeOf(base, other) };
};

const beforeOf = (entries: readonly LedgerEntry[], { columns }: ChallengeConfig): Row =>
  Object.fromEntries(
    entries.map(({ column, before }) => [
      column ?? '',
      cellOf(before, columns.find(({ name }) => name === column)?.type),
    ]),
  );

/** A row with the values before one defect struck, and as it was drawn: its other dirt stands in both. */
export const ledgerPairs = (defect: Defect, { config, draw }: Given): readonly PlannedPair[] => {
  const rows = rowsById({ config, draw });
  const struck = Map.groupBy(
    draw.ledger.filter((entry) => entry.defect === defect.id),
    ({ row }) => row,
  );
  return [...struck].flatMap(([id, entries]) => {
    const row = rows.get(id);
    const seen = row ? entries.filter((entry) => visible(entry, row)) : [];
    if (!row || seen.length === 0) return [];
    const base = { ...row, ...beforeOf(seen, config) };
    return [{ base, other: row, changed: changeOf(base, row) }];
  });
};

/** A row, and the same row with the values of another in the defect's columns. */
export const swapPairs = (defect: Defect, { draw }: Given): readonly PlannedPair[] =>
  draw.train.flatMap((row, index) => {
    const donor = draw.train[(index + 1) % draw.train.length] ?? row;
    const pair = pairOf(row, Object.fromEntries(defect.columns.map((name) => [name, donor[name] ?? null])));
    return pair.changed.length > 0 ? [pair] : [];
  });

/** How a value is written, whatever it says: `€ 9,9`. Each spelling of a category is a way of its own. */
const writing = (cell: Cell, type: Column['type'] | undefined): string => {
  if (typeof cell !== 'string' || type === 'category' || type === 'boolean') return String(cell);
  return cell.replaceAll(/\d+/g, '9').replaceAll(/[A-Za-z]+/g, 'a');
};

/** How many defects that rewrite values struck a row: the fewer, the surer what a difference is due to. */
const dirtOf = ({ config, draw }: Given): ((row: Row) => number) => {
  const rewriting = config.defects
    .filter(({ probes }) => probes.some(({ kind }) => kind === 'rewrite'))
    .map(({ id }) => id);
  const identifier = columnWith(config, 'identifier') ?? '';
  const defects = new Map<string, Set<string>>();
  for (const { row, defect } of draw.ledger) {
    if (rewriting.includes(defect)) defects.set(row, (defects.get(row) ?? new Set()).add(defect));
  }
  return (row) => defects.get(String(row[identifier]))?.size ?? 0;
};

/**
 * Pairs in the order in which they are asked: spread over the columns and the ways of writing, rows with the least other
 * dirt first, and else as the dice fall.
 */
export const inAskingOrder = (
  pairs: readonly PlannedPair[],
  { given, dice }: { readonly given: Given; readonly dice: Dice },
): readonly PlannedPair[] => {
  const dirt = dirtOf(given);
  const types = new Map(given.config.columns.map(({ name, type }) => [name, type]));
  const written = (cell: Cell, column: string): string => writing(cell, types.get(column));
  const cleanest = shuffled(pairs, dice).toSorted((one, other) => dirt(one.base) - dirt(other.base));
  return spread(cleanest, [
    ({ changed }) => changed.map(({ column }) => column).join(' '),
    ({ changed }) => changed.map(({ column, to }) => written(to, column)).join(' '),
  ]);
};
