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
});
export type TestsEvidence = Readonly<z.infer<typeof testsSchema>>;
