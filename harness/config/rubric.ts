import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and dashes');

/** `rubrics/<id>.yaml`: which checks count, in which groups, for how much. */
export const rubricSchema = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'use major.minor.patch'),
  title: z.string(),
  criteria: z
    .array(
      z.strictObject({
        id,
        title: z.string(),
        /** Relative to the other criteria; the usual rubric adds up to 100. */
        weight: z.number().positive(),
        checks: z.array(z.strictObject({ id, weight: z.number().positive().default(1) })).min(1),
      }),
    )
    .min(1),
});
export type Rubric = Readonly<z.infer<typeof rubricSchema>>;

/** A rubric as read, with the SHA-256 of what it says: comments and layout do not change it. */
export type LoadedRubric = Rubric & { readonly digest: string };
