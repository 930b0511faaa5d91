import { z } from 'zod';

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** A place in the submission's files. Lines count from 1. */
export const placeSchema = z.object({
  path: z.string(),
  line: z.int().positive(),
  endLine: z.int().positive().optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** A place with the text that stands there, at most 12 lines. */
export const excerptSchema = placeSchema.extend({ text: z.string() });
export type Excerpt = z.infer<typeof excerptSchema>;

export const endings = ['exited', 'timed-out', 'out-of-memory', 'output-limit'] as const;

/** One command that ran to its end. `stdout` and `stderr` hold the last part when `truncated`. Milliseconds, bytes. */
export const executionSchema = z.object({
  command: list(z.string()),
  ending: z.enum(endings),
  exitCode: z.int().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.boolean(),
  durationMs: z.number().nonnegative(),
  peakMemoryBytes: z.number().nonnegative().nullable(),
  /** Some process of it was killed for want of memory, and it still exited 0. */
  lostProcess: z.literal(true).optional(),
});
export type Execution = Readonly<z.infer<typeof executionSchema>>;

export const faultSchema = z.object({
  code: z.enum([
    'SANDBOX_LOST',
    'ENGINE_UNAVAILABLE',
    'HOST_DISK_LOW',
    'INDEX_UNREACHABLE',
    'REGISTRY_UNREACHABLE',
    'HARNESS_BUG',
  ]),
  blame: z.enum(['harness', 'environment']),
  message: z.string(),
});
export type Fault = Readonly<z.infer<typeof faultSchema>>;

/**
 * Why a stage stopped, as far as it can be told from outside. The report words it, and names from it the one change
 * that would have helped.
 */
export const causeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing-declared') }),
  z.object({ kind: z.literal('unresolvable'), requirement: z.string(), because: z.string() }),
  z.object({ kind: z.literal('too-big'), bytes: z.number(), limitBytes: z.number() }),
  /** No registry has an image that the Dockerfile is built on. */
  z.object({ kind: z.literal('image-missing'), image: z.string() }),
  /** A step of the Dockerfile ended in failure. */
  z.object({ kind: z.literal('build-step'), step: z.string(), exitCode: z.int() }),
  z.object({ kind: z.literal('not-buildable'), because: z.string() }),
  z.object({ kind: z.literal('no-command') }),
  z.object({ kind: z.literal('command-not-found'), command: z.string() }),
  z.object({ kind: z.literal('missing-module'), module: z.string() }),
  z.object({ kind: z.literal('missing-file'), path: z.string() }),
  z.object({ kind: z.literal('read-only-path'), path: z.string() }),
  z.object({ kind: z.literal('needs-network'), host: z.string().nullable() }),
  z.object({ kind: z.literal('timed-out'), limitMs: z.number() }),
  z.object({ kind: z.literal('out-of-memory'), limitBytes: z.number() }),
  z.object({ kind: z.literal('output-limit') }),
  z.object({ kind: z.literal('exited'), exitCode: z.int().nullable() }),
  z.object({ kind: z.literal('other-port'), expected: z.int(), listening: list(z.int()) }),
  z.object({ kind: z.literal('silent-port'), port: z.int() }),
  z.object({ kind: z.literal('no-route'), tried: list(z.string()) }),
  z.object({ kind: z.literal('bad-reply'), status: z.int().nullable(), because: z.string() }),
  z.object({ kind: z.literal('earlier-stage'), stage: z.string() }),
  z.object({ kind: z.literal('unknown') }),
]);
export type Cause = Readonly<z.infer<typeof causeSchema>>;

export const stageNames = ['resolve', 'install', 'train', 'listen', 'answer', 'predict'] as const;
export type StageName = (typeof stageNames)[number];

/**
 * One step from a list of dependencies to a prediction.
 * `blocked`: an earlier stage stopped it. `skipped`: there was nothing to do, which is not a failure.
 */
export const stageSchema = z.object({
  name: z.enum(stageNames),
  outcome: z.enum(['ok', 'failed', 'blocked', 'skipped']),
  cause: causeSchema.nullable(),
  /** The log line that stopped it, as the program printed it. */
  line: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  peakMemoryBytes: z.number().nonnegative().nullable(),
});
export type Stage = Readonly<z.infer<typeof stageSchema>>;

/** Where a command was read. `takehome.yaml` is the candidate's own declaration; everything else is worked out. */
export const commandSources = [
  'takehome.yaml',
  'dockerfile',
  'compose',
  'procfile',
  'package.json',
  'makefile',
  'readme',
  'app-object',
  'convention',
] as const;

export const commandSchema = z.object({
  /** Passed to `sh -c` in `workdir`. */
  shell: z.string(),
  /** Relative to the submission's root, `.` for the root. */
  workdir: z.string(),
  env: z.record(z.string(), z.string()),
  port: z.int().positive().nullable(),
  source: z.enum(commandSources),
  place: placeSchema.nullable(),
  /** What had to be assumed to get from the place to the command, a phrase each. */
  assumptions: list(z.string()),
});
export type Command = Readonly<z.infer<typeof commandSchema>>;

/** One HTTP request as sent. `body` is text; `bodyBytes` its full length where `body` is cut for keeping. */
export const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  bodyBytes: z.int().nonnegative(),
});
export type HttpRequest = Readonly<z.infer<typeof requestSchema>>;

export const replySchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  /** At most 64 KiB, decoded as UTF-8 with replacement. */
  body: z.string(),
  truncated: z.boolean(),
});
export type HttpReply = Readonly<z.infer<typeof replySchema>>;

/** One request and what came back. `reply` is null when there was none, and `error` says why. */
export const exchangeSchema = z.object({
  request: requestSchema,
  reply: replySchema.nullable(),
  error: z.enum(['refused', 'timed-out', 'too-large', 'protocol', 'closed']).nullable(),
  durationMs: z.number().nonnegative(),
});
export type Exchange = Readonly<z.infer<typeof exchangeSchema>>;

/** A point estimate with its 95 % bootstrap interval. */
export const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = Readonly<z.infer<typeof estimateSchema>>;
