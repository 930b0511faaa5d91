import { type Columns, isWhole, type Learnt, type Series } from './method-kinds.ts';
import { derived, isData, placed, united, type Value } from './method-values.ts';
import { freshRows, placeOf, type Turn } from './method-world.ts';

/** Column names in a literal or a list of literals; null when some cannot be read. */
export const literals = (value: Value | undefined): readonly string[] | null => {
  if (!value) return null;
  if (value.items) {
    const all = value.items.map(literals);
    return all.every((names) => names !== null) ? all.flat() : null;
  }
  return value.text !== null && !isData(value) ? [value.text] : null;
};

const most = 200;

export const opaque = (columns: Columns): Columns => ({ ...columns, opaque: true });

export const without = (
  value: Value,
  { names, turn }: { names: readonly string[] | null; turn: Turn },
): Columns =>
  names === null
    ? opaque(value.columns)
    : {
        ...value.columns,
        selected: value.columns.selected?.filter((name) => !names.includes(name)) ?? null,
        dropped: [...value.columns.dropped, ...names].slice(0, most),
        opaque: value.columns.opaque || value.columns.dropped.length + names.length > most,
        place: placeOf(turn),
      };

export const withLearnt = (value: Value, learnt: readonly Learnt[]): readonly Learnt[] =>
  united([value.learnt, learnt], ({ what, place }) => what + placed(place));

export const withSeries = (value: Value, kind: Series['kind'], turn: Turn): readonly Series[] =>
  united([value.series, [{ kind, place: placeOf(turn) }]], (series) => series.kind + placed(series.place));

export const fromSummary = (
  turn: Turn,
  { value, what, strength }: { value: Value; what: string; strength: Learnt['strength'] },
): readonly Learnt[] => {
  const { summary, part } = value;
  if (!summary) return [];
  return [
    {
      what,
      strength,
      place: placeOf(turn),
      rows: summary.rows,
      part,
      column: null,
      via: turn.run.calledAt,
      sure: turn.reach === 'reached',
      made: null,
    },
  ];
};

/** Averages that are put in the place of values. */
export const filledWith = (turn: Turn, values: readonly Value[]): readonly Learnt[] =>
  values.flatMap((value) =>
    fromSummary(turn, { value, what: 'filling gaps with averages', strength: 'slight' }),
  );

type Cut = {
  readonly value: Value;
  readonly cut: Value['cut'];
  /** How many rows are taken, or from where to where; null where they are taken for what they hold. */
  readonly number?: string | null;
  /** What is left when others were taken may be this. */
  readonly leaves?: boolean;
};

/** So few are only looked at. */
const fewest = 20;

const isLook = (number: string): boolean =>
  /^[-:\d_]+$/.test(number) && Number(number.replace(/[-:_]/g, '')) <= fewest;

/** Fewer rows: others than before, taken from them. */
export const fewer = (turn: Turn, { value, cut, number = null, leaves = true }: Cut): Value => {
  const { part, rows, entire } = value;
  const { world } = turn.run;
  const place = placeOf(turn);
  if (leaves) world.cuts.push({ place, rows });
  const taken = entire && number !== null && !isLook(number) ? { place, from: rows } : null;
  return derived(value, { rows: isWhole(part) ? freshRows(world) : rows, cut, taken, entire: false });
};

export const isSlice = (text: string): boolean => /^[^:'"]*:[^:'"]*$/.test(text) && text.length < 40;
