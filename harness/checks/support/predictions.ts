import type { HoldoutEvidence } from '../../evidence/holdout.ts';
import type { Detail, Finding } from '../../types.ts';
import { scored } from './check.ts';
import { notAsked } from './stages.ts';
import { outOf } from './words.ts';

/** Why there is nothing to measure: the endpoint was not reached, or left too many unseen rows without an answer. */
export function predictionsMissing(holdout: HoldoutEvidence): Finding {
  if (holdout.notAsked) return notAsked(holdout.notAsked, 'predictions for unseen rows');
  const { answered, rows } = holdout;
  return scored({
    score: 0,
    summary: `Too few answers to measure: ${outOf([answered, rows], 'unseen row')}.`,
    details: unusable(holdout),
  });
}

export function unusable(holdout: HoldoutEvidence): readonly Detail[] {
  return holdout.unusable.map(({ exchange, because }) => ({
    kind: 'exchange',
    title: because,
    exchange,
    expected: 'a finite number from 0 to 1 for every row',
    held: false,
  }));
}

/** How far `value` has come from `from` to `to`, 0..1. */
export function progress(value: number, { from, to }: { from: number; to: number }): number {
  if (from === to) return value === to ? 1 : 0;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
