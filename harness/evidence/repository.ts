import { z } from 'zod';
import { excerptSchema, list, placeSchema } from './common.ts';

export const fileSchema = z.object({
  path: z.string(),
  bytes: z.int().nonnegative(),
  lines: z.int().nonnegative().nullable(),
  kind: z.enum([
    'python',
    'notebook',
    'typescript',
    'javascript',
    'markdown',
    'config',
    'data',
    'model',
    'other',
  ]),
  /** `supplied`: came with the brief. `vendored` and `generated` files are set aside by every detector. */
  origin: z.enum(['own', 'vendored', 'generated', 'supplied']),
});

export const commitSchema = z.object({
  id: z.string(),
  author: z.string(),
  /** ISO 8601, or null where git holds no usable date. */
  date: z.string().nullable(),
  subject: z.string(),
  filesChanged: z.int().nonnegative(),
});

/** What was handed in, as files and history. */
export const repositorySchema = z.object({
  files: list(fileSchema),
  /** Entries that were not read, and why: links, special files, sizes over the limit, submodules. */
  leftOut: list(
    z.object({
      path: z.string(),
      because: z.enum(['link', 'special', 'too-big', 'submodule', 'unsafe-name', 'dependencies']),
    }),
  ),
  /** Newest first, at most 200; `commitCount` counts all. Null history: not a git repository. */
  commits: list(commitSchema),
  commitCount: z.int().nonnegative().nullable(),
  readme: placeSchema.nullable(),
  manifest: z.object({
    /** takehome.yaml as found: null when there is none. */
    place: placeSchema.nullable(),
    problems: list(z.string()),
  }),
  dockerfiles: list(placeSchema),
  ci: list(placeSchema),
  gitignore: z.boolean(),
  /** Where a target-leaking column, as the challenge names it, is dropped or used as a feature. */
  leakingColumn: z.object({
    column: z.string().nullable(),
    dropped: list(excerptSchema),
    used: list(excerptSchema),
  }),
  /** Fixed seeds: `random_state=`, `np.random.seed(...)` and kin, in own code. */
  seeds: list(excerptSchema),
  /** Distinct estimators constructed in own code, with one place each. */
  estimators: list(z.object({ name: z.string(), place: placeSchema })),
  /** Metric functions called in own code. */
  metrics: list(z.object({ name: z.string(), place: placeSchema })),
});
export type RepositoryEvidence = Readonly<z.infer<typeof repositorySchema>>;
