import type { Excerpt } from '../evidence/common.ts';
import type {
  Callee,
  Choice,
  Chosen,
  Columns,
  Division,
  Fitted,
  Judged,
  Learnt,
  Part,
  Seen,
  Series,
  Source,
  Taken,
  Tuned,
} from './method-kinds.ts';
import { marksOf } from './method-marks.ts';

/** What an object of a library is, and what it has learnt. */
export type Tool = {
  readonly name: string;
  /** A class of the submission's own that takes after a library's model. */
  readonly ownModel?: boolean;
  readonly place: Excerpt;
  readonly keywords: readonly string[];
  /** What a pipeline, search or wrapper holds. */
  readonly inside: readonly Tool[];
  /** Null where it cannot be read. */
  readonly chooses: Choice | null;
  /** What stands in its place at other turns of a loop, or under other names. */
  readonly others: readonly Tool[];
  fitted: Fitted | null;
  /** Its settings, or those of a part of it, come from a search. */
  tuned: Tuned | null;
  /** Held-out rows that told it when to stop. */
  stoppedBy: { readonly division: Division; readonly place: Excerpt } | null;
};

/**
 * What is known of a value while a program is followed. Shared by everything that refers to it, as in Python, so that
 * what a function does to its argument is seen by its caller.
 */
export type Value = {
  /** Identities of the loads that its rows come from; empty for what is not data. */
  rows: readonly number[];
  part: Part | null;
  /** Rows that these were taken from, themselves included. */
  kin: readonly number[];
  /** Read from somewhere, and not known to be what an earlier step saved. */
  stored: boolean;
  /** Positions of rows, not rows. */
  index: boolean;
  /** All rows that were loaded, as far as everything that was done to them is known. */
  entire: boolean;
  taken: Taken | null;
  /** How rows were left out of it, where they were. */
  cut: 'time' | 'position' | 'random' | 'other' | null;
  learnt: readonly Learnt[];
  series: readonly Series[];
  columns: Columns;
  /** The one column that it is. */
  column: string | null;
  /** The table that it is a column of, as it stands there. */
  table: Value | null;
  /** Columns made from others, by name. */
  sources: ReadonlyMap<string, Source>;
  /** Columns that a rule reads which it is made by, row by row. */
  madeOf: readonly string[];
  /** Columns that it is worked out from, and not from fewer: `a / b`. */
  mixed: readonly string[];
  /** Names given to all of its columns at once; `{}` stands for what is not written out. */
  named: { readonly names: readonly string[]; readonly place: Excerpt } | null;
  /** A summary of rows that it is, such as a mean. */
  summary: { readonly name: string; readonly place: Excerpt; readonly rows: readonly number[] } | null;
  /** Compared with something, or a date: what a mask is made of. */
  dated: boolean;
  compares: string | null;
  /** Of a model, on rows: what the model had seen of them before. */
  predicted: { readonly seen: Seen | null; readonly by: readonly string[] } | null;
  /** How far answers are from what is true, or whether they are the same. */
  error: boolean;
  /** Scores on held-out rows that it is made of. */
  judged: readonly Judged[];
  /** What such scores chose, or a comparison of them. */
  chosen: Chosen | null;
  tuned: Tuned | null;
  /** `grouped` by some column, or seen through a window over earlier rows. */
  view: 'grouped' | 'window' | null;
  /** One row a group, put to no other rows yet: what is told of a group there is told of its one row. */
  grouped: boolean;
  text: string | null;
  items: readonly Value[] | null;
  /** Names of its items, of a dictionary or a record; null for those that have a place alone. */
  keys: readonly (string | null)[] | null;
  /** How many values it is made of, itself included. */
  size: number;
  tool: Tool | null;
  /** What is called when it is: several where nobody can tell which. */
  callees: readonly Callee[];
  /** Object of a class of the submission's own, as `path:Name#3`, or without a number where it is not known which. */
  own: string | null;
};

const noColumns: Columns = { selected: null, dropped: [], opaque: false, place: null };

