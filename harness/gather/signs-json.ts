import { maxNumbers, type Numbers, type Shown } from './signs-exposition.ts';

const maxDepth = 6;
const maxItems = 50;
/** Longer keys, and keys of other characters, name no number that somebody would watch. */
const named = /^[\w.:/ -]{1,60}$/;

type Found = { readonly shown: Shown[]; cut: boolean };

const collect = (value: unknown, path: readonly string[], found: Found): void => {
  if (found.shown.length >= maxNumbers || path.length > maxDepth) {
    found.cut = true;
    return;
  }
  // JSON may hold 1e999, which no number can.
  if (typeof value === 'number' && Number.isFinite(value) && path.length > 0)
    found.shown.push({ name: path.join('.').replaceAll(' ', '_'), labels: [], value });
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value)
    ? value.slice(0, maxItems).map((item, place) => [String(place), item] as const)
    : Object.entries(value);
  for (const [key, inner] of entries) if (named.test(key)) collect(inner, [...path, key], found);
};

/** Numbers of a JSON document by the path to each: `requests.total`. Null where there is no document or no number in it. */
export const jsonNumbersIn = (text: string): Numbers | null => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const found: Found = { shown: [], cut: false };
  collect(document, [], found);
  return found.shown.length > 0 ? found : null;
};
