import { z } from 'zod';
import { list, placeSchema, stageSchema } from './common.ts';

/** From the declared dependencies to an environment in which commands can run. */
export const environmentSchema = z.object({
  python: z.object({
    /** As written, e.g. `>=3.10` or `python:3.11-slim`; null when nothing says. */
    asked: z.string().nullable(),
    askedIn: placeSchema.nullable(),
    /** Minor version used, e.g. `3.13`. */
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
});
export type EnvironmentEvidence = Readonly<z.infer<typeof environmentSchema>>;
