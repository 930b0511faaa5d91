import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { loadYaml, type Source } from './read.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and dashes');

const names = {
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'use major.minor.patch'),
  title: z.string(),
};

/** `check` is what may stand for the name of a check. */
function partsWith(check: z.ZodType<string>) {
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
  const { title, weight, checks } = criterion.shape;
  const over = criterion.extend({
    title: title.exactOptional(),
    weight: weight.exactOptional(),
    checks: checks.exactOptional(),
  });
  return {
    whole: z.strictObject({ ...names, criteria: z.array(criterion).min(1) }),
    over: z.strictObject({
      ...names,
      /** Id of the rubric that this one is laid over, or a file beside this one. */
      extends: z.string().min(1),
      /** Criteria and checks of that rubric that are left out. */
      without: z.array(z.union([id, check])).default([]),
      /** One that the other rubric has: what is said here counts instead, and its checks are added or weighed anew. */
      criteria: z.array(over).default([]),
    }),
  };
}

type Parts = ReturnType<typeof partsWith>;
type Rubric = Readonly<z.infer<Parts['whole']>>;
type Over = Readonly<z.infer<Parts['over']>>;
type Criterion = Rubric['criteria'][number];

/**
 * `rubrics/<id>.yaml`: which checks count, in which groups, for how much. A mistyped name of a check is pointed at, and
 * editors complete it.
 */
export function rubricSchemaFor(knownChecks: readonly string[]) {
  return z.union([wholeSchema(knownChecks), overSchema(knownChecks)]);
}

function wholeSchema(knownChecks: readonly string[]) {
  return partsWith(z.enum(knownChecks)).whole.superRefine(namedOnce).superRefine(reliesOnJudged);
}

function overSchema(knownChecks: readonly string[]) {
  return partsWith(z.enum(knownChecks)).over.superRefine(namedOnce);
}

/** A rubric as read, with the SHA-256 of what it says: comments and layout do not change it. */
export type LoadedRubric = Rubric & { readonly digest: string };

/** What a rubric says it is laid over; null for one that stands alone. */
export function baseOf({ text }: Source): string | null {
  return /^extends:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] ?? null;
}

/** Throws `HarnessError` CONFIG_INVALID with every mistake, unknown and repeated names included. */
export function loadRubric(source: Source, knownChecks: readonly string[]): LoadedRubric {
  return digested(loadYaml(wholeSchema(knownChecks), source));
}

type Laying = { readonly base: LoadedRubric; readonly knownChecks: readonly string[] };

/** A rubric with `extends`, laid over the one that it names. Throws the same. */
export function loadRubricOver(source: Source, { base, knownChecks }: Laying): LoadedRubric {
  const over = loadYaml(overSchema(knownChecks), source);
  const unknown = unknownIn(over, base);
  if (unknown.length > 0)
    throw invalid(`${source.file}: ${base.id} has neither criterion nor check ${unknown.join(', ')}.`);
  const laid = wholeSchema(knownChecks).safeParse(laidOver(base, over));
  if (laid.success) return digested(laid.data);
  const [issue] = laid.error.issues;
  throw invalid(
    `${source.file}: laid over ${base.id}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

function invalid(message: string): HarnessError {
  const hint = 'docs/rubric-author.md says how one rubric extends another.';
  return new HarnessError({ code: 'CONFIG_INVALID', message, hint });
}

function digested(rubric: Rubric): LoadedRubric {
  return { ...rubric, digest: createHash('sha256').update(JSON.stringify(rubric)).digest('hex') };
}

function unknownIn({ without }: Over, { criteria }: Rubric): readonly string[] {
  const known = new Set(
    criteria.flatMap((criterion) => [criterion.id, ...criterion.checks.map((check) => check.id)]),
  );
  return without.filter((name) => !known.has(name));
}

/** A check named by the upper rubric leaves the criterion that it stood in below. A criterion left without checks goes. */
function laidOver(base: Rubric, over: Over) {
  const { extends: _, without, criteria, ...said } = over;
  const gone = new Set<string>(without);
  const moved = new Map(criteria.flatMap(({ id, checks = [] }) => checks.map((check) => [check.id, id])));
  const kept = base.criteria
    .filter((criterion) => !gone.has(criterion.id))
    .map((criterion) => ({
      ...criterion,
      checks: criterion.checks.filter(
        (check) => !gone.has(check.id) && (moved.get(check.id) ?? criterion.id) === criterion.id,
      ),
    }))
    .map((criterion) =>
      joined(
        criterion,
        criteria.find(({ id }) => id === criterion.id),
      ),
    )
    .filter(({ checks }) => checks.length > 0);
  const own = criteria.filter(({ id }) => !base.criteria.some((criterion) => criterion.id === id));
  return { ...said, criteria: [...kept, ...own] };
}

function joined(below: Criterion, above: Over['criteria'][number] | undefined): Criterion {
  if (!above) return below;
  const { checks = [], ...said } = above;
  const anew = new Map(checks.map((check) => [check.id, check]));
  const known = new Set(below.checks.map((check) => check.id));
  return {
    ...below,
    ...said,
    checks: [
      ...below.checks.map((check) => anew.get(check.id) ?? check),
      ...checks.filter((check) => !known.has(check.id)),
    ],
  };
}

type Named = { readonly criteria: readonly Pick<Over['criteria'][number], 'id' | 'checks'>[] };

function namedOnce({ criteria }: Named, context: z.core.$RefinementCtx): void {
  const all = criteria.flatMap((criterion, at) => [
    { name: `criterion ${criterion.id}`, path: ['criteria', at, 'id'] },
    ...(criterion.checks ?? []).map(({ id: check }, number) => ({
      name: check,
      path: ['criteria', at, 'checks', number, 'id'],
    })),
  ]);
  const seen = new Set<string>();
  for (const { name, path } of all) {
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
