import { looksGenerated, looksLikePassword } from '../source/secret-value.ts';
import type { SecretFact } from '../source/types.ts';

type Secret = Pick<SecretFact, 'value'>;

const shown = 4;
const shortestPart = 16;

/** `hf_q… (37 characters)`. Of a short one less is shown: four characters of six would tell most of it. */
export const masked = (value: string): string => {
  const start = value.slice(0, Math.min(shown, Math.floor(value.length / 3)));
  return `${start}… (${value.length} characters)`;
};

/** A key over several lines is met line by line; in JSON its line ends are written out. */
const partsOf = (value: string): readonly string[] =>
  /\n|\\n/.test(value)
    ? value.split(/\n|\\n/).filter((part) => part.length >= shortestPart && !part.startsWith('-----'))
    : [value];

type Swap = { readonly from: string; readonly to: string };

/**
 * A password of plain letters is swapped in addresses alone: it may be any word, and a word of ours must not be what it
 * takes away.
 */
const swapsOf = ({ value }: Secret): readonly Swap[] =>
  partsOf(value).map((part) =>
    looksGenerated(part) || looksLikePassword(part) || part !== value
      ? { from: part, to: masked(part) }
      : { from: `:${part}@`, to: `:${masked(part)}@` },
  );

const longestFirst = (a: Swap, b: Swap): number => b.from.length - a.from.length;

const swapIn = (value: unknown, swaps: readonly Swap[]): unknown => {
  if (typeof value === 'string')
    return swaps.reduce((text, { from, to }) => text.replaceAll(from, () => to), value);
  if (Array.isArray(value)) return value.map((item) => swapIn(item, swaps));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, swapIn(item, swaps)]));
};

/** The same with every secret masked, wherever an excerpt, a log or a reply quotes it. */
export const maskSecrets = <T>(value: T, secrets: readonly Secret[]): T => {
  const swaps = secrets.flatMap(swapsOf).toSorted(longestFirst);
  return swaps.length === 0 ? value : (swapIn(value, swaps) as T);
};
