import { parse } from 'yaml';
import { isTable, placeOf } from '../start/toml.ts';
import { distributionsByName } from './known.ts';
import { normalName } from './requirement.ts';
import { readEntries } from './requirements-file.ts';
import type { Blocked, Declared, Read } from './types.ts';

type Source = { readonly path: string; readonly text: string };

const document = (text: string): readonly unknown[] => {
  try {
    const value: unknown = parse(text, { maxAliasCount: 10, logLevel: 'silent' });
    return isTable(value) && Array.isArray(value.dependencies) ? value.dependencies : [];
  } catch {
    return [];
  }
};

/** conda's `name=1.2=build` means any 1.2; `name==1.2` is exact. */
const asPep508 = (line: string): { readonly name: string; readonly text: string } => {
  const [, name = '', rest = ''] = /^(?:[\w-]+::)?([\w.-]+)\s*(.*)$/.exec(line.trim()) ?? [];
  const [, version] = /^=(?!=)\s*([^=\s]+)/.exec(rest) ?? [];
  if (version === undefined) return { name, text: `${name}${rest}` };
  return { name, text: `${name}==${version.replace(/\.?\*$/, '')}.*` };
};

const tools = new Set(['python', 'pip', 'setuptools', 'wheel']);

const readCondaLine = (source: Source, line: string) => {
  const { name, text } = asPep508(line);
  const place = placeOf(source, line);
  if (tools.has(name)) return { entries: [], blocked: [] };
  const known = distributionsByName.get(normalName(name));
  if (known === undefined) {
    const blocked: Blocked = {
      text: line,
      place,
      because: 'a conda package without a known counterpart on the index',
    };
    return { entries: [], blocked: [blocked] };
  }
  return { entries: [{ text: text.replace(name, known), place }], blocked: [] };
};

/**
 * environment.yml: its pip section, and those conda packages whose name on the index is known from a fixed table. The
 * two name spaces differ, so a name outside the table is never tried.
 */
export const readConda = (read: Read, path: string): Declared | null => {
  const text = read(path);
  if (text === null) return null;
  const source = { path, text };
  const items = document(text);
  const pip = items.filter(isTable).flatMap((item) => (Array.isArray(item.pip) ? item.pip : []));
  const conda = items.filter((item) => typeof item === 'string').map((line) => readCondaLine(source, line));
  const pipEntries = pip
    .filter((line) => typeof line === 'string')
    .map((line) => ({ text: line, place: placeOf(source, line) }));
  const { requirements, blocked } = readEntries([...conda.flatMap(({ entries }) => entries), ...pipEntries]);
  if (requirements.length + blocked.length === 0) return null;
  return {
    kind: 'conda',
    files: [path],
    requirements,
    constraints: [],
    blocked: [...blocked, ...conda.flatMap((one) => one.blocked)],
  };
};

/** The version of Python that environment.yml names, as written. */
export const condaPython = (
  read: Read,
  path: string,
): { readonly asked: string; readonly line: number } | null => {
  const text = read(path);
  const line =
    text === null
      ? undefined
      : document(text).find((item) => typeof item === 'string' && /^python\s*[=<>~]/.test(item));
  if (text === null || typeof line !== 'string') return null;
  return { asked: line.replace(/^python\s*/, ''), line: placeOf({ path, text }, line).line };
};
