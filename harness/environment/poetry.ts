import { isTable, stringsOf, type Table, tableAt } from '../start/toml.ts';

type Entry = { readonly text: string; readonly needle: string };

const bump = (parts: readonly number[], index: number): string =>
  [...parts.slice(0, index), (parts[index] ?? 0) + 1].join('.');

const numbers = (version: string): readonly number[] =>
  version
    .split(/[^\d.]/)[0]
    ?.split('.')
    .filter((part) => part !== '')
    .map(Number) ?? [];

/** `^1.2.3` allows what leaves the first number that is not zero alone. */
const caret = (version: string): string => {
  const parts = numbers(version);
  const first = parts.findIndex((part) => part !== 0);
  return `>=${version},<${bump(parts, first === -1 ? Math.max(parts.length - 1, 0) : first)}`;
};

/** `~1.2.3` and `~1.2` allow patches, `~1` minor releases. */
const tilde = (version: string): string =>
  `>=${version},<${bump(numbers(version), numbers(version).length > 1 ? 1 : 0)}`;

const clause = (text: string): string => {
  const bare = text.trim();
  if (bare === '*' || bare === '') return '';
  if (bare.startsWith('^')) return caret(bare.slice(1).trim());
  if (bare.startsWith('~') && !bare.startsWith('~=')) return tilde(bare.slice(1).trim());
  if (/^\d/.test(bare)) return `==${bare}`;
  return bare.replace(/^=(?!=)/, '==');
};

/** A version constraint of Poetry as PEP 440. `||` has no counterpart: the last alternative is taken. */
export const poetryVersion = (text: string): string =>
  (text.split(/\|\|?/).at(-1) ?? '')
    .trim()
    .split(/\s*,\s*|\s+(?=[\^~<>=!])/)
    .map(clause)
    .filter((one) => one !== '')
    .join(',');

const fromTable = (name: string, table: Table): string => {
  const source = ['git', 'path', 'url', 'file'].find((key) => typeof table[key] === 'string');
  if (source !== undefined) return `${name} @ ${String(table[source])}`;
  const extras = stringsOf(table.extras);
  const version = typeof table.version === 'string' ? poetryVersion(table.version) : '';
  const markers = typeof table.markers === 'string' ? ` ; ${table.markers}` : '';
  return `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${version}${markers}`;
};

const entry = (name: string, value: unknown): readonly Entry[] => {
  if (name.toLowerCase() === 'python') return [];
  if (typeof value === 'string') return [{ text: `${name}${poetryVersion(value)}`, needle: name }];
  if (Array.isArray(value))
    return value
      .filter(isTable)
      .slice(-1)
      .map((table) => ({ text: fromTable(name, table), needle: name }));
  if (!isTable(value) || value.optional === true) return [];
  return [{ text: fromTable(name, value), needle: name }];
};

const entries = (table: Table): readonly Entry[] =>
  Object.entries(table).flatMap(([name, value]) => entry(name, value));

/** Dependencies of `[tool.poetry]`, its groups included unless optional, as PEP 508 lines. */
export const poetryEntries = (document: Table): readonly Entry[] => {
  const poetry = tableAt(document, ['tool', 'poetry']);
  const groups = Object.values(tableAt(poetry, ['group'])).filter(isTable);
  return [
    ...entries(tableAt(poetry, ['dependencies'])),
    ...entries(tableAt(poetry, ['dev-dependencies'])),
    ...groups
      .filter((group) => group.optional !== true)
      .flatMap((group) => entries(tableAt(group, ['dependencies']))),
  ];
};

/** What Poetry asks of Python, e.g. `^3.10`; null when it asks for nothing. */
export const poetryPython = (document: Table): string | null => {
  const python = tableAt(document, ['tool', 'poetry', 'dependencies']).python;
  return typeof python === 'string' ? python : null;
};
