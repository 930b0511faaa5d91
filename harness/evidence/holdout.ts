import { z } from 'zod';
import { estimateSchema, exchangeSchema, list, stageNames } from './common.ts';

export const scoresSchema = z.object({
  averagePrecision: estimateSchema,
  rocAuc: estimateSchema,
  brier: estimateSchema,
  calibrationError: estimateSchema,
  accuracy: estimateSchema,
});

export const curvesSchema = z.object({
  /** Points by falling threshold, at most 200: recall rises from 0 to 1. */
  precisionRecall: list(z.object({ recall: z.number(), precision: z.number() })),
  /** Ten equal-count bins of predicted probability: mean prediction, share of positives, rows. */
  calibration: list(z.object({ predicted: z.number(), observed: z.number(), rows: z.int() })),
  /** Counts of predictions in twenty equal bins of 0..1, by true class. */
  histogram: list(z.object({ from: z.number(), to: z.number(), positives: z.int(), negatives: z.int() })),
});

export const standingSchema = z.object({ name: z.string(), scores: scoresSchema, curves: curvesSchema });

/** Predictions for rows the submission has not seen, judged on the host. No label ever enters a container. */
export const holdoutSchema = z.object({
  rows: z.int().positive(),
  positives: z.int().nonnegative(),
  /** Rows with a usable answer: a finite number from 0 to 1. */
  answered: z.int().nonnegative(),
  /** First exchanges without a usable answer, at most five. */
  unusable: list(z.object({ exchange: exchangeSchema, because: z.string() })),
  /** Null unless at least 99 % of the rows were answered. */
  submission: standingSchema.nullable(),
  /** Measured on the same rows. */
  baseline: standingSchema,
  reference: standingSchema,
  /** The stage that kept the endpoint from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  /** Two witnesses against a canned answer: the number of distinct predictions, and whether a repeated row agreed. */
  distinctPredictions: z.int().nonnegative(),
  repeatedRowsAgree: z.boolean().nullable(),
});
export type HoldoutEvidence = Readonly<z.infer<typeof holdoutSchema>>;
