import { z } from 'zod';
import { excerptSchema, list, placeSchema } from './common.ts';

/** What a step of a CI configuration is for, by the program that it starts. */
export const stepAims = ['test', 'lint', 'build', 'train', 'deploy', 'other'] as const;

export const practices = [
  'base image has a version',
  'what it copies is there',
  'dependencies before sources',
  'start command in exec form',
  'ignore file for the build',
  'health check',
  'no secret in ARG or ENV',
  'no secret copied in',
  'what it starts is copied',
] as const;

/** How the submission would be built, checked and started elsewhere: read from files alone. */
export const deploymentSchema = z.object({
  dockerfiles: list(
    z.object({
      place: placeSchema,
      /** As FROM names it, its arguments filled in; the last stage's. */
      image: z.string(),
      /** An image of something that stands beside the service, e.g. a database. */
      beside: z.boolean(),
      /** Who its command runs as. `unstated` where neither the file nor a known image says. */
      user: z.object({ is: z.enum(['ordinary', 'root', 'unstated']), place: placeSchema }),
      /** Those that apply to it, each with the line that shows it or that it is missing from. */
      practices: list(z.object({ practice: z.enum(practices), holds: z.boolean(), shown: excerptSchema })),
    }),
  ),
  compose: list(placeSchema),
  ci: list(
    z.object({
      place: placeSchema,
      service: z.string(),
      /** What sets it off: a change, only a person, or nothing that happens here. */
      starts: z.enum(['change', 'person', 'never']),
      /** Where its runs are listed, worked out from the repository's address; null where that does not tell. */
      page: z.string().nullable(),
      steps: list(
        excerptSchema.extend({
          aims: list(z.enum(stepAims)),
          /** Why its failure would change nothing, as written; null where it stops the run. */
          harmless: z.string().nullable(),
          /** There where it starts a runner of tests and no file holds one. */
          idle: z.literal(true).exactOptional(),
        }),
      ),
    }),
  ),
  /** The list of dependencies that the service is installed from, read without installing it. */
  dependencies: z.object({
    files: list(z.string()),
    lock: placeSchema.nullable(),
    requirements: list(excerptSchema.extend({ pinned: z.boolean() })),
    /** All lists of its own together, those for tests and development left out. */
    everywhere: z.object({
      pinned: z.int().nonnegative(),
      total: z.int().nonnegative(),
      lock: placeSchema.nullable(),
    }),
  }),
  /** There where the writing names a target of make, or links a file, that is not among what was handed in. */
  missing: list(excerptSchema.extend({ kind: z.enum(['target', 'file']), name: z.string() })).exactOptional(),
  /** Prediction interfaces and other services, the likeliest first, each with the line that makes or starts it. */
  serving: list(excerptSchema.extend({ framework: z.string() })),
});
export type DeploymentEvidence = Readonly<z.infer<typeof deploymentSchema>>;
