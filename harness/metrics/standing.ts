import type { z } from 'zod';
import type { standingSchema } from '../evidence/holdout.ts';
import { estimates } from './bootstrap.ts';
import { curves } from './curves.ts';
import { accuracy, brier, calibrationError } from './probability.ts';
import { rank, type Scored } from './ranked.ts';
import { averagePrecision, rocAuc } from './ranking.ts';

export type Standing = z.infer<typeof standingSchema>;

const metrics = { averagePrecision, rocAuc, brier, calibrationError, accuracy } as const;

/** All scores and curves of one set of predictions. Throws RangeError as `rank` does. */
export const standingOf = (
  name: string,
  { scored, seed }: { readonly scored: Scored; readonly seed: number },
): Standing => {
  const ranked = rank(scored);
  return { name, scores: estimates(ranked, { metrics, seed }), curves: curves(ranked) };
};
