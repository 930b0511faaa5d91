import { z } from 'zod';
import { pairSchema } from './evidence/behaviour.ts';
import { excerptSchema, exchangeSchema, faultSchema, list, placeSchema } from './evidence/common.ts';
import { headerSchema } from './evidence/dossier.ts';
import { evidenceKinds } from './evidence/kinds.ts';
import type { Grade } from './types.ts';

const boundsSchema = z
  .object({ low: z.number(), high: z.number() })
  .describe('Open items count 0 in low, 1 in high.');

const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scored'), score: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('not-applicable'), because: z.string() }),
  z.object({ kind: z.literal('needs-human'), question: z.string() }),
  z.object({ kind: z.literal('faulted'), fault: faultSchema }),
]);

const placeDetail = { kind: z.literal('place'), note: z.string().exactOptional() };

const detailSchema = z.union([
  excerptSchema.extend(placeDetail),
  placeSchema.extend(placeDetail),
  z.object({
    kind: z.literal('exchange'),
    title: z.string(),
    exchange: exchangeSchema,
    expected: z.string(),
    held: z.boolean(),
  }),
  pairSchema.extend({ kind: z.literal('pair'), title: z.string(), expected: z.string() }),
  z.object({
    kind: z.literal('number'),
    label: z.string(),
    value: z.number(),
    low: z.number().exactOptional(),
    high: z.number().exactOptional(),
    unit: z.enum(['share', 'ms', 's', 'bytes', '']),
    against: list(z.object({ label: z.string(), value: z.number() })).exactOptional(),
  }),
  z.object({ kind: z.literal('log'), title: z.string(), text: z.string() }),
  z.object({ kind: z.literal('table'), columns: list(z.string()), rows: list(list(z.string())) }),
  z.object({
    kind: z.literal('looked-for'),
    what: z.string(),
    where: z.string(),
    page: z.string().exactOptional(),
  }),
]);

export const overrideSchema = z.strictObject({
  check: z.string(),
  score: z.number().min(0).max(1).describe('0..1'),
  reason: z.string().min(1),
  by: z.string().min(1),
  date: z.iso.date(),
});

const findingSchema = z.object({
  check: z.string(),
  criterion: z.string(),
  verdict: verdictSchema,
  summary: z.string(),
  details: list(detailSchema),
  asks: z.string(),
  why: z.string(),
  remedy: z.string(),
  followUp: z
    .object({
      question: z.string(),
      goodAnswer: z.string(),
      particular: z
        .literal(true)
        .exactOptional()
        .describe('Asked because of what was found in this submission, whatever it costs.'),
    })
    .nullable(),
  points: boundsSchema.extend({ possible: z.number() }).describe('Of 100, unrounded.'),
  override: overrideSchema.nullable(),
});

/** `grade.json`. Scores of the whole and of criteria are 0..100 with one decimal. */
export const gradeSchema: z.ZodType<Grade> = z.object({
  schema: z.literal('takehome/grade@3'),
  submission: headerSchema.shape.submission,
  challenge: headerSchema.shape.challenge,
  rubric: z.object({ id: z.string(), version: z.string(), title: z.string(), digest: z.string() }),
  score: boundsSchema,
  bar: z.object({ failUnder: z.number(), met: z.enum(['yes', 'no', 'open']) }).nullable(),
  criteria: list(
    z.object({
      id: z.string(),
      title: z.string(),
      weight: z.number(),
      score: boundsSchema.nullable(),
      voidedBy: z.string().nullable(),
    }),
  ),
  findings: list(findingSchema),
  faults: list(faultSchema.extend({ evidence: z.enum(evidenceKinds) })),
  flags: list(z.object({ check: z.string(), summary: z.string() })),
  report: z.string().nullable(),
});
