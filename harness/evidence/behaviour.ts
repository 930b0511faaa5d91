import { z } from 'zod';
import { estimateSchema, exchangeSchema, list, stageNames } from './common.ts';

/** What two answers to a pair of requests have to do with each other. Tolerances are differences in probability, 0..1. */
export const relationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), tolerance: z.number().min(0).max(1) }),
  /** The second request gets a usable answer, whatever it says; or, with `orRefused`, a 4xx that names the column. */
  z.object({ kind: z.literal('answered'), orRefused: z.literal(true).optional() }),
  z.object({ kind: z.literal('bounded'), most: z.number().min(0).max(1) }),
]);
export type Relation = Readonly<z.infer<typeof relationSchema>>;

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Two requests that differ in one respect, and what came back for the row in question. */
export const pairSchema = z.object({
  changed: list(z.object({ column: z.string(), from: cellSchema, to: cellSchema })),
  /** What differs where no column does: the batch, the order, the moment. */
  note: z.string().nullable(),
  base: exchangeSchema,
  other: exchangeSchema,
  /** Probability of the row in question, null without a usable answer. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  held: z.boolean(),
});
export type Pair = Readonly<z.infer<typeof pairSchema>>;

/** `drift`: about a defect that changes with time, and so may change the answer, within bounds. */
export const probeFamilies = ['defect', 'drift', 'integrity'] as const;

/** Columns of the report's matrix. */
export const probeKinds = [
  'rewrite',
  'swap',
  'repeat',
  'order',
  'companions',
  'batch-size',
  'identifier',
  'unseen-value',
  'out-of-range',
  'near-copy',
] as const;

export const columnRoles = ['feature', 'identifier', 'leaking', 'personal', 'target'] as const;

export const probeSchema = z.object({
  id: z.string(),
  family: z.enum(probeFamilies),
  kind: z.enum(probeKinds),
  /** Roles of the columns in which the two requests differ; empty where no column differs. */
  roles: list(z.enum(columnRoles)),
  /** The declared defect that it is about; null for integrity. */
  defect: z.string().nullable(),
  title: z.string(),
  relation: relationSchema,
  pairs: z.int().nonnegative(),
  /** Pairs in which both requests got a usable answer. */
  answered: z.int().nonnegative(),
  held: z.int().nonnegative(),
  /** Largest difference between two usable answers, null without any. */
  largestDifference: z.number().nullable(),
  /** At most three, those that did not hold first. */
  examples: list(pairSchema),
});
export type BehaviourProbe = Readonly<z.infer<typeof probeSchema>>;

export const statisticKinds = ['rate', 'label-noise', 'periods', 'memory'] as const;

/** What no single pair can show: a number over many answers, with its 95 % interval, and where it must lie. */
export const statisticSchema = z.object({
  id: z.string(),
  family: z.enum(probeFamilies),
  kind: z.enum(statisticKinds),
  defect: z.string().nullable(),
  title: z.string(),
  rows: z.int().nonnegative(),
  /** Different answers among the rows. */
  distinct: z.int().nonnegative(),
  value: estimateSchema,
  accepts: z.object({ low: z.number(), high: z.number() }),
  held: z.boolean(),
  /** The numbers that it was made from, or is compared with. */
  against: list(z.object({ label: z.string(), value: estimateSchema })),
});
export type BehaviourStatistic = Readonly<z.infer<typeof statisticSchema>>;

/** What the answers to unseen rows look like as a whole: a relation that any constant would hold says nothing. */
const answersSchema = z.object({
  rows: z.int().positive(),
  distinct: z.int().positive(),
  lowest: z.number(),
  highest: z.number(),
  /** Null where all true labels are alike. */
  rocAuc: estimateSchema.nullable(),
});

/** Paired requests with an expected relation, made from the challenge's declaration. */
export const behaviourSchema = z.object({
  /** The stage that kept the endpoint from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  /** Null without a usable answer to any unseen row. */
  answers: answersSchema.nullable(),
  probes: list(probeSchema),
  statistics: list(statisticSchema),
  requests: z.int().nonnegative(),
  durationMs: z.number().nonnegative(),
});
export type BehaviourEvidence = Readonly<z.infer<typeof behaviourSchema>>;
