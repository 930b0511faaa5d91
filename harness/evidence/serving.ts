import { z } from 'zod';
import { commandSchema, exchangeSchema, list, stageSchema } from './common.ts';

/** How the endpoint differs from the contract. Each difference is understood and costs only the contract check. */
export const nearMisses = [
  'path',
  'method',
  'single-object',
  'bare-list',
  'request-key',
  'column-arrays',
  'split-columns',
  'reply-key',
  'reply-bare-list',
  'probability-key',
  'probability-bare',
  'probability-text',
  'class-probabilities',
  'label-only',
] as const;

/** How to ask for predictions, found by asking. */
export const shapeSchema = z.object({
  method: z.string(),
  path: z.string(),
  /**
   * How rows are wrapped in the request. `wrapped` puts the list under `requestKey`, `split` an object of `columns` and
   * `data`; `single-object` is one row, under `requestKey` where there is one.
   */
  request: z.enum(['wrapped', 'bare-list', 'single-object', 'columns', 'split']),
  requestKey: z.string().nullable(),
  /** Key that holds the list in the reply, null for a bare list or a single object. */
  replyKey: z.string().nullable(),
  /** Key of the positive-class probability in one item, null when the item is the number itself. */
  probabilityKey: z.string().nullable(),
  /** Key of a yes or no beside the probability in one item, null without one. */
  decisionKey: z.string().nullable(),
  /** Only a class label comes back: ranking metrics are then computed on 0 and 1. */
  labelOnly: z.boolean(),
  nearMisses: list(z.enum(nearMisses)),
});
export type Shape = Readonly<z.infer<typeof shapeSchema>>;

/** Where an example of a request was read: OpenAPI, README and kin, a client, a file of JSON, a row of a table. */
export const exampleSources = ['openapi', 'writing', 'code', 'file', 'data'] as const;

/** What the service answers to a request that the submission itself shows. */
export const ownExampleSchema = z.object({
  from: z.enum(exampleSources),
  exchange: exchangeSchema,
  predicted: z.boolean(),
});
export type OwnExample = Readonly<z.infer<typeof ownExampleSchema>>;

export const servingSchema = z.object({
  /** Every start that was tried, in order, with the last lines it printed. */
  attempts: list(
    z.object({
      command: commandSchema,
      stage: stageSchema,
      log: z.string(),
    }),
  ),
  /** Index into `attempts` of the one that served, null when none did. */
  served: z.int().nonnegative().nullable(),
  listen: stageSchema,
  answer: stageSchema,
  predict: stageSchema,
  port: z.int().nullable(),
  /** Reachable only from inside its own container: a server on 127.0.0.1. */
  loopbackOnly: z.boolean(),
  health: exchangeSchema.nullable(),
  shape: shapeSchema.nullable(),
  /** The first row that was answered, as request and reply. */
  example: exchangeSchema.nullable(),
  /** Asked for only where no row of the challenge was answered; null also where the submission shows nothing to ask. */
  ownExample: ownExampleSchema.nullable(),
  openapi: z.boolean(),
  coldStartMs: z.number().nullable(),
  /** True when the process was still serving after every probe. */
  aliveAtEnd: z.boolean(),
});
export type ServingEvidence = Readonly<z.infer<typeof servingSchema>>;
