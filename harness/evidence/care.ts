import { z } from 'zod';
import { excerptSchema, list, placeSchema } from './common.ts';

/** What should not be in a repository, and what should: read from files alone. */
export const careSchema = z.object({
  secrets: z.object({
    /** Keys, tokens and passwords of its own files. No text of theirs is here: `masked` has their first characters and length. */
    found: list(
      excerptSchema.extend({
        kind: z.string(),
        masked: z.string(),
        /** Easily guessed: it may as well open nothing. */
        weak: z.literal(true).exactOptional(),
      }),
    ),
    /** Files that were looked into. */
    files: z.int().nonnegative(),
  }),
  /** Data and models of its own; bytes. */
  data: z.object({
    files: z.int().nonnegative(),
    bytes: z.number().nonnegative(),
    /** Largest first, at most 20, of 1 MiB and more. `bytes` is null where a file was too big to be taken in. */
    large: list(
      z.object({
        path: z.string(),
        bytes: z.number().nonnegative().nullable(),
        kind: z.enum(['data', 'model', 'other']),
      }),
    ),
  }),
  /** What a program leaves behind, by folder or name: one entry a kind, with one of its files. */
  leftovers: list(
    z.object({
      what: z.enum([
        'byte code',
        'virtual environment',
        'installed packages',
        'notebook checkpoints',
        'tool cache',
        'tracking store',
        'build output',
        'desktop files',
        'editor settings',
      ]),
      path: z.string(),
      files: z.int().positive(),
    }),
  ),
  gitignore: placeSchema.nullable(),
  licence: z
    .object({ place: placeSchema, from: z.enum(['file', 'metadata', 'readme']), says: z.string() })
    .nullable(),
});
export type CareEvidence = Readonly<z.infer<typeof careSchema>>;
