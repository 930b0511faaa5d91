/** Predicted probabilities of the positive class and true labels, one a row. */
export type Scored = { readonly probabilities: readonly number[]; readonly labels: readonly (0 | 1)[] };

/**
 * Rows by falling probability, ties in one group, so that every metric reads a resample in one pass over the same order:
 * `groups` are half-open ranges of `order`.
 */
export type Ranked = Scored & {
  readonly order: readonly number[];
  readonly groups: readonly { readonly from: number; readonly to: number }[];
};

/** How often each row counts: all ones, or the draws of a bootstrap resample. */
export type Weights = ArrayLike<number>;

/** Throws RangeError unless there is a finite probability from 0 to 1 for every label and both classes occur. */
export const rank = ({ probabilities, labels }: Scored): Ranked => {
  if (probabilities.length !== labels.length) throw new RangeError('one probability a label is needed');
  if (probabilities.some((value) => !(value >= 0 && value <= 1)))
    throw new RangeError('probabilities go from 0 to 1');
  if (new Set(labels).size !== 2) throw new RangeError('both classes are needed');
  const at = (row: number): number => probabilities[row] ?? 0;
  const order = labels.map((_, row) => row).sort((a, b) => at(b) - at(a) || a - b);
  const starts = order.flatMap((row, place) =>
    place === 0 || at(row) !== at(order[place - 1] ?? row) ? [place] : [],
  );
  const groups = starts.map((from, index) => ({ from, to: starts[index + 1] ?? order.length }));
  return { probabilities, labels, order, groups };
};

export const onceEach = (rows: number): Weights => new Float64Array(rows).fill(1);
