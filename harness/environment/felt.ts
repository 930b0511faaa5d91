import type { Limit } from './limits.ts';
import type { Lists } from './loosen.ts';
import { type Attempt, compile } from './resolve.ts';

const versionsIn = (locked: string): ReadonlyMap<string, string> =>
  new Map(
    [...locked.matchAll(/^([A-Za-z0-9][\w.-]*)==([^\s;]+)/gm)].map(([, name = '', version = '']) => [
      name,
      version,
    ]),
  );

/** Names whose version the limits changed: one that the list would have got in any case is nothing to tell of. */
export const feltLimits = async (
  attempt: Attempt,
  {
    limits,
    lists,
    locked,
  }: { readonly limits: readonly Limit[]; readonly lists: Lists; readonly locked: string },
): Promise<readonly string[]> => {
  if (limits.length === 0) return [];
  const ours = new Set(limits.map(({ requirement }) => requirement));
  const constraints = lists.constraints.filter((one) => !ours.has(one));
  const free = await compile(attempt, { ...lists, constraints });
  const without = 'locked' in free ? versionsIn(free.locked.text) : new Map<string, string>();
  return [...versionsIn(locked)]
    .filter(([name, version]) => without.get(name) !== version)
    .map(([name]) => name)
    .filter((name) => limits.some(({ requirement }) => requirement.name === name));
};
