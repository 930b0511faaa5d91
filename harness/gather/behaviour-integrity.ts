import type { Row } from '../challenge/types.ts';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { Dice } from './behaviour-choose.ts';
import { columnWith, type PlannedPair, pairOf } from './behaviour-pairs.ts';

type Column = ChallengeConfig['columns'][number];

const maxTries = 100;

/** Another identifier of the same make: each digit replaced, a text without digits continued. */
const another = (id: string, dice: Dice): string =>
  /\d/.test(id)
    ? id.replaceAll(/\d/g, (digit) => String(digit === '0' ? 0 : dice(1, 9)))
    : `${id}-${dice(1, 999_999)}`;

/** The row under an identifier that is nobody's. */
export const renamed = (row: Row, { config, taken, dice }: Renaming): Row => {
  const identifier = columnWith(config, 'identifier');
  if (identifier === null) return row;
  const old = row[identifier] ?? null;
  let fresh = String(old);
  for (let tries = 0; taken.has(fresh) && tries < maxTries; tries += 1) fresh = another(fresh, dice);
  return { ...row, [identifier]: typeof old === 'number' ? Number(fresh) : fresh };
};
export type Renaming = {
  readonly config: ChallengeConfig;
  /** Every identifier in use, the row's own among them. */
  readonly taken: ReadonlySet<string>;
  readonly dice: Dice;
};

const dayMs = 86_400_000;
const perMille = 1e-3;

const dayEarlier = (text: string): string => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : new Date(time - dayMs).toISOString().slice(0, 10);
};

const nudgedNumber = (value: number): number => {
  if (Number.isInteger(value)) return Math.abs(value) * perMille >= 1 ? value + 1 : value;
  return Math.round(value * (1 + perMille / 2) * 10_000) / 10_000;
};

const nudgedCell = (cell: Row[string], type: Column['type']): Row[string] => {
  if (type === 'date' && typeof cell === 'string') return dayEarlier(cell);
  return typeof cell === 'number' && type !== 'identifier' ? nudgedNumber(cell) : cell;
};

/**
 * The same row to anybody who models it, another one to a table of rows: numbers less than a per mille larger where they
 * have the room, all ISO dates a day earlier, so that the days between them stay.
 */
export const nudged = (row: Row, { columns }: ChallengeConfig): Row => {
  const features = columns.filter(({ role, name }) => role === 'feature' && name in row);
  return {
    ...row,
    ...Object.fromEntries(features.map(({ name, type }) => [name, nudgedCell(row[name] ?? null, type)])),
  };
};

/** No category that anybody wrote into any training data. */
const unheardOf = 'unheard of';

/** Rows in turn, one column in turn set to a category never seen. */
export const unseenPairs = (rows: readonly Row[], { columns }: ChallengeConfig): readonly PlannedPair[] =>
  inTurn(
    rows,
    columns.filter(({ type, role }) => type === 'category' && role === 'feature'),
    () => unheardOf,
  );

/** Rows in turn, one column in turn set to ten times its largest value in training. */
export const outOfRangePairs = (
  rows: readonly Row[],
  { columns }: ChallengeConfig,
): readonly PlannedPair[] => {
  const numbers = columns.filter(
    ({ type, role }) => (type === 'number' || type === 'money') && role === 'feature',
  );
  const tenfold = new Map(numbers.map(({ name }) => [name, 10 * largest(rows, name)]));
  return inTurn(rows, numbers, ({ name }) => tenfold.get(name) ?? 0);
};

const largest = (rows: readonly Row[], column: string): number =>
  rows.reduce(
    (most, { [column]: cell }) => (typeof cell === 'number' ? Math.max(most, Math.abs(cell)) : most),
    1,
  );

const inTurn = (
  rows: readonly Row[],
  columns: readonly Column[],
  value: (column: Column) => Row[string],
): readonly PlannedPair[] =>
  rows.flatMap((row, index) => {
    const column = columns[index % columns.length];
    return column ? [pairOf(row, { [column.name]: value(column) })] : [];
  });
