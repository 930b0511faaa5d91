import { z } from 'zod';
import { excerptSchema, list } from './common.ts';

export const claimedMetrics = [
  'average-precision',
  'roc-auc',
  'brier',
  'calibration-error',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'log-loss',
] as const;
export type ClaimedMetric = (typeof claimedMetrics)[number];

/** Figures that the submission states about its model, each with the metric it names and the place where it stands. */
export const claimsSchema = z.object({
  claims: list(
    z.object({
      metric: z.enum(claimedMetrics),
      /** As a share, 0..1, whether it was written as 0.91 or as 91 %. */
      value: z.number(),
      source: z.enum(['writing', 'notebook', 'tracking']),
      /** `handed-in`: said of the model that is served, or the only one said. `other`: of a baseline, a fold, training data, or a candidate that lost. */
      about: z.enum(['handed-in', 'other']),
      /** The approach that it is said of, as written; null when none is named. */
      model: z.string().nullable(),
      place: excerptSchema,
    }),
  ),
});
export type ClaimsEvidence = Readonly<z.infer<typeof claimsSchema>>;
