import { z } from 'zod';
import { excerptSchema, list, placeSchema } from './common.ts';

const amount = z.int().nonnegative();
const part = z.object({ files: amount, statements: amount });
const named = z.object({ name: z.string(), place: placeSchema });
const sized = named.extend({ lines: amount });

/** How a submission's own code is built, from its files. Tests are left out of everything but `parts.tests`. */
export const codeSchema = z.object({
  /** Own code by language: files, and lines as they lie on disk. */
  languages: list(
    z.object({
      language: z.enum(['python', 'notebook', 'typescript', 'javascript']),
      files: amount,
      lines: amount,
    }),
  ),
  /** Files that are not the submission's own work, by where they come from. */
  setAside: z.object({ supplied: amount, vendored: amount, generated: amount }),
  /**
   * Statements, imports and docstrings left out. `modules` are imported by other files or served, `scripts` are started.
   */
  parts: z.object({ modules: part, scripts: part, notebooks: part, tests: part }),
  /** Statements that another file can import: all of a module's, and those in functions and classes of scripts that may be imported. */
  importable: amount,
  /** There where importing a script starts what it does: statements in its functions, and a line that would run. */
  behindWork: z.object({ statements: amount, lines: list(excerptSchema) }).exactOptional(),
  /** Where the code starts: `main` blocks, console scripts that are declared, applications. */
  entryPoints: list(named.extend({ kind: z.enum(['main', 'console-script', 'application']) })),
  /** Functions and methods outside notebooks. */
  functions: z.object({
    total: amount,
    annotated: amount,
    /** There where some are in plain JavaScript without types: how many are not. */
    annotatable: amount.exactOptional(),
    /** Those in files whose rules are known, which `complex` is asked of. */
    ruled: z.object({ total: amount, lines: amount }),
    /** The first twenty without an annotation. */
    bare: list(named),
    longest: sized.nullable(),
    /** Public functions of five lines and more, which are worth a sentence. */
    telling: z.object({ total: amount, documented: amount, silent: list(named) }),
    /** Functions with more than ten paths through them, the most complex first. */
    complex: list(sized.extend({ complexity: amount })),
  }),
  /** What is there and does nothing: outside notebooks. */
  unused: z.object({
    imports: z.object({ total: amount, unused: list(excerptSchema) }),
    variables: list(excerptSchema),
    /** Functions that no file names, code or configuration. */
    functions: z.object({ total: amount, unnamed: list(named) }),
    /** Blocks of code in comments. */
    commentedOut: list(excerptSchema),
  }),
  /** Runs of at least five statements that stand twice; `repeated` counts those of second copies. */
  duplicates: z.object({
    statements: amount,
    repeated: amount,
    blocks: list(
      z.object({
        between: z.enum(['modules', 'notebooks', 'module-and-notebook']),
        statements: amount,
        first: placeSchema,
        again: placeSchema,
      }),
    ),
  }),
  /** What code says while it runs inside something else: printed in modules, logged anywhere. */
  reporting: z.object({
    printed: list(excerptSchema),
    printedCount: amount,
    logged: list(excerptSchema),
    loggedCount: amount,
  }),
  /** Handlers of exceptions; `swallowed` catch everything and neither raise, log nor pass on what they caught. */
  handlers: z.object({ total: amount, swallowed: list(excerptSchema) }),
  /** `functions`: in Python, in files whose rules are known. */
  state: z.object({
    functions: amount,
    rebound: list(excerptSchema),
    mutableDefaults: list(excerptSchema),
  }),
  /** Absolute paths that only the author's machine has. */
  machinePaths: list(excerptSchema),
  /** Python files whose rules could not be asked, so that what rests on rules does not count them. */
  unruled: list(z.string()),
});
export type CodeEvidence = Readonly<z.infer<typeof codeSchema>>;
