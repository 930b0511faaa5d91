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
