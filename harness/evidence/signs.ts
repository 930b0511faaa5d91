import { z } from 'zod';
import { list, stageNames } from './common.ts';

/** One number of a page, and what it was before and after requests of ours. Text of the submission's, cut. */
export const seriesSchema = z.object({
  name: z.string(),
  /** `{status="200"}` as the page has it, empty without labels. */
  labels: z.string(),
  before: z.number(),
  after: z.number(),
});
export type Series = Readonly<z.infer<typeof seriesSchema>>;

/**
 * `counts`: something on it grew as often as we asked. `moves`: numbers of its own changed, but none as often.
 * `process-only`: only what every process has, such as memory and garbage, changed. `static`: nothing did.
 */
export const pageKinds = ['counts', 'moves', 'process-only', 'static'] as const;

export const pageSchema = z.object({
  /** With the port before it where it is another than that of the predictions: `:9090/metrics`. */
  path: z.string(),
  format: z.enum(['prometheus', 'json']),
  kind: z.enum(pageKinds),
  /** Numbers on the page; `cut` where there were more than were read. */
  numbers: z.int().nonnegative(),
  cut: z.boolean(),
  /** Those that grew as often as we asked for a prediction, at most six. */
  counted: list(seriesSchema),
  /** A histogram, summary or quantile of time that moved with our requests. */
  latency: seriesSchema.nullable(),
  /** Something that says how predictions are distributed, and moved with them. */
  predictions: seriesSchema.nullable(),
  /** Something that counts errors, and grew with the one malformed request of ours alone. */
  errors: seriesSchema.nullable(),
});
export type Page = Readonly<z.infer<typeof pageSchema>>;

export const recordFields = [
  'path',
  'status',
  'duration',
  'request id',
  'prediction',
  'model version',
] as const;
export type RecordField = (typeof recordFields)[number];

/**
 * `structured`: JSON, key=value or a table, with two of `recordFields` at least. `plain`: a sentence of its own.
 * `access-log`: the line that a framework writes by itself. `unrelated`: something was written, but not one a request.
 */
export const recordKinds = ['none', 'unrelated', 'access-log', 'plain', 'structured'] as const;

export const recordsSchema = z.object({
  kind: z.enum(recordKinds),
  /** `output`, or the path of the file that was appended to; null for `none`. */
  source: z.string().nullable(),
  /** Records of that kind, or lines for `unrelated`, while our requests were answered. */
  count: z.int().nonnegative(),
  fields: list(z.enum(recordFields)),
  /** A number in a record is the probability that the service answered. */
  holdsPrediction: z.boolean(),
  /** A record repeats the row that was sent, or most of it. */
  holdsRow: z.boolean(),
  /** One record, with what tells nothing here left out; empty where it would show more than it should. */
  excerpt: z.string(),
});
export type Records = Readonly<z.infer<typeof recordsSchema>>;

/** What a running service lets somebody see of itself, read before and after a known number of requests. */
export const signsSchema = z.object({
  /** The stage that kept the service from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  /** Requests for one row each that were sent between the readings, and those that brought a prediction. */
  sent: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  /** Paths that were asked for numbers, in that order. */
  tried: list(z.string()),
  /** Those that hold numbers, the most telling first. */
  pages: list(pageSchema),
  /** Status of the one malformed request between the last two readings; null where none was sent or answered. */
  refusedWith: z.int().nullable(),
  records: recordsSchema,
});
export type SignsEvidence = Readonly<z.infer<typeof signsSchema>>;
