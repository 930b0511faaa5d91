import type { Chosen, Judged, Tuned } from './method-kinds.ts';

type Marks = {
  readonly judged: readonly Judged[];
  readonly chosen: Chosen | null;
  readonly tuned: Tuned | null;
};
type Marked = Marks & { readonly items: readonly Marked[] | null };

const most = 8;
const deepest = 4;
/** They give many numbers for one model. */
const ofMany = /_(curve|report|matrix|support)$/;

const distinct = (all: readonly Judged[]): readonly Judged[] =>
  all.length < 2 ? all : [...new Map(all.map((one) => [one.id, one])).values()].slice(0, most);

/** Scores in a value, in a list of them, or in a list of records. */
export const judgedIn = ({ judged, items }: Marked, depth = 0): readonly Judged[] =>
  items === null || depth >= deepest
    ? judged
    : distinct([
        ...judged,
        ...items.flatMap((item) => judgedIn(item, depth + 1).map((one) => ({ ...one, listed: true }))),
      ]);

/** What is known of scores in what is made of several values. */
export const marksOf = (values: readonly Marked[]): Marks => ({
  judged: distinct(values.flatMap((value) => judgedIn(value))),
  chosen: values.find(({ chosen }) => chosen)?.chosen ?? null,
  tuned: values.find(({ tuned }) => tuned)?.tuned ?? null,
});

/** One score of several models or settings: no curve, and no table of classes. */
export const isOneOfMany = ({ listed, metric }: Judged): boolean => listed || !ofMany.test(metric);
