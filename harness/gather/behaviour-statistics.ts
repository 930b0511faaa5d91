import type { Row } from '../challenge/types.ts';
import type { BehaviourEvidence, BehaviourStatistic } from '../evidence/behaviour.ts';
import type { Estimate } from '../evidence/common.ts';
import { estimates } from '../metrics/bootstrap.ts';
import { type Ranked, rank, type Scored, type Weights } from '../metrics/ranked.ts';
import { averagePrecision, rocAuc } from '../metrics/ranking.ts';
import type { Answer } from './behaviour-asker.ts';

const seed = 20_250_307;
/** With fewer rows of a class an interval of ROC AUC spans most of what is possible. */
const fewest = 10;

const distinctIn = (values: readonly number[]): number => new Set(values).size;

/** Null where the rows are too few or of one class. */
export const rankedOf = (scored: Scored, least = fewest): Ranked | null => {
  const positives = scored.labels.filter((label) => label === 1).length;
  return Math.min(positives, scored.labels.length - positives) < least ? null : rank(scored);
};

export const rocAucOf = (ranked: Ranked): Estimate => estimates(ranked, { metrics: { rocAuc }, seed }).rocAuc;

/** Answers that there are, beside their labels. */
export const scoredOf = (answers: readonly (Answer | null)[], labels: readonly (0 | 1)[]): Scored => {
  const usable = labels.flatMap((label, place) => {
    const value = answers[place]?.value ?? null;
    return value === null ? [] : [{ value, label }];
  });
  return { probabilities: usable.map(({ value }) => value), labels: usable.map(({ label }) => label) };
};

export const answersOf = (scored: Scored): BehaviourEvidence['answers'] => {
  const { probabilities } = scored;
  if (probabilities.length === 0) return null;
  const ranked = rankedOf(scored, 1);
  return {
    rows: probabilities.length,
    distinct: distinctIn(probabilities),
    lowest: probabilities.reduce((low, value) => Math.min(low, value), 1),
    highest: probabilities.reduce((high, value) => Math.max(high, value), 0),
    rocAuc: ranked && rocAucOf(ranked),
  };
};

export type Measured = Pick<BehaviourStatistic, 'id' | 'family' | 'kind' | 'defect' | 'title'>;

export const statisticOf = (
  measured: Measured,
  {
    ranked,
    ...rest
  }: Pick<BehaviourStatistic, 'value' | 'accepts' | 'held' | 'against'> & { readonly ranked: Ranked },
): BehaviourStatistic => ({
  ...measured,
  ...rest,
  rows: ranked.labels.length,
  distinct: distinctIn(ranked.probabilities),
});

const sum = (values: ArrayLike<number>, weights: Weights): number =>
  Array.from(values).reduce((total, value, row) => total + value * (weights[row] ?? 0), 0);

const meanOverRate = ({ probabilities, labels }: Ranked, weights: Weights): number =>
  sum(probabilities, weights) / sum(labels, weights);

/** Mean prediction over the share of positives: 1 for probabilities that can be taken at their word on the whole. */
export const rateStatistic = (
  measured: Measured,
  { scored, between: [low, high] }: { scored: Scored; between: readonly [number, number] },
): BehaviourStatistic | null => {
  const ranked = rankedOf(scored);
  if (!ranked) return null;
  const { value } = estimates(ranked, { metrics: { value: meanOverRate }, seed });
  const held = value.high >= low && value.low <= high;
  return statisticOf(measured, { ranked, value, accepts: { low, high }, held, against: [] });
};

/**
 * ROC AUC against the true label of rows that training data label wrongly. Whoever repeats the wrong labels falls under a half;
 * whoever learnt what the many other rows say stays over it. It holds where the whole interval does.
 */
export const labelNoiseStatistic = (measured: Measured, scored: Scored): BehaviourStatistic | null => {
  const ranked = rankedOf(scored);
  if (!ranked) return null;
  const value = rocAucOf(ranked);
  return statisticOf(measured, {
    ranked,
    value,
    accepts: { low: 0.5, high: 1 },
    held: value.low > 0.5,
    against: [],
  });
};

type Halves = { readonly early: Weights; readonly late: Weights };

/** Cut between two values of the time column, as near to the middle as they allow: ties stay together. */
const halvesOf = (times: readonly string[]): Halves | null => {
  const sorted = times.toSorted();
  const starts = sorted.flatMap((time, place) => (place > 0 && sorted[place - 1] !== time ? [place] : []));
  const middle = times.length / 2;
  const [cut] = starts.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  const first = cut === undefined ? undefined : sorted[cut];
  if (first === undefined) return null;
  return {
    early: times.map((time) => Number(time < first)),
    late: times.map((time) => Number(time >= first)),
  };
};

const within = (weights: Weights, half: Weights): Weights =>
  Array.from(weights).map((weight, row) => weight * (half[row] ?? 0));

const periodMetrics = ({ early, late }: Halves) => {
  const of = (half: Weights) => (ranked: Ranked, weights: Weights) =>
    averagePrecision(ranked, within(weights, half));
  // A resample without one early positive compares nothing: it counts as no change.
  const ratio = (ranked: Ranked, weights: Weights): number => {
    const before = of(early)(ranked, weights);
    return before > 0 ? of(late)(ranked, weights) / before : 1;
  };
  return {
    ratio,
    early: of(early),
    late: of(late),
  };
};

/**
 * Average precision of the late half over that of the early half. The world may make the late half harder for everyone: where
 * the comparison falls by more than `atLeast`, no more is asked than that it did.
 */
export const periodsStatistic = (
  measured: Measured,
  { scored, compared, times, atLeast }: Periods,
): BehaviourStatistic | null => {
  const halves = halvesOf(times);
  const ranked = rankedOf(scored);
  if (!halves || !ranked) return null;
  const metrics = periodMetrics(halves);
  const { ratio, early, late } = estimates(ranked, { metrics, seed });
  const other = estimates(rank(compared.scored), { metrics, seed }).ratio;
  const low = Math.min(atLeast, other.value);
  return statisticOf(measured, {
    ranked,
    value: ratio,
    accepts: { low, high: Math.max(1, ratio.high) },
    held: ratio.high >= low,
    against: [
      { label: 'early half', value: early },
      { label: 'late half', value: late },
      { label: compared.label, value: other },
    ],
  });
};
type Periods = {
  readonly scored: Scored;
  readonly compared: { readonly label: string; readonly scored: Scored };
  readonly times: readonly string[];
  readonly atLeast: number;
};

/** Values of the time column of the rows that were answered, as text. */
export const timesOf = (rows: readonly Row[], column: string): readonly string[] =>
  rows.map((row) => String(row[column] ?? ''));
