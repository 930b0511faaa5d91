import { z } from 'zod';
import { estimateSchema } from './common.ts';

/**
 * The train command run once more, in a sandbox of its own, on the same rows with their labels shuffled. What learns from
 * labels then answers otherwise; what does not learn from them gives the same answers again.
 */
export const shuffledSchema = z.object({
  outcome: z.enum(['measured', 'not-run']),
  /** Why there is nothing to measure. */
  because: z
    .enum(['no-train-command', 'training-failed', 'not-serving', 'not-predicting', 'too-few-answers'])
    .nullable(),
  /** Holdout rows that both models answered. */
  rows: z.int().nonnegative(),
  /** Of the model from shuffled labels, against the true ones. Either side of a half: its direction is chance. */
  rocAuc: estimateSchema.nullable(),
  /** Share of the rows whose probability is within 0.02 of that of the model trained on true labels. */
  unchangedShare: z.number().min(0).max(1).nullable(),
  /** Standard deviations of the two models' predictions on these rows. */
  spread: z.object({ trueLabels: z.number(), shuffledLabels: z.number() }).nullable(),
  durationMs: z.number().nonnegative(),
});
export type ShuffledEvidence = Readonly<z.infer<typeof shuffledSchema>>;
