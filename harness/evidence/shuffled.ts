import { z } from 'zod';
import { estimateSchema } from './common.ts';

/**
 * The train command run once more, in a sandbox of its own, on the same rows with their labels shuffled. What learns from
 * labels then ranks no better than chance; what does not learn from them gives itself away.
 */
export const shuffledSchema = z.object({
  outcome: z.enum(['measured', 'not-run']),
  /** Why there is nothing to measure. */
  because: z
    .enum(['no-train-command', 'training-failed', 'not-serving', 'not-predicting', 'too-few-answers'])
    .nullable(),
  /** Holdout rows that both models answered. */
  rows: z.int().nonnegative(),
  positives: z.int().nonnegative(),
  averagePrecision: estimateSchema.nullable(),
  rocAuc: estimateSchema.nullable(),
  /** Of those rows, the share whose prediction is the same to 1e-6 as that of the model trained on true labels. */
  unchangedShare: z.number().min(0).max(1).nullable(),
  durationMs: z.number().nonnegative(),
});
export type ShuffledEvidence = Readonly<z.infer<typeof shuffledSchema>>;
