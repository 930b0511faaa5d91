import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and dashes');

const columnSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['identifier', 'number', 'money', 'category', 'date', 'boolean', 'text']),
  /** `leaking`: filled in only after the outcome. `personal`: should not become a feature. */
  role: z.enum(['feature', 'identifier', 'leaking', 'personal', 'target']).default('feature'),
  meaning: z.string(),
});

const relationSchema = z.discriminatedUnion('relation', [
  z.strictObject({ relation: z.literal('same'), tolerance: z.number().min(0).max(1).default(0.01) }),
  /** A usable answer, whatever it says. */
  z.strictObject({ relation: z.literal('answered') }),
  /** Both answered, and no further apart than `most`. */
  z.strictObject({ relation: z.literal('bounded'), most: z.number().min(0).max(1) }),
]);

/** How a defect is asked about over HTTP. Pairs come from the ledger, so a challenge declares and writes no request. */
const probeSchema = z.discriminatedUnion('kind', [
  /** A row with the values before the defect struck, and as it was drawn. */
  z.strictObject({ kind: z.literal('rewrite'), expect: relationSchema }),
  /** A row, and the same row with another row's values in the defect's columns. */
  z.strictObject({ kind: z.literal('swap'), expect: relationSchema }),
  /** A row alone, and the same row twice in one request. */
  z.strictObject({ kind: z.literal('repeat'), expect: relationSchema }),
  /** Rows whose label was flipped: ROC AUC against the true label; what repeats wrong labels falls under a half. */
  z.strictObject({ kind: z.literal('label-noise') }),
  /** Mean prediction over share of positives, on the holdout: few positives must not become many. */
  z.strictObject({
    kind: z.literal('rate'),
    between: z.tuple([z.number().positive(), z.number().positive()]),
  }),
  /** Average precision of the late half of the holdout over that of the early half: no less than this share. */
  z.strictObject({ kind: z.literal('periods'), atLeast: z.number().min(0).max(1) }),
]);
export type DefectProbe = Readonly<z.infer<typeof probeSchema>>;

/** How one declared kind of mess strikes, for the ledger, the brief's author and the probes. */
const defectSchema = z.strictObject({
  id,
  title: z.string(),
  columns: z.array(z.string()),
  /** Share of rows struck, 0..1. */
  share: z.number().min(0).max(1),
  /** Empty: nothing about it can be asked of an endpoint. */
  probes: z.array(probeSchema).default([]),
});

/** `challenge.yaml`: what candidates are asked to do, apart from the words of the brief. */
export const challengeSchema = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'use major.minor.patch'),
  title: z.string(),
  /** In words, as the brief says it; one amount of hours or minutes in it is held against the history. */
  timeBox: z.string(),
  rubric: id,
  data: z.strictObject({ train: z.string(), dictionary: z.string(), rows: z.int().positive() }),
  columns: z.array(columnSchema).min(2),
  defects: z.array(defectSchema),
  serving: z.strictObject({
    method: z.string(),
    path: z.string().startsWith('/'),
    health: z.string().startsWith('/'),
    requestKey: z.string(),
    replyKey: z.string(),
    probabilityKey: z.string(),
    port: z.int().positive(),
  }),
  holdout: z.strictObject({
    rows: z.int().positive(),
    /** Rows sent in one request. */
    batch: z.int().positive(),
    /** Column of the one-rule baseline, and the reference whose stored standing is compared with. */
    baselineColumns: z.array(z.string()).min(1).max(2),
    reference: id,
    /** Column that orders the holdout in time, for drift; values sort as text. */
    timeColumn: z.string().nullable().default(null),
  }),
  limits: z.strictObject({
    memoryMiB: z.int().positive(),
    cpus: z.number().positive(),
    diskMiB: z.int().positive(),
    pids: z.int().positive(),
    trainSeconds: z.int().positive(),
    testSeconds: z.int().positive(),
    readySeconds: z.int().positive(),
    requestSeconds: z.int().positive(),
  }),
  /** The ladder, best first. Two names in one entry stand on the same rung. */
  references: z.array(z.array(id).min(1)),
});
export type ChallengeConfig = Readonly<z.infer<typeof challengeSchema>>;

/** One entry of `exchanges.yaml`: a request that no service should take for a good one. */
const malformedExchangeSchema = z.strictObject({
  id,
  title: z.string(),
  send: z.discriminatedUnion('kind', [
    /** The body as it stands. */
    z.strictObject({
      kind: z.literal('raw'),
      body: z.string(),
      contentType: z.string().default('application/json'),
    }),
    /** A good row, changed, wrapped as the service understands. */
    z.strictObject({
      kind: z.literal('row'),
      set: z.record(z.string(), z.json()).default({}),
      remove: z.array(z.string()).default([]),
    }),
    /** So many good rows: 0 is an empty batch. */
    z.strictObject({ kind: z.literal('rows'), count: z.int().nonnegative() }),
    /** A good request with another verb. */
    z.strictObject({ kind: z.literal('verb'), method: z.string() }),
    /** A good body under another content type. */
    z.strictObject({ kind: z.literal('content-type'), contentType: z.string() }),
    /** One text field so large that the body has this many bytes. */
    z.strictObject({ kind: z.literal('huge'), bytes: z.int().positive() }),
    /** Lists in lists, so deep. */
    z.strictObject({ kind: z.literal('nested'), depth: z.int().positive() }),
  ]),
  /** Statuses that count as a refusal here. */
  accepts: z.array(z.int().min(100).max(599)).min(1),
  /** The field that a good message names. */
  field: z.string().nullable().default(null),
});
export const exchangesSchema = z.strictObject({ malformed: z.array(malformedExchangeSchema).min(1) });
export type MalformedExchange = Readonly<z.infer<typeof malformedExchangeSchema>>;
