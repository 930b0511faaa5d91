import type { Estimate } from '../evidence/common.ts';
import { estimates } from './bootstrap.ts';
import { rank, type Scored } from './ranked.ts';
import { averagePrecision } from './ranking.ts';

/**
 * Average precision of one set of predictions minus that of another for the same rows, resampled together (paired bootstrap, Efron
 * and Tibshirani 1993): rows that are hard for both widen neither. An interval that holds 0 is a tie. Throws RangeError as
 * `rank` does.
 */
export const leadOver = (
  other: readonly number[],
  { scored, seed }: { readonly scored: Scored; readonly seed: number },
): Estimate => {
  const theirs = rank({ ...scored, probabilities: other });
  const lead = estimates(rank(scored), {
    metrics: {
      lead: (ours, weights) => averagePrecision(ours, weights) - averagePrecision(theirs, weights),
    },
    seed,
  });
  return lead.lead;
};
