import { z } from 'zod';
import { list, placeSchema, stageSchema } from './common.ts';

export const runtimes = ['python', 'node'] as const;
export type Runtime = (typeof runtimes)[number];
export const runtimeNames: Readonly<Record<Runtime, string>> = { python: 'Python', node: 'Node' };

/** From the declared dependencies to an environment in which commands can run. */
export const environmentSchema = z.object({
  /** What its commands run on. */
  runtime: z.object({
    name: z.enum(runtimes),
    /** As written, e.g. `>=3.10`, `python:3.11-slim` or `lts/*`; null when nothing says. */
    asked: z.string().nullable(),
    askedIn: placeSchema.nullable(),
    /** Version used: minor of Python, e.g. `3.13`; major of Node, e.g. `24`. */
    used: z.string(),
    offered: list(z.string()),
  }),
  declared: z.object({
    kind: z.enum(['requirements', 'pyproject', 'poetry', 'uv-lock', 'conda', 'dockerfile', 'npm', 'none']),
    /** Every file that was read to get the list. */
    files: list(z.string()),
    requirements: list(z.object({ text: z.string(), place: placeSchema, pinned: z.boolean() })),
    /** Lines that are never obeyed: index options, URLs, local paths, includes from outside. */
    blocked: list(z.object({ text: z.string(), place: placeSchema, because: z.string() })),
  }),
  /** The submission's own Dockerfile, built because the operator asked for it; its commands ran in that image. */
  built: z
    .object({
      dockerfile: z.string(),
      /** Images that it is built on. */
      bases: list(z.string()),
      /** Names of the operator's settings that its steps saw. */
      given: list(z.string()),
    })
    .optional(),
  /** What had to be loosened, one step at a time, each because the resolver said so. */
  loosened: list(z.object({ requirement: z.string(), became: z.string().nullable(), because: z.string() })),
  resolve: stageSchema,
  install: stageSchema,
  packages: list(z.object({ name: z.string(), version: z.string() })),
  bytes: z.number().nonnegative(),
  /** What is to be known of how the list was read, and counts against nobody: a sentence each, without its full stop. */
  notes: list(z.string()),
});
export type EnvironmentEvidence = Readonly<z.infer<typeof environmentSchema>>;
