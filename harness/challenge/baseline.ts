import type { Challenge, Draw, Row } from './types.ts';

/** Penalty on the squared coefficients of standardised columns: keeps the fit finite where classes separate. */
const ridge = 1e-3;
const steps = 25;

type Matrix = readonly (readonly number[])[];

/** A number out of a cell, dirty money included; null for a gap or a word. */
const numberOf = (cell: Row[string] | undefined): number | null => {
  const digits = String(cell ?? '')
    .replace(',', '.')
    .replace(/[^\d.-]/g, '');
  const value = digits === '' ? Number.NaN : Number(digits);
  return Number.isFinite(value) ? value : null;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How a column becomes a standardised number, learnt from training rows: gaps take the median. */
const scalerOf = (column: string, rows: readonly Row[]): ((row: Row) => number) => {
  const known = rows.map((row) => numberOf(row[column])).filter((value) => value !== null);
  const middle = median(known);
  const centre = mean(known);
  const spread = Math.sqrt(mean(known.map((value) => (value - centre) ** 2))) || 1;
  return (row) => ((numberOf(row[column]) ?? middle) - centre) / spread;
};

/** Solves a small symmetric positive definite system by Gauss-Jordan elimination; no pivoting is needed for those. */
const solve = (left: Matrix, right: readonly number[]): readonly number[] => {
  const table = left.map((row, index) => [...row, right[index] ?? 0]);
  for (const [pivot, line] of table.entries()) {
    const scale = line[pivot] ?? 1;
    for (const [column, value] of line.entries()) line[column] = value / scale;
    for (const other of table) {
      if (other === line) continue;
      const factor = other[pivot] ?? 0;
      for (const [column, value] of line.entries()) other[column] = (other[column] ?? 0) - factor * value;
    }
  }
  return table.map((line) => line.at(-1) ?? 0);
};

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Newton's method on the penalised log-likelihood (Hastie et al. 2009, section 4.4.1). */
const fitLogistic = (design: Matrix, labels: readonly number[]): readonly number[] => {
  const width = design[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => index);
  let weights: readonly number[] = columns.map(() => 0);
  for (let step = 0; step < steps; step += 1) {
    const predicted = design.map((row) => sigmoid(dot(row, weights)));
    const curvature = predicted.map((value) => value * (1 - value));
    const gradient = columns.map(
      (column) =>
        design.reduce(
          (sum, row, at) => sum + (row[column] ?? 0) * ((labels[at] ?? 0) - (predicted[at] ?? 0)),
          0,
        ) -
        ridge * (weights[column] ?? 0),
    );
    const hessian = columns.map((one) =>
      columns.map(
        (other) =>
          design.reduce(
            (sum, row, at) => sum + (row[one] ?? 0) * (row[other] ?? 0) * (curvature[at] ?? 0),
            0,
          ) + (one === other ? ridge : 0),
      ),
    );
    const change = solve(hessian, gradient);
    weights = weights.map((weight, index) => weight + (change[index] ?? 0));
  }
  return weights;
};

type Seen = { readonly value: number; readonly label: number };
type Rule = { readonly threshold: number; readonly below: number; readonly above: number };

const shareOf = (seen: readonly Seen[]): number => mean(seen.map(({ label }) => label));

/** Spread of the two sides' shares of positives, weighted by their rows: the drop in Gini impurity (Breiman et al. 1984). */
const gainOf = (below: readonly Seen[], above: readonly Seen[]): number => {
  const rows = below.length + above.length;
  return ((below.length * above.length) / (rows * rows)) * (shareOf(below) - shareOf(above)) ** 2;
};

const cuts = 50;

/** The best of at most fifty cuts at quantiles; gaps count as the median. */
const bestRule = (seen: readonly Seen[]): Rule => {
  const sorted = seen.toSorted((a, b) => a.value - b.value);
  const thresholds = new Set(
    Array.from({ length: cuts }, (_, cut) => sorted[Math.floor((cut * sorted.length) / cuts)]?.value ?? 0),
  );
  const rules = [...thresholds].map((threshold) => {
    const below = seen.filter(({ value }) => value < threshold);
    const above = seen.filter(({ value }) => value >= threshold);
    const gain = below.length === 0 ? 0 : gainOf(below, above);
    return { threshold, below: below.length === 0 ? 0 : shareOf(below), above: shareOf(above), gain };
  });
  return rules.toSorted((a, b) => b.gain - a.gain)[0] ?? { threshold: 0, below: 0, above: 0 };
};

type Given = { readonly challenge: Pick<Challenge, 'config'>; readonly draw: Draw };

const baseRate = ({ draw }: Given): readonly number[] => {
  const share = mean(draw.trainLabels);
  return draw.holdout.rows.map(() => share);
};

/** One question about the first baseline column, and the share of positives on either side of it. */
const oneRule = ({ challenge, draw }: Given): readonly number[] => {
  const [column = ''] = challenge.config.holdout.baselineColumns;
  const scale = scalerOf(column, draw.train);
  const seen = draw.train.map((row, at) => ({ value: scale(row), label: draw.trainLabels[at] ?? 0 }));
  const { threshold, below, above } = bestRule(seen);
  return draw.holdout.rows.map((row) => (scale(row) < threshold ? below : above));
};

/**
 * What anybody gets without looking at the data: a logistic regression on the challenge's one or two baseline columns,
 * trained on this draw. One probability a holdout row, in their order.
 */
export const baselineProbabilities = (
  { config }: Pick<Challenge, 'config'>,
  draw: Draw,
): readonly number[] => {
  const scalers = config.holdout.baselineColumns.map((column) => scalerOf(column, draw.train));
  const design = (rows: readonly Row[]): Matrix =>
    rows.map((row) => [1, ...scalers.map((scale) => scale(row))]);
  const weights = fitLogistic(design(draw.train), draw.trainLabels);
  return design(draw.holdout.rows).map((row) => sigmoid(dot(row, weights)));
};

/** What a model has to beat, simplest first; one probability a holdout row, in their order. All learnt from this draw's training rows. */
export const baselinesOf = (
  challenge: Pick<Challenge, 'config'>,
  draw: Draw,
): readonly { readonly name: string; readonly probabilities: readonly number[] }[] => [
  { name: 'base rate', probabilities: baseRate({ challenge, draw }) },
  { name: 'one rule', probabilities: oneRule({ challenge, draw }) },
  { name: 'logistic regression', probabilities: baselineProbabilities(challenge, draw) },
];
