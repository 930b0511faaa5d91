import { z } from 'zod';
import { exchangeSchema, list, stageNames } from './common.ts';

/** Requests that no service should accept, and what came back. */
export const malformedSchema = z.object({
  /** The stage that kept the endpoint from being asked; null when it was asked. */
  notAsked: z.enum(stageNames).nullable(),
  probes: list(
    z.object({
      id: z.string(),
      title: z.string(),
      exchange: exchangeSchema,
      /** Statuses that count as a refusal for this probe. */
      accepts: list(z.int()),
      refused: z.boolean(),
      /** The field at fault, where one is, and whether the reply names it. */
      field: z.string().nullable(),
      namesField: z.boolean().nullable(),
      leaksTrace: z.boolean(),
      /** Whether a good row was answered right afterwards. */
      healthyAfter: z.boolean(),
    }),
  ),
});
export type MalformedEvidence = Readonly<z.infer<typeof malformedSchema>>;
