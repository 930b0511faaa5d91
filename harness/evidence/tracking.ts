import { z } from 'zod';
import { excerptSchema, list } from './common.ts';

/** Experiment tracking: imported *and* called, and what training left behind. */
export const trackingSchema = z.object({
  uses: list(
    z.object({
      tool: z.enum([
        'mlflow',
        'wandb',
        'dvc',
        'tensorboard',
        'neptune',
        'comet',
        'clearml',
        'aim',
        'own-log',
      ]),
      imported: excerptSchema.nullable(),
      calls: list(excerptSchema),
    }),
  ),
  /** Only named in a list of dependencies: not use. */
  onlyDeclared: list(z.string()),
  /** Runs found in the files after training; parameters and metrics are counted, never trusted. */
  runs: list(
    z.object({
      tool: z.string(),
      path: z.string(),
      parameters: z.int().nonnegative(),
      metrics: z.int().nonnegative(),
      madeByTraining: z.boolean(),
    }),
  ),
});
export type TrackingEvidence = Readonly<z.infer<typeof trackingSchema>>;
