import { posix } from 'node:path';
import { isTable, parseToml, placeOf, stringsOf, type Table, tableAt } from '../start/toml.ts';
import { readLock } from './lock.ts';
import { poetryEntries } from './poetry.ts';
import { readEntries } from './requirements-file.ts';
import type { Declared, Read } from './types.ts';

/** Extras and groups that hold what serving, training or testing needs, whatever else there is. */
const usualExtras = new Set([
  'api',
  'serve',
  'serving',
  'server',
  'service',
  'train',
  'training',
  'ml',
  'test',
  'tests',
  'testing',
  'dev',
]);

type Entry = { readonly text: string; readonly needle: string };

const asEntries = (texts: readonly string[]): readonly Entry[] =>
  texts.map((text) => ({ text, needle: text }));

const chosenTables = (tables: Table, extras: readonly string[]): readonly Entry[] =>
  Object.entries(tables)
    .filter(([name]) => usualExtras.has(name.toLowerCase()) || extras.includes(name))
    .flatMap(([, list]) => asEntries(stringsOf(list)));

const standardEntries = (document: Table, extras: readonly string[]): readonly Entry[] => [
  ...asEntries(stringsOf(tableAt(document, ['project']).dependencies)),
  ...chosenTables(tableAt(document, ['project', 'optional-dependencies']), extras),
  ...chosenTables(tableAt(document, ['dependency-groups']), extras),
];

/** True where the file declares a project, not just settings of tools. */
const declaresProject = (document: Table): boolean =>
  Array.isArray(tableAt(document, ['project']).dependencies) ||
  isTable(tableAt(document, ['tool', 'poetry']).dependencies);

/**
 * Dependencies of pyproject.toml (PEP 621, PEP 735, Poetry), their versions limited to those of uv.lock or poetry.lock
 * beside it. Limits, not requirements: a lock also names what other systems need. Null when it declares none.
 */
export const readPyproject = (read: Read, path: string, extras: readonly string[] = []): Declared | null => {
  const text = read(path);
  const document = text === null ? null : parseToml(text);
  if (text === null || document === null || !declaresProject(document)) return null;
  const poetry = poetryEntries(document);
  const entries = [...standardEntries(document, extras), ...poetry].map((entry) => ({
    text: entry.text,
    place: placeOf({ path, text }, entry.needle),
  }));
  const lock = readLock(read, posix.dirname(path));
  return {
    kind: lock?.file.endsWith('uv.lock') ? 'uv-lock' : poetry.length > 0 ? 'poetry' : 'pyproject',
    files: lock ? [path, lock.file] : [path],
    constraints: lock?.constraints ?? [],
    ...readEntries(entries),
  };
};
