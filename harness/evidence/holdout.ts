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

/** The submission's own yes or no, where its replies hold one beside the probability. */
export const decisionSchema = z.object({
  /** Key of the decision in one item of the reply. */
  key: z.string(),
  rows: z.int().positive(),
  /** Rows decided as positive. */
  flagged: z.int().nonnegative(),
  /** Highest probability that was decided no, lowest that was decided yes; null where one side is empty. */
  highestNo: z.number().nullable(),
  lowestYes: z.number().nullable(),
  accuracy: estimateSchema,
  precision: estimateSchema.nullable(),
  recall: estimateSchema,
  f1: estimateSchema,
});

/** Predictions for rows the submission has not seen, judged on the host. No label ever enters a container. */
export const holdoutSchema = z.object({
  rows: z.int().positive(),
  positives: z.int().nonnegative(),
  /** Rows that were sent: all of them, or as many as a slow service got through in the time there is, drawn at random. */
  asked: z.int().nonnegative(),
  /** Rows with a usable answer: a finite number from 0 to 1. */
  answered: z.int().nonnegative(),
  /** First exchanges without a usable answer, at most five. */
  unusable: list(z.object({ exchange: exchangeSchema, because: z.string() })),
  /** Null unless at least 99 % of the rows asked were answered, and at least 200 of both classes. */
  submission: standingSchema.nullable(),
  /** Measured on the whole holdout, simplest first: base rate, one rule, logistic regression on two columns. */
  baselines: list(standingSchema),
  /** The one of them that ranks best. */
  baseline: standingSchema,
  reference: standingSchema,
  /** Average precision of the submission minus the other's on the same rows; an interval that holds 0 is a tie. */
  leads: z.object({ baseline: estimateSchema, reference: estimateSchema }).nullable(),
  decision: decisionSchema.nullable(),
  /** The stage that kept the endpoint from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  /** Two witnesses against a canned answer: the number of distinct predictions, and whether a repeated row agreed. */
  distinctPredictions: z.int().nonnegative(),
  repeatedRowsAgree: z.boolean().nullable(),
});
export type HoldoutEvidence = Readonly<z.infer<typeof holdoutSchema>>;
