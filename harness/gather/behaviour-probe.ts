import type { BehaviourProbe, Pair, Relation } from '../evidence/behaviour.ts';
import type { Exchange } from '../evidence/common.ts';
import type { Answer, Asker } from './behaviour-asker.ts';
import type { PlannedPair } from './behaviour-pairs.ts';
import { kept } from './exchanges.ts';

/** What a probe is about, before anything was asked. */
export type Asked = Pick<
  BehaviourProbe,
  'id' | 'family' | 'kind' | 'roles' | 'defect' | 'title' | 'relation'
>;

/** Two answers that are to be compared. */
export type Compared = {
  readonly changed: Pair['changed'];
  readonly note: string | null;
  readonly base: Answer;
  readonly other: Answer;
};

const maxExamples = 3;
/** Pairs that did not hold are asked again alone, up to so many. */
const maxAgain = 24;

const differenceOf = ({ base, other }: Compared): number | null =>
  base.value === null || other.value === null ? null : Math.abs(base.value - other.value);

const refuses = (exchange: Exchange, columns: readonly string[]): boolean =>
  exchange.reply !== null &&
  exchange.reply.status >= 400 &&
  exchange.reply.status < 500 &&
  columns.some((column) => exchange.reply?.body.includes(column));

/** Binary fractions: 0.31 and 0.3 are a hundredth apart, and a little more. */
const slack = 1e-9;

const holds = (pair: Compared, relation: Relation): boolean => {
  const difference = differenceOf(pair);
  switch (relation.kind) {
    case 'same':
      return difference !== null && difference <= relation.tolerance + slack;
    case 'bounded':
      return difference !== null && difference <= relation.most + slack;
    case 'answered': {
      if (pair.other.value !== null) return true;
      const columns = pair.changed.map(({ column }) => column);
      return relation.orRefused === true && refuses(pair.other.exchange, columns);
    }
  }
};

const evidenceOf = (pair: Compared, relation: Relation): Pair => ({
  changed: pair.changed,
  note: pair.note,
  base: kept(pair.base.exchange),
  other: kept(pair.other.exchange),
  before: pair.base.value,
  after: pair.other.value,
  held: holds(pair, relation),
});

/** The evidence of pairs that were asked; null without any. */
export const probeOf = (asked: Asked, pairs: readonly Compared[]): BehaviourProbe | null => {
  if (pairs.length === 0) return null;
  const held = pairs.filter((pair) => holds(pair, asked.relation));
  const lost = pairs.filter((pair) => !held.includes(pair));
  const differences = pairs.map(differenceOf).filter((difference) => difference !== null);
  return {
    ...asked,
    pairs: pairs.length,
    answered: differences.length,
    held: held.length,
    largestDifference: differences.length > 0 ? Math.max(...differences) : null,
    examples: examplesOf(lost, held).map((pair) => evidenceOf(pair, asked.relation)),
  };
};

/** What did not hold, else one that did; what a person can repeat with one row first. */
const examplesOf = (lost: readonly Compared[], held: readonly Compared[]): readonly Compared[] => {
  const isAlone = ({ base, other }: Compared): number => Number(base.alone && other.alone);
  const first = (pairs: readonly Compared[]) => pairs.toSorted((one, other) => isAlone(other) - isAlone(one));
  return lost.length > 0 ? first(lost).slice(0, maxExamples) : first(held).slice(0, 1);
};

/** All first rows, then all second ones, in as few requests as the service takes. */
export const askPairs = async (
  asker: Asker,
  pairs: readonly PlannedPair[],
): Promise<readonly (readonly [PlannedPair, Compared])[]> => {
  const bases = await asker.each(pairs.map(({ base }) => base));
  const others = await asker.each(pairs.map(({ other }) => other));
  return pairs.flatMap((pair, place) => {
    const [base, other] = [bases[place], others[place]];
    return base && other ? [[pair, { changed: pair.changed, note: null, base, other }] as const] : [];
  });
};

const askAlone = async (
  asker: Asker,
  [planned, compared]: readonly [PlannedPair, Compared],
): Promise<Compared> => {
  const base = compared.base.alone ? compared.base : (await asker.each([planned.base]))[0];
  const other = compared.other.alone ? compared.other : (await asker.each([planned.other]))[0];
  return base && other ? { ...compared, base, other } : compared;
};

/**
 * Asks pairs that did not hold again, each row alone, and the first one that did: what is kept is a request that a person
 * can repeat, and what a row's companions in a batch do to it is another probe's question.
 */
export const settle = async (
  asker: Asker,
  { asked, pairs }: { asked: Asked; pairs: readonly (readonly [PlannedPair, Compared])[] },
): Promise<readonly Compared[]> => {
  const lost = pairs.filter(([, pair]) => !holds(pair, asked.relation));
  const again = new Set((lost.length > 0 ? lost : pairs.slice(0, 1)).slice(0, maxAgain));
  const settled: Compared[] = [];
  for (const pair of pairs) settled.push(again.has(pair) ? await askAlone(asker, pair) : pair[1]);
  return settled;
};
