import { createHash } from 'node:crypto';
import { chooseCommands } from '../start/choose.ts';
import { readDeclared } from './declared.ts';
import { type Limit, readLimits } from './limits.ts';
import type { Lists } from './loosen.ts';
import type { PythonInput } from './python-version.ts';
import { formatRequirement } from './requirement.ts';
import type { Declared, DeclaredRequirement } from './types.ts';
import { readWanted, type Wanted } from './wanted.ts';

/** Raise when the same list would be built otherwise: layers of the old policy are then left alone. */
const policy = 'environment@4';

/** What is to be installed, before a Python version is settled. */
export type Plan = {
  readonly declared: Declared;
  readonly wanted: readonly Wanted[];
  /** Limits that the list leaves out, held as constraints of `lists`. */
  readonly limits: readonly Limit[];
  readonly lists: Lists;
  readonly candidates: readonly string[];
};

/** The most detailed statement of one name stands, in the order of names: the order of lines changes nothing. */
const sorted = (list: readonly DeclaredRequirement[]): Lists['requirements'] => {
  const distinct = new Map(
    list.map(({ name, extras, specifier, marker }) => {
      const requirement = { name, extras: extras.toSorted(), specifier, marker };
      return [formatRequirement(requirement), requirement];
    }),
  );
  return [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, requirement]) => requirement);
};

/** By content: rewritten lists, image and policy, never by name. The order of lines changes nothing. */
export const keyOf = (
  { lists, wanted, limits, candidates }: Plan,
  { id, python }: { readonly id: string; readonly python: string },
): string => {
  const content = {
    policy,
    image: id,
    python,
    candidates,
    requirements: lists.requirements.map(formatRequirement),
    constraints: lists.constraints.map(formatRequirement),
    wanted: wanted.map(({ name }) => name),
    limits: limits.map(({ requirement }) => formatRequirement(requirement)),
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
};

export const planOf = (request: PythonInput, candidates: readonly string[]): Plan => {
  const declared = readDeclared(request);
  const named = new Set(declared.requirements.map(({ name }) => name));
  const wanted = readWanted(request, chooseCommands({ ...request, port: 8000 })).filter(
    ({ name }) => !named.has(name),
  );
  const limits = readLimits(declared, request.facts);
  const held = limits.map(({ requirement }) => requirement);
  return {
    declared,
    wanted,
    limits,
    candidates,
    lists: {
      requirements: sorted(declared.requirements),
      constraints: [...sorted(declared.constraints), ...held],
    },
  };
};
