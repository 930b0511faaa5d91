import { z } from 'zod';
import { commandSchema, executionSchema, list, placeSchema, stageSchema } from './common.ts';

/** The train command, run without a network, and where the model that is served comes from. */
export const trainingSchema = z.object({
  command: commandSchema.nullable(),
  execution: executionSchema.nullable(),
  stage: stageSchema,
  /** Model-like files before and after training; `changed` when training wrote or rewrote it. */
  models: list(
    z.object({ path: z.string(), bytes: z.number(), committed: z.boolean(), changed: z.boolean() }),
  ),
  /** Names a hub, LFS pointer or tracking server that the model is read from. */
  elsewhere: list(z.object({ where: z.string(), place: placeSchema })),
});
export type TrainingEvidence = Readonly<z.infer<typeof trainingSchema>>;