export const unknown = (): Value => ({
  rows: [],
  part: null,
  kin: [],
  stored: false,
  index: false,
  entire: false,
  taken: null,
  cut: null,
  learnt: [],
  series: [],
  columns: noColumns,
  column: null,
  table: null,
  sources: new Map(),
  madeOf: [],
  mixed: [],
  named: null,
  summary: null,
  dated: false,
  compares: null,
  predicted: null,
  error: false,
  judged: [],
  chosen: null,
  tuned: null,
  view: null,
  grouped: false,
  text: null,
  items: null,
  keys: null,
  size: 1,
  tool: null,
  callees: [],
  own: null,
});

/** Lists that hold themselves many times over would never be read to their end. */
const mostParts = 500;

export const made = (over: Partial<Value>): Value => {
  const size = (over.items ?? []).reduce((sum, item) => sum + item.size, 1);
  return size > mostParts
    ? { ...unknown(), ...over, items: null, keys: null }
    : { ...unknown(), ...over, size };
};

export const derived = (value: Value, over: Partial<Value> = {}): Value => ({
  ...value,
  table: null,
  text: null,
  items: null,
  keys: null,
  size: 1,
  tool: null,
  callees: [],
  ...over,
});

const most = 8;

/** Distinct by what `keyOf` says, at most eight. */
export const united = <T>(
  lists: readonly (readonly T[])[],
  keyOf: (item: T) => string | number,
): readonly T[] => {
  const [first = []] = lists;
  if (lists.every((list) => list === first || list.length === 0)) return first;
  return [...new Map(lists.flat().map((item) => [keyOf(item), item])).values()].slice(0, most);
};

export const placed = ({ path, line }: Excerpt): string => `${path}:${line}`;

const partOf = (values: readonly Value[]): Part | null => {
  const data = values.filter(({ rows, predicted }) => rows.length > 0 || predicted);
  const [first] = data;
  const sides = new Set(data.map(({ part }) => part?.side ?? 'all'));
  return first && sides.size === 1
    ? first.part
    : (data.find(({ part }) => part?.side === 'held-out')?.part ?? null);
};

const mostModels = 60;

const predictedIn = (values: readonly Value[]): Value['predicted'] => {
  const all = values.flatMap(({ predicted }) => predicted ?? []);
  const by = [...new Set(all.flatMap((each) => each.by))].slice(0, mostModels);
  return all.length > 0 ? { seen: all.find(({ seen }) => seen)?.seen ?? null, by } : null;
};

/** Of a whole made of several values: a calculation, a list, rows put together. */
export const joined = (values: readonly Value[]): Value => {
  const data = values.filter(
    ({ rows, learnt, predicted, summary }) => rows.length + learnt.length > 0 || predicted || summary,
  );
  const [first] = data;
  const marks = marksOf(values);
  if (!first)
    return { ...unknown(), ...marks, text: values.findLast(({ text }) => text !== null)?.text ?? null };
  const whole = data.some(({ part, rows }) => part === null && rows.length > 0);
  return made({
    ...marks,
    rows: united(
      data.map(({ rows }) => rows),
      (id) => id,
    ),
    part: whole ? null : partOf(data),
    kin: united(
      data.map(({ kin }) => kin),
      (id) => id,
    ),
    cut: data.length === 1 ? first.cut : null,
    stored: data.some(({ stored }) => stored),
    index: data.every(({ index }) => index),
    learnt: united(
      data.map(({ learnt }) => learnt),
      ({ what, place }) => what + placed(place),
    ),
    series: united(
      data.map(({ series }) => series),
      ({ kind, place }) => kind + placed(place),
    ),
    columns: data.length === 1 ? first.columns : { ...noColumns, opaque: true },
    column: data.length === 1 ? first.column : null,
    sources: first.sources,
    madeOf: data.length === 1 ? first.madeOf : [],
    mixed: data.length === 1 ? first.mixed : [],
    named: data.length === 1 ? first.named : null,
    predicted: predictedIn(data),
    grouped: data.every(({ grouped }) => grouped),
    error: data.some(({ error }) => error),
    dated: data.some(({ dated }) => dated),
    text: values.findLast(({ text }) => text !== null)?.text ?? null,
  });
};

export const isData = ({ rows }: Value): boolean => rows.length > 0;

export const share = (a: readonly number[], b: readonly number[]): boolean => a.some((id) => b.includes(id));
