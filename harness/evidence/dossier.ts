import { z } from 'zod';
import { behaviourSchema } from './behaviour.ts';
import { careSchema } from './care.ts';
import { claimsSchema } from './claims.ts';
import { codeSchema } from './code.ts';
import { faultSchema, list } from './common.ts';
import { deploymentSchema } from './deployment.ts';
import { environmentSchema } from './environment.ts';
import { holdoutSchema } from './holdout.ts';
import type { evidenceKinds } from './kinds.ts';
import { malformedSchema } from './malformed.ts';
import { methodSchema } from './method.ts';
import { notesSchema } from './notes.ts';
import { repositorySchema } from './repository.ts';
import { serviceSchema } from './service.ts';
import { servingSchema } from './serving.ts';
import { shuffledSchema } from './shuffled.ts';
import { signsSchema } from './signs.ts';
import { testsSchema } from './tests.ts';
import { trackingSchema } from './tracking.ts';
import { trainingSchema } from './training.ts';
import { dossierVersion } from './version.ts';

export const limitsSchema = z.object({
  memoryBytes: z.number().positive(),
  cpus: z.number().positive(),
  diskBytes: z.number().positive(),
  pids: z.int().positive(),
  trainSeconds: z.number().positive(),
  testSeconds: z.number().positive(),
  readySeconds: z.number().positive(),
  requestSeconds: z.number().positive(),
});
export type Limits = Readonly<z.infer<typeof limitsSchema>>;

/** What makes a dossier reusable, and how to get the same again. */
export const headerSchema = z.object({
  schema: z.literal(dossierVersion),
  gatheredAt: z.string(),
  durationMs: z.number().nonnegative(),
  submission: z.object({
    /** Shown name: the last part of the source, or the candidate's id. */
    name: z.string(),
    kind: z.enum(['git', 'folder', 'archive']),
    /** The source as given, without credentials. */
    origin: z.string(),
    ref: z.string().nullable(),
    commit: z.string().nullable(),
    /** SHA-256 over the sorted paths and contents of the files. */
    digest: z.string(),
    /** `https://forge/owner/name/blob/<commit>/`: a path is appended, then `#L<line>`. Null without a known forge. */
    forge: z.string().nullable(),
  }),
  /** Null where a repository was inspected without one. */
  challenge: z
    .object({
      id: z.string(),
      version: z.string(),
      title: z.string(),
      digest: z.string(),
      candidate: z.string(),
      variant: z.string(),
    })
    .nullable(),
  /** `digest`: SHA-256 over the sources that gather. */
  harness: z.object({ version: z.string(), digest: z.string() }),
  /** Null where nothing was run: the files were read, and no more. */
  sandbox: z
    .object({
      kind: z.enum(['docker', 'local']),
      engine: z.string(),
      image: z.string(),
      /** There when the operator asked to have Dockerfiles built, whether or not there was one. */
      dockerfile: z.literal('built').optional(),
      /** Limits that this engine does not enforce, a phrase each. */
      degraded: list(z.string()),
    })
    .nullable(),
  /** Null with the sandbox. */
  limits: limitsSchema.nullable(),
});
export type DossierHeader = Readonly<z.infer<typeof headerSchema>>;

const slot = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('gathered'), value }),
    z.object({ state: z.literal('absent'), fault: faultSchema }),
    z.object({ state: z.literal('not-asked') }),
  ]);

const slots = {
  repository: slot(repositorySchema),
  code: slot(codeSchema),
  environment: slot(environmentSchema),
  training: slot(trainingSchema),
  tests: slot(testsSchema),
  tracking: slot(trackingSchema),
  serving: slot(servingSchema),
  holdout: slot(holdoutSchema),
  malformed: slot(malformedSchema),
  behaviour: slot(behaviourSchema),
  service: slot(serviceSchema),
  signs: slot(signsSchema),
  shuffled: slot(shuffledSchema),
  claims: slot(claimsSchema),
  notes: slot(notesSchema),
  method: slot(methodSchema),
  care: slot(careSchema),
  deployment: slot(deploymentSchema),
} satisfies Record<(typeof evidenceKinds)[number], z.ZodType>;

export const dossierSchema = z.object({ header: headerSchema, ...slots });
