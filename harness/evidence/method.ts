import { z } from 'zod';
import { excerptSchema, list } from './common.ts';

/**
 * What the code does with its data, followed through own Python files and notebooks from where rows are loaded to where
 * they are split, fitted and scored. Every entry names both of its places.
 */
export const methodSchema = z.object({
  /** Statements followed; 0 when there is no Python code. */
  statements: z.int().nonnegative(),
  /** Models fitted, with what they are: where there are none there is nothing to judge. */
  fits: list(
    z.object({
      name: z.string(),
      place: excerptSchema,
      /** Its preparation of the rows is part of it. */ pipeline: z.boolean(),
      /** The rows were followed from where they are loaded. */
      followed: z.boolean(),
      /** What it says of rows reaches a metric, or a search or cross-validation scores it. */
      scored: z.boolean(),
    }),
  ),
  /** Models fitted on rows that are written out in code, which is an example and no approach. */
  examples: list(z.object({ name: z.string(), place: excerptSchema })),
  /** Models constructed only where a flag, a word or `None` that is given leads past them. */
  offered: list(z.object({ name: z.string(), place: excerptSchema })),
  /** Training that is no `fit` of rows: trainers, tuners, loops over gradients, commands; one of each name. */
  trainings: list(z.object({ name: z.string(), place: excerptSchema })),
  /** Calls that train something, where what it is could not be followed. */
  unfollowed: list(excerptSchema),
  /** Functions of its own that fit something, and whose results one function scores side by side. */
  rivals: list(z.object({ name: z.string(), place: excerptSchema })),
  /** Models that are loaded or asked over a network, looked for where no challenge asks for a trained one. */
  loaded: list(excerptSchema),
  splits: list(
    z.object({
      place: excerptSchema,
      how: z.enum([
        'random',
        'stratified',
        'by-time',
        'by-group',
        'by-position',
        'cross-validation',
        'other',
      ]),
      /** The seed as written; null where none is given. */
      seed: z.string().nullable(),
      /** The rows were followed from where they are loaded. */
      followed: z.boolean(),
    }),
  ),
  /** Fitted on rows that are divided afterwards. */
  learnt: list(
    z.object({
      what: z.string(),
      /** `slight`: one average a column. `harmless`: only which values there are. */
      strength: z.enum(['strong', 'slight', 'harmless']),
      fit: excerptSchema,
      /** The call that leads to the fit, where it stands in a function of its own. */
      via: excerptSchema.nullable(),
      split: excerptSchema,
      /** From training rows, before the rounds of cross-validation: rows held out before are not touched. */
      within: z.boolean(),
    }),
  ),
  /** Held-out rows that were used for something else than being scored, or that training rows hold. */
  heldOut: list(
    z.object({
      kind: z.enum([
        'refitted',
        'trained-on',
        /** Held-out rows were taken from others, which training goes on with as a whole. */ 'overlap',
        /** Fitted once more on rows that a model is asked about. */ 'refitted-to-predict',
        /** A search for settings was given all rows. */ 'tuned-on',
        'threshold',
        'early-stopping',
        /** A model or a setting, by its score. */ 'chosen',
      ]),
      what: z.string(),
      use: excerptSchema,
      /** Where it is called or scored. */
      via: excerptSchema.nullable(),
      /** Where rows are held out, or a model is asked about them. */
      split: excerptSchema,
    }),
  ),
  /** Features that give the target away. */
  answers: list(
    z.object({
      kind: z.enum([
        'target',
        'made-into-target',
        'made-from-target',
        'said-to-leak',
        'sibling-of-target',
        'named-after-target',
      ]),
      column: z.string(),
      target: z.string().nullable(),
      /** Where it is said or made. */
      known: excerptSchema,
      /** Where features are chosen or the model is fitted. */
      used: excerptSchema,
    }),
  ),
  /** Rows with an order in time, divided without regard to it. */
  time: list(
    z.object({
      kind: z.enum(['lags', 'periods', 'dated-index']),
      series: excerptSchema,
      split: excerptSchema,
    }),
  ),
  /** Columns about a person that are among the features. */
  personal: list(
    z.object({ column: z.string(), kind: z.enum(['identifying', 'sensitive']), place: excerptSchema }),
  ),
  evaluations: list(
    z.object({
      metric: z.string(),
      on: z.enum(['held-out', 'training', 'unknown']),
      place: excerptSchema,
    }),
  ),
  /** Own functions that are called like a metric, with two things to compare: what they work out was not followed. */
  judging: list(z.object({ name: z.string(), place: excerptSchema })),
  /** Something simple that was scored or fitted for comparison. */
  baselines: list(excerptSchema),
  /** How features are prepared for training and for serving. */
  preparation: z.object({
    /** `left-behind`: fitted for training, and neither saved nor applied. `no-model`: the service asks none. */
    how: z.enum(['shared', 'twice', 'left-behind', 'cannot-tell', 'no-service', 'no-model']),
    /** Feature or function names that the two sides have in common, or that one of them lacks. */
    names: list(z.string()),
    training: excerptSchema.nullable(),
    serving: excerptSchema.nullable(),
  }),
});
export type MethodEvidence = Readonly<z.infer<typeof methodSchema>>;
