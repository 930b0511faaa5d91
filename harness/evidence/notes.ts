import { z } from 'zod';
import { excerptSchema, list } from './common.ts';

export const topics = [
  'exploration',
  'features',
  'metric-choice',
  'model-comparison',
  'baseline',
  'monitoring',
  'trade-offs',
  'limitations',
  'next-steps',
  'how-to-run',
  'plain-words',
] as const;
export type Topic = (typeof topics)[number];

/** What code that watches a running model does. */
export const watchKinds = [
  'drift',
  'library',
  'prediction-log',
  'metrics',
  'request-log',
  'alert-rules',
  'retraining',
] as const;

/**
 * The submission's own writing. `mention`: a statement or two in passing. `plan`: several statements that say what is
 * watched or decided, and what follows. `implementation`, of monitoring alone: code that does it. Text of the brief and of
 * templates is set aside first; terms in a row, slogans and announcements are kept as `hollow` and make no level.
 */
export const notesSchema = z.object({
  words: z.int().nonnegative(),
  files: list(z.string()),
  /** Share of the writing that is the brief's own text or a template's, 0..1. */
  briefShare: z.number().min(0).max(1),
  /** Where writing begins that is not in English, when much is: what is not found of a topic may stand there. */
  foreign: list(excerptSchema),
  /** Documents that no program here reads, such as slides: what is not found of a topic may stand there. */
  unread: list(z.string()),
  topics: list(
    z.object({
      topic: z.enum(topics),
      level: z.enum(['none', 'mention', 'plan', 'implementation']),
      /** False where the text could be of any system: a person has to say what it is worth. */
      sure: z.boolean(),
      excerpts: list(excerptSchema),
      /** On the topic by its words alone, at most three. */
      hollow: list(excerptSchema),
      /** What a plan on monitoring names: only filled for that topic. */
      names: list(
        z.enum(['drift', 'predictions', 'latency', 'errors', 'outcome', 'threshold', 'action', 'rollout']),
      ),
    }),
  ),
  /** Code that watches the running model: where it is imported, and where it is called or declared. */
  watching: list(
    z.object({
      kind: z.enum(watchKinds),
      tool: z.string().nullable(),
      imported: excerptSchema.nullable(),
      calls: list(excerptSchema),
    }),
  ),
});
export type NotesEvidence = Readonly<z.infer<typeof notesSchema>>;
