import { z } from 'zod';
import { excerptSchema, list } from './common.ts';

export const topics = [
  'exploration',
  'features',
  'metric-choice',
  'model-comparison',
  'monitoring',
  'trade-offs',
  'limitations',
  'next-steps',
  'how-to-run',
] as const;
export type Topic = (typeof topics)[number];

/**
 * The submission's own writing. `mention`: a word or a heading in passing. `plan`: several sentences that say what is
 * watched or decided, and what follows. Text of the brief is set aside first.
 */
export const notesSchema = z.object({
  words: z.int().nonnegative(),
  files: list(z.string()),
  /** Share of the writing that is the brief's own text, 0..1. */
  briefShare: z.number().min(0).max(1),
  topics: list(
    z.object({
      topic: z.enum(topics),
      level: z.enum(['none', 'mention', 'plan']),
      excerpts: list(excerptSchema),
      /** What a plan on monitoring names: only filled for that topic. */
      names: list(
        z.enum(['drift', 'predictions', 'latency', 'errors', 'outcome', 'threshold', 'action', 'rollout']),
      ),
    }),
  ),
});
export type NotesEvidence = Readonly<z.infer<typeof notesSchema>>;
