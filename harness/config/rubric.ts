import { createHash } from 'node:crypto';
import { z } from 'zod';
import { loadYaml, type Source } from './read.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and dashes');

/** `check` is what may stand for the name of a check. */
function schemaWith(check: z.ZodType<string>) {
  const weighted = z.strictObject({ id: check, weight: z.number().positive().default(1) });
  const criterion = z.strictObject({
    id,
    title: z.string(),
    /** Relative to the other criteria; the usual rubric adds up to 100. */
    weight: z.number().positive(),
    /** Integrity checks without which nothing measured here can be believed: an integrity flag on one of them leaves no points. */
    countsOnlyWith: z.array(check).exactOptional(),
    checks: z.array(weighted).min(1),
  });
  return z.strictObject({
    id,
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'use major.minor.patch'),
    title: z.string(),
    criteria: z.array(criterion).min(1),
  });
}

type Rubric = Readonly<z.infer<ReturnType<typeof schemaWith>>>;

/**
 * `rubrics/<id>.yaml`: which checks count, in which groups, for how much. A mistyped name of a check is pointed at, and
 * editors complete it.
 */
export function rubricSchemaFor(knownChecks: readonly string[]) {
  return schemaWith(z.enum(knownChecks)).superRefine(namedOnce).superRefine(reliesOnJudged);
}

/** A rubric as read, with the SHA-256 of what it says: comments and layout do not change it. */
export type LoadedRubric = Rubric & { readonly digest: string };

/** Throws `HarnessError` CONFIG_INVALID with every mistake, unknown and repeated names included. */
export function loadRubric(source: Source, knownChecks: readonly string[]): LoadedRubric {
  const rubric = loadYaml(rubricSchemaFor(knownChecks), source);
  return { ...rubric, digest: createHash('sha256').update(JSON.stringify(rubric)).digest('hex') };
}

function namedOnce({ criteria }: Rubric, context: z.core.$RefinementCtx): void {
  const names = criteria.flatMap((criterion, at) => [
    { name: `criterion ${criterion.id}`, path: ['criteria', at, 'id'] },
    ...criterion.checks.map(({ id: check }, number) => ({
      name: check,
      path: ['criteria', at, 'checks', number, 'id'],
    })),
  ]);
  const seen = new Set<string>();
  for (const { name, path } of names) {
    if (seen.has(name))
      context.addIssue({ code: 'custom', path, message: 'named a second time', input: name });
    seen.add(name);
  }
}

/** What no criterion weighs is not judged, and could never be flagged. */
function reliesOnJudged({ criteria }: Rubric, context: z.core.$RefinementCtx): void {
  const weighed = new Set(criteria.flatMap(({ checks }) => checks.map((check) => check.id)));
  for (const [at, { countsOnlyWith = [] }] of criteria.entries())
    for (const [number, input] of countsOnlyWith.entries())
      if (!weighed.has(input))
        context.addIssue({
          code: 'custom',
          path: ['criteria', at, 'countsOnlyWith', number],
          message: 'is weighed by no criterion of this rubric',
          input,
        });
}
