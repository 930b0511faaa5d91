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
/** A step of one is at most four per cent of such a number; of a small count it would be another customer. */
const roomForAStep = 25;
const permille = 1e-3;

const nudgedNumber = (value: number): number => {
  if (Number.isInteger(value)) return Math.abs(value) >= roomForAStep ? value + 1 : value;
  return Math.round(value * (1 + permille / 2) * 10_000) / 10_000;
};

/** `€ 12,99` becomes `€ 13,00`: the last place one up, in the notation that it has. */
const nudgedMoney = (text: string): string =>
  text.replace(/(\d+)([.,])(\d{2})(?!\d)/, (_, whole: string, mark: string, cents: string) => {
    const next = String(Number(whole) * 100 + Number(cents) + 1).padStart(3, '0');
    return `${next.slice(0, -2)}${mark}${next.slice(-2)}`;
  });

const nudgedCell = (cell: Row[string], type: Column['type']): Row[string] => {
  if (typeof cell === 'number') return nudgedNumber(cell);
  return typeof cell === 'string' && type === 'money' ? nudgedMoney(cell) : cell;
};

const withFeatures = (
  row: Row,
  { columns, change }: { columns: ChallengeConfig['columns']; change: typeof nudgedCell },
): Row => {
  const features = columns.filter(
    ({ role, name, type }) => role === 'feature' && type !== 'identifier' && name in row,
  );
  return {
    ...row,
    ...Object.fromEntries(features.map(({ name, type }) => [name, change(row[name] ?? null, type)])),
  };
};

/**
 * The same row to anybody who models it, another one to a table of rows: numbers a little larger where they have the room,
 * amounts by their last place.
 */
export const nudged = (row: Row, { columns }: ChallengeConfig): Row =>
  withFeatures(row, { columns, change: nudgedCell });

const dayEarlier = (cell: Row[string], type: Column['type']): Row[string] => {
  if (type !== 'date' || typeof cell !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(cell)) return cell;
  const time = Date.parse(cell);
  return Number.isNaN(time) ? cell : new Date(time - dayMs).toISOString().slice(0, 10);
};

/** All ISO dates a day earlier, so that the days between them stay. */
export const dayBefore = (row: Row, { columns }: ChallengeConfig): Row =>
  withFeatures(row, { columns, change: dayEarlier });

/** The row as another person's: the personal columns of a row drawn at random. */
export const impersonated = (
  row: Row,
  { config, others, dice }: { config: ChallengeConfig; others: readonly Row[]; dice: Dice },
): Row => {
  const donor = others[dice(0, Math.max(0, others.length - 1))] ?? row;
  const personal = config.columns.filter(({ role, name }) => role === 'personal' && name in row);
  return { ...row, ...Object.fromEntries(personal.map(({ name }) => [name, donor[name] ?? null])) };
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
