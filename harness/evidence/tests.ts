import { z } from 'zod';
import { commandSchema, executionSchema, list, placeSchema } from './common.ts';

export const testFunctionSchema = z.object({
  name: z.string(),
  place: placeSchema,
  /** Assertions that could fail: `assert True` and comparisons of literals do not count. */
  assertions: z.int().nonnegative(),
  /** Names from the submission's own modules that it reaches, directly or through a fixture or test client. */
  exercises: list(z.string()),
});

/** An own function, and whether a run of the tests reached it: by that run's own account, a claim. */
export const reachedSchema = z.object({ name: z.string(), place: placeSchema, reached: z.boolean() });

/** An edit of ours that breaks one own function, and what the tests made of it: seen from outside, by how the run ended. */
export const mutantSchema = z.object({
  place: placeSchema,
  function: z.string(),
  /** On one line, at most 80 characters each. */
  before: z.string(),
  after: z.string(),
  /** `noticed`: the run failed, or did not end in several times its usual time. `unclear`: stopped by a limit. */
  outcome: z.enum(['noticed', 'survived', 'unclear']),
  /** Whether the tests reach the function, by their own account. */
  reached: z.boolean().nullable(),
});

export const mutantsSchema = z.object({
  tried: list(mutantSchema),
  /** The same places edited so that nothing changes: tests that fail then notice an edit and no mistake. */
  control: z.enum(['passed', 'failed', 'not-run']),
  /**
   * Why none was tried. `not-passing`: there was no passing run to compare with. `hidden`: planted failures did not show.
   * `too-slow`, `too-big`: more than is spent on it, in time or in files that training left.
   */
  because: z.enum(['not-passing', 'hidden', 'too-slow', 'too-big', 'nothing-to-change']).nullable(),
});

/** Tests as read from the files, and as run. What the run prints is a claim; the canaries and the counts cross-check it. */
export const testsSchema = z.object({
  framework: z.enum(['pytest', 'unittest', 'node', 'vitest', 'jest', 'other', 'none']),
  functions: list(testFunctionSchema),
  /** Files named or placed like tests that hold no test. */
  hollow: list(placeSchema),
  /** There where the tests were read and, on purpose, not run. */
  notAsked: z.literal(true).exactOptional(),
  command: commandSchema.nullable(),
  execution: executionSchema.nullable(),
  /** Counts from the JUnit file that the run wrote, canaries taken out. Null: no readable file. */
  claimed: z.object({ passed: z.int(), failed: z.int(), errors: z.int(), skipped: z.int() }).nullable(),
  /**
   * One canary must pass and two must fail. `tripped`: a failure did not show, so the claim is worth nothing. `forged`: the results
   * name as passed a test that cannot pass.
   */
  canaries: z.enum(['held', 'tripped', 'forged', 'not-run']),
  /** Own functions that the run reached, at most 500, and the number of own lines where they are counted. Null: not told. */
  coverage: z.object({ functions: list(reachedSchema), lines: z.int().nonnegative().nullable() }).nullable(),
  mutants: mutantsSchema,
});
export type MutantsEvidence = Readonly<z.infer<typeof mutantsSchema>>;
export type TestsEvidence = Readonly<z.infer<typeof testsSchema>>;
