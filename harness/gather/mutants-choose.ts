import type { MutationFact, SourceFacts } from '../source/types.ts';
import { drawnOrder } from './holdout-asking.ts';
import { reachedPython, reachedScripts } from './reached-code.ts';

/** One edit in one file of the submission's. */
export type Mutant = MutationFact & { readonly path: string };

type Group = { readonly path: string; readonly places: readonly Mutant[] };

const drawn = <T>(items: readonly T[], digest: string): readonly T[] =>
  drawnOrder(items.length, digest).flatMap((at) => items[at] ?? []);

/** What a function compares and computes tells more than that it returns at all. */
const inOrder = (places: readonly Mutant[], digest: string): readonly Mutant[] => [
  ...drawn(
    places.filter(({ kind }) => kind !== 'result'),
    digest,
  ),
  ...drawn(
    places.filter(({ kind }) => kind === 'result'),
    digest,
  ),
];

const groupsOf = (places: readonly Mutant[], digest: string): readonly Group[] =>
  [...Map.groupBy(places, ({ path, within }) => `${path}\0${within}`).values()].map((group) => ({
    path: group[0]?.path ?? '',
    places: inOrder(group, digest),
  }));

/** One of each file in turn, so that no file is left out for the sake of another. */
const spread = (groups: readonly Group[]): readonly Group[] => {
  const byFile = [...Map.groupBy(groups, ({ path }) => path).values()];
  const most = Math.max(0, ...byFile.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) => byFile.flatMap((file) => file[turn] ?? [])).flat();
};

const reachedPlaces = (facts: SourceFacts): readonly Mutant[] => {
  const reached = reachedPython(facts);
  const python = facts.python.flatMap(({ path, mutations }) =>
    mutations.filter(({ within }) => reached.get(path)?.has(within)).map((place) => ({ path, ...place })),
  );
  const scripts = reachedScripts(facts).flatMap(({ path, mutations }) =>
    mutations.map((place) => ({ path, ...place })),
  );
  return [...python, ...scripts];
};

const allPlaces = ({ python, scripts }: SourceFacts): readonly Mutant[] =>
  [...python, ...scripts].flatMap(({ path, mutations }) => mutations.map((place) => ({ path, ...place })));

/**
 * At most `most` edits in functions that the tests lead to, as read from the files: what a run says that it reached is a
 * claim, and must not steer where it is put to the test. Where reading finds none, any function will do. The same for
 * the same files; a second edit in one function only when there are no others.
 */
export const chooseMutants = (
  facts: SourceFacts,
  { digest, most }: { readonly digest: string; readonly most: number },
): readonly Mutant[] => {
  const reached = reachedPlaces(facts);
  const groups = drawn(groupsOf(reached.length > 0 ? reached : allPlaces(facts), digest), digest);
  const rich = groups.filter(({ places }) => places[0]?.kind !== 'result');
  const poor = groups.filter(({ places }) => places[0]?.kind === 'result');
  const order = [...spread(rich), ...spread(poor)];
  return [0, 1].flatMap((turn) => order.flatMap(({ places }) => places[turn] ?? [])).slice(0, most);
};
