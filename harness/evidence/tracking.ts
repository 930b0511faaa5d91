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
        'azureml',
        'sacred',
        'sagemaker',
        'trackio',
        'vertex-ai',
        'own-log',
      ]),
      imported: excerptSchema.nullable(),
      calls: list(excerptSchema),
    }),
  ),
  /** Only named in a list of dependencies: not use. */
  onlyDeclared: list(z.string()),
  /** There where code writes metrics over those of the run before, and nothing else records runs. */
  overwritten: list(excerptSchema).exactOptional(),
  /** There where whoever starts the program says where metrics are written to. */
  untold: list(excerptSchema).exactOptional(),
  /** Whether training was run here, so that a run could have been left behind. */
  trained: z.boolean(),
  /** There where training was, on purpose, not run. */
  notAsked: z.literal(true).exactOptional(),
  /** Runs found in the files, before or after training; parameters and metrics are counted, never trusted. */
  runs: list(
    z.object({
      tool: z.string(),
      path: z.string(),
      /** How many runs stand in one file: lines of a log, rows of a table. */
      count: z.int().positive(),
      parameters: z.int().nonnegative(),
      metrics: z.int().nonnegative(),
      /** At most twelve names of each, where the store can be read. */
      parameterNames: list(z.string()),
      metricNames: list(z.string()),
      artifacts: list(z.string()),
      madeByTraining: z.boolean(),
    }),
  ),
  /**
   * What leads from the model that is shipped to a run: the same bytes, the run's id in the model or beside it, an id or a
   * registry's alias in the code that loads it, the folder of a run that both lie in, or only figures in the writing that are the run's own. Null where nothing does.
   */
  tie: z
    .object({
      by: z.enum(['same-file', 'id-in-model', 'id-in-code', 'alias', 'run-folder', 'figures']),
      run: z.string().nullable(),
      model: z.string().nullable(),
      place: excerptSchema.nullable(),
    })
    .nullable(),
});
export type TrackingEvidence = Readonly<z.infer<typeof trackingSchema>>;
