import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Whole numbers from `low` to `high`, both included. */
export type Dice = (low: number, high: number) => number;

/** One stream a purpose: nobody can foresee it without the submission's digest, and each grading draws the same. */
export const diceOf = (digest: string, purpose: string): Dice => {
  const seed = createHash('sha256').update(`${digest}\0${purpose}`).digest().readInt32BE();
  const generator = xoroshiro128plus(seed);
  return (low, high) => uniformInt(generator, low, high);
};

/** Fisher-Yates. */
export const shuffled = <T>(items: readonly T[], dice: Dice): readonly T[] => {
  const places = items.map((_, place) => place);
  for (let last = places.length - 1; last > 0; last -= 1) {
    const other = dice(0, last);
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
  return places.flatMap((place) => items.slice(place, place + 1));
};

const interleaved = <T>(lists: readonly (readonly T[])[]): readonly T[] => {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1)),
  ).flat();
};

/** An order in which any first few are spread evenly over the first key, and within it over the next. */
export const spread = <T>(items: readonly T[], keys: readonly ((item: T) => string)[]): readonly T[] => {
  const [key, ...rest] = keys;
  if (!key) return items;
  return interleaved([...Map.groupBy(items, key).values()].map((group) => spread(group, rest)));
};

export const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
