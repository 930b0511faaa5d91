import { z } from 'zod';
import { list, stageNames } from './common.ts';

/** Milliseconds, measured beside the server in microseconds. */
export const latencySchema = z.object({
  /** Answered with a status below 400: all that follows is of these. */
  requests: z.int().nonnegative(),
  /** Not answered in time, or with a status from 400. */
  failures: z.int().nonnegative(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  /** Counts in bins of equal width on a logarithmic axis. */
  histogram: list(z.object({ fromMs: z.number(), toMs: z.number(), count: z.int() })),
});
export type Latency = Readonly<z.infer<typeof latencySchema>>;

/** Trimmed geometric mean over the rounds of the same run, with its 95 % interval. */
export const ratioSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const loadSchema = z.object({
  connections: z.int().positive(),
  seconds: z.number().positive(),
  /** Replies with a status below 400, a second. */
  perSecond: z.number().nonnegative(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  answered: z.int().nonnegative(),
  /** 429 and 503: the server says that it is busy. */
  refused: z.int().nonnegative(),
  /** Every other status from 400. */
  failed: z.int().nonnegative(),
  /** A connection that was refused or closed; every connection where none was answered at all. */
  unanswered: z.int().nonnegative(),
});
export type Load = Readonly<z.infer<typeof loadSchema>>;

/** How fast the service answers, beside a stub of ours in the same run under the same limits. */
export const serviceSchema = z.object({
  /** The stage that kept the endpoint from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  /** Start of the command to the first reply. */
  coldStart: z.object({ submissionMs: z.number(), stubMs: z.number() }).nullable(),
  /**
   * One row a request, one request at a time, short rounds of submission and stub in turn. The stub is asked eight rows a
   * request, and what it took is divided by eight.
   */
  latency: z
    .object({
      rounds: list(z.object({ submissionMs: z.number(), stubMs: z.number() })),
      submission: latencySchema,
      stub: latencySchema,
      /** Submission over stub, of the mean of each round. */
      ratio: ratioSchema,
    })
    .nullable(),
  /** Rising concurrency, stub measured right before or after. */
  throughput: list(z.object({ submission: loadSchema, stub: loadSchema })),
  /** More connections than one process can serve, then a good row. */
  overload: z
    .object({ load: loadSchema, alive: z.boolean(), healthyAfterMs: z.number().nullable() })
    .nullable(),
  /** Highest memory in use, before the load and at the end. */
  memory: z.object({
    beforeLoadBytes: z.number().nullable(),
    peakBytes: z.number().nullable(),
    limitBytes: z.number(),
  }),
});
export type ServiceEvidence = Readonly<z.infer<typeof serviceSchema>>;
