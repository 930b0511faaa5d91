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

/**
 * What a commit is to the spread of the work. `own` counts. Left out: merges, robots, what others committed `before` the
 * submission's author did anything, and dates that cannot be: none, later than the reading, earlier than git itself.
 */
export const commitParts = ['own', 'merge', 'robot', 'before', 'undated', 'future', 'ancient'] as const;

export const commitSchema = z.object({
  id: z.string(),
  author: z.string(),
  /** ISO 8601, or null where git holds no usable date. */
  date: z.string().nullable(),
  subject: z.string(),
  filesChanged: z.int().nonnegative(),
  part: z.enum(commitParts),
});

/**
 * When the work was done, as the dates of own commits tell. Whoever commits can set them freely: something to ask about,
 * never a reason for points.
 */
export const workSchema = z.object({
  /** In the challenge's words; `hours` is null where they name none. Null without a challenge. */
  timeBox: z
    .object({
      text: z.string(),
      hours: z.object({ least: z.number().positive(), most: z.number().positive() }).nullable(),
    })
    .nullable(),
  /** Oldest first. A pause of more than two hours between commits ends a session. */
  sessions: list(z.object({ from: z.string(), to: z.string(), commits: z.int().positive() })),
  /** `span`: first to last commit. `within`: sessions without the pauses between them, so the least that was worked. */
  hours: z.object({ span: z.number().nonnegative(), within: z.number().nonnegative() }),
  /** Own commits dated before one that stands earlier in the history, as a rebase, a merged branch or a reset clock leaves. */
  backwards: z.int().nonnegative(),
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
  /**
   * Code and writing that came with the task and is as it came: the task names it as handed over, or whoever committed the
   * task committed it. `told` is where the task says so, or begins. What is only named has no history to tell whether it
   * was changed, and counts as the submission's.
   */
  supplied: list(
    z.object({ path: z.string(), because: z.enum(['named', 'with-task', 'only-named']), told: placeSchema }),
  ),
  /** Newest first, at most 200; `commitCount` counts all. Null history: not a git repository. */
  commits: list(commitSchema),
  commitCount: z.int().nonnegative().nullable(),
  /** Null with the history. */
  work: workSchema.nullable(),
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
