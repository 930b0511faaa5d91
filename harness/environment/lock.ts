import { posix } from 'node:path';
import { isTable, parseToml, placeOf, type Table } from '../start/toml.ts';
import { parseRequirement } from './requirement.ts';
import type { DeclaredRequirement, Read } from './types.ts';

const maxPackages = 2000;

/** Forks of one package have one entry each; none of them is a limit then. */
const single = (packages: readonly Table[]): readonly Table[] => {
  const names = Map.groupBy(packages, (one) => String(one.name));
  return packages.filter((one) => names.get(String(one.name))?.length === 1);
};

const fromIndex = ({ source }: Table): boolean => !isTable(source) || typeof source.registry === 'string';

const pin = (
  file: { readonly path: string; readonly text: string },
  table: Table,
): readonly DeclaredRequirement[] => {
  const parsed = parseRequirement(`${String(table.name)}==${String(table.version)}`);
  if ('because' in parsed) return [];
  const place = placeOf(file, `name = "${String(table.name)}"`);
  return [
    { ...parsed.requirement, text: `${parsed.requirement.name}${parsed.requirement.specifier}`, place },
  ];
};

const readOne = (read: Read, path: string) => {
  const text = read(path);
  const document = text === null ? null : parseToml(text);
  if (text === null || document === null || !Array.isArray(document.package)) return null;
  const packages = document.package.filter(isTable).filter(fromIndex).slice(0, maxPackages);
  return { file: path, constraints: single(packages).flatMap((table) => pin({ path, text }, table)) };
};

/** Versions that uv.lock or poetry.lock in a folder pins, one a package. */
export const readLock = (
  read: Read,
  folder: string,
): { readonly file: string; readonly constraints: readonly DeclaredRequirement[] } | null =>
  readOne(read, posix.join(folder, 'uv.lock')) ?? readOne(read, posix.join(folder, 'poetry.lock'));
