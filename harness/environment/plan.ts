import { createHash } from 'node:crypto';
import { chooseCommands } from '../start/choose.ts';
import { readDeclared } from './declared.ts';
import type { Lists } from './loosen.ts';
import type { PythonInput } from './python-version.ts';
import { formatRequirement } from './requirement.ts';
import type { Declared, DeclaredRequirement } from './types.ts';
import { readWanted, type Wanted } from './wanted.ts';

/** Raise when the same list would be built otherwise: layers of the old policy are then left alone. */
const policy = 'environment@2';

/** What is to be installed, before a Python version is settled. */
export type Plan = {
  readonly declared: Declared;
  readonly wanted: readonly Wanted[];
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
  { lists, wanted, candidates }: Plan,
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
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
};

export const planOf = (request: PythonInput, candidates: readonly string[]): Plan => {
  const declared = readDeclared(request);
  const named = new Set(declared.requirements.map(({ name }) => name));
  const wanted = readWanted(request, chooseCommands({ ...request, port: 8000 })).filter(
    ({ name }) => !named.has(name),
  );
  return {
    declared,
    wanted,
    candidates,
    lists: { requirements: sorted(declared.requirements), constraints: sorted(declared.constraints) },
  };
};
