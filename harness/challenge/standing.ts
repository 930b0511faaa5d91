import { standingOf } from '../metrics/standing.ts';
import type { Draw, Standing } from './types.ts';

/** One seed for every bootstrap of this project, so that intervals over the same rows can be compared. */
const resampleSeed = 20_250_101;

/** How these predictions stand on the holdout of a draw, one probability a row in the draw's order. */
export const standingOnHoldout = (
  name: string,
  { draw, probabilities }: { draw: Draw; probabilities: readonly number[] },
): Standing =>
  standingOf(name, { scored: { probabilities, labels: draw.holdout.labels }, seed: resampleSeed });

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(6)) : value;

/** `standing.json`: six decimals, far below the width of any interval, and the same text on every machine. */
export const standingText = (standing: Standing): string => `${JSON.stringify(standing, rounded, 2)}\n`;
