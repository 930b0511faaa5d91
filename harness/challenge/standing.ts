import { z } from 'zod';
import { standingSchema } from '../evidence/holdout.ts';
import { standingOf } from '../metrics/standing.ts';
import type { Draw } from './types.ts';

/** `standing.json`: how the reference stands on the holdout, and what it said of each row, in the draw's order. */
export const measuredSchema = standingSchema.extend({ probabilities: z.array(z.number().min(0).max(1)) });
type MeasuredStanding = z.infer<typeof measuredSchema>;

/** One seed for every bootstrap of this project, so that intervals over the same rows can be compared. */
const resampleSeed = 20_250_101;

/** How these predictions stand on the holdout of a draw, one probability a row in the draw's order. */
export const standingOnHoldout = (
  name: string,
  { draw, probabilities }: { draw: Draw; probabilities: readonly number[] },
): MeasuredStanding => ({
  ...standingOf(name, { scored: { probabilities, labels: draw.holdout.labels }, seed: resampleSeed }),
  probabilities: [...probabilities],
});

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(6)) : value;

/** `standing.json`: six decimals, far below the width of any interval, and the same text on every machine. */
export const standingText = (standing: MeasuredStanding): string =>
  `${JSON.stringify(standing, rounded, 2)}\n`;
