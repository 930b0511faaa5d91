import { parse } from 'smol-toml';
import type { Place } from '../types.ts';

const maxBytes = 8_000_000;

export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The table at a path of keys; empty where there is none. */
export const tableAt = (table: Table, keys: readonly string[]): Table => {
  let here: Table = table;
  for (const key of keys) {
    const next = Object.hasOwn(here, key) ? here[key] : undefined;
    here = isTable(next) ? next : {};
  }
  return here;
};

export const stringsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The parsed document, or null when it is not TOML. */
export const parseToml = (text: string): Table | null => {
  if (text.length > maxBytes) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
};

/** Where a string stands in a file: the first line that holds it, else the first line. */
export const placeOf = (file: { readonly path: string; readonly text: string }, needle: string): Place => {
  const index = file.text.split('\n').findIndex((line) => line.includes(needle));
  return { path: file.path, line: Math.max(index, 0) + 1 };
};
