import { flagsOf, NUMBERS, numbersOf } from './features.ts';
import type { Row } from './clean.ts';

type Scale = { readonly middle: number; readonly centre: number; readonly spread: number };

/** Everything that is needed to answer: plain JSON. */
export type Model = {
  readonly scales: readonly Scale[];
  readonly weights: readonly number[];
  readonly threshold: number;
  readonly trainedOn: number;
};

export type Example = { readonly row: Row; readonly label: 0 | 1 };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function scaleOf(values: readonly (number | null)[]): Scale {
  const known = values.filter((value) => value !== null);
  const middle = median(known);
  const filled = values.map((value) => value ?? middle);
  const centre = mean(filled);
  return { middle, centre, spread: Math.sqrt(mean(filled.map((value) => (value - centre) ** 2))) || 1 };
}

function inputOf(row: Row, scales: readonly Scale[]): number[] {
  const numbers = numbersOf(row);
  const scaled = NUMBERS.map((name, at) => {
    const { middle, centre, spread } = scales[at] ?? { middle: 0, centre: 0, spread: 1 };
    const z = ((numbers[name] ?? middle) - centre) / spread;
    return Math.max(-4, Math.min(4, z));
  });
  return [1, ...scaled, ...flagsOf(row)];
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

const STEPS = 600;
const RATE = 0.8;
const RIDGE = 1e-3;

/** Logistic regression by gradient descent with momentum on standardised inputs: no chance in it, so no seed. */
export function fit(examples: readonly Example[], threshold: number): Model {
  const numbers = examples.map(({ row }) => numbersOf(row));
  const scales = NUMBERS.map((name) => scaleOf(numbers.map((one) => one[name])));
  const inputs = examples.map(({ row }) => inputOf(row, scales));
  const width = inputs[0]?.length ?? 0;
  const weights = new Array<number>(width).fill(0);
  const speed = new Array<number>(width).fill(0);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((weight) => RIDGE * weight);
    inputs.forEach((input, at) => {
      const error = (sigmoid(dot(input, weights)) - (examples[at]?.label ?? 0)) / inputs.length;
      input.forEach((value, place) => {
        gradient[place] = (gradient[place] ?? 0) + error * value;
      });
    });
    gradient.forEach((slope, place) => {
      speed[place] = 0.9 * (speed[place] ?? 0) - RATE * 0.1 * slope;
      weights[place] = (weights[place] ?? 0) + (speed[place] ?? 0);
    });
  }
  return { scales, weights, threshold, trainedOn: examples.length };
}

/** Probability that a customer leaves. */
export function predict(model: Model, row: Row): number {
  return sigmoid(dot(inputOf(row, model.scales), model.weights));
}
