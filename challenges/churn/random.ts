import { createHash } from 'node:crypto';
import { randomExponential, randomNormal, randomPoisson } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** One independent stream of pseudo-random numbers. Same name, same numbers. */
export type Random = {
  /** From 0 to 1, 1 excluded. */
  uniform(): number;
  normal(mean: number, deviation: number): number;
  exponential(mean: number): number;
  poisson(mean: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
};

const seedOf = (name: readonly string[]): number =>
  createHash('sha256').update(JSON.stringify(name)).digest().readInt32BE(0);

/** A stream of its own for each name, so that a change to one defect leaves what the others do as it was. */
export const randomOf = (...name: readonly string[]): Random => {
  const generator = xoroshiro128plus(seedOf(name));
  const uniform = (): number => uniformFloat64(generator);
  const standardNormal = randomNormal.source(uniform)(0, 1);
  const standardExponential = randomExponential.source(uniform)(1);
  const poissonFrom = randomPoisson.source(uniform);
  return {
    uniform,
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    exponential: (mean) => mean * standardExponential(),
    poisson: (mean) => poissonFrom(mean)(),
    chance: (probability) => uniform() < probability,
    pick: (items) => items[Math.floor(uniform() * items.length)] ?? items[0],
  };
};

/** One of the keys, each as likely as its weight says. */
export const pickWeighted = <K extends string>(weights: Readonly<Record<K, number>>, random: Random): K => {
  const keys = Object.keys(weights) as [K, ...K[]];
  const total = keys.reduce((sum, key) => sum + weights[key], 0);
  let left = random.uniform() * total;
  for (const key of keys) {
    left -= weights[key];
    if (left < 0) return key;
  }
  return keys[0];
};

/**
 * `count` of the items without replacement, each as likely as its weight says: the largest of uniform^(1/weight)
 * (Efraimidis and Spirakis 2006).
 */
export const sample = <T>(
  items: readonly T[],
  { count, random, weight = () => 1 }: { count: number; random: Random; weight?: (item: T) => number },
): ReadonlySet<T> => {
  const keyed = items.map((item) => ({ item, key: Math.log(random.uniform()) / weight(item) }));
  keyed.sort((a, b) => b.key - a.key);
  return new Set(keyed.slice(0, count).map(({ item }) => item));
};
