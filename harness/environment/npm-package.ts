import { z } from 'zod';
import type { Blocked, Read } from './types.ts';

const named = z.record(z.string(), z.string());
const packageSchema = z.object({
  name: z.string().optional(),
  dependencies: named.default({}),
  devDependencies: named.default({}),
});
const lockSchema = z.object({
  lockfileVersion: z.number(),
  packages: z.record(
    z.string(),
    z.looseObject({ resolved: z.string().optional(), link: z.boolean().optional() }),
  ),
});

/** `name` or `@scope/name`, and a version or range of a registry: nothing that names another place. */
const safeName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const safeRange = /^[\dxX*^~<>=|. \-a-zA-Z+]{0,80}$/;
const elsewhere = /[:/]|^(latest|next)$/;

/** What is to be installed: our own rewriting of package.json, and of its lock file where that holds registry packages alone. */
export type NpmList = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly manifest: string;
  readonly lock: string | null;
  readonly requirements: readonly { readonly name: string; readonly range: string; readonly line: number }[];
  readonly blocked: readonly Blocked[];
};

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const lineOf = (text: string, name: string): number =>
  Math.max(
    0,
    text.split('\n').findIndex((line) => line.includes(`"${name}"`)),
  ) + 1;

const isSafe = ([name, range]: readonly [string, string]): boolean =>
  safeName.test(name) && safeRange.test(range) && (!elsewhere.test(range) || range === 'latest');

const lockOf = (text: string | null, root: object): string | null => {
  const lock = lockSchema.safeParse(parsed(text));
  if (!lock.success || lock.data.lockfileVersion < 2) return null;
  const others = Object.entries(lock.data.packages).filter(([path]) => path !== '');
  const registry = others.every(
    ([path, { resolved, link }]) =>
      path.startsWith('node_modules/') && !link && (resolved ?? 'https://').startsWith('https://'),
  );
  if (!registry) return null;
  const packages = { '': root, ...Object.fromEntries(others) };
  return JSON.stringify({
    name: 'submission',
    lockfileVersion: lock.data.lockfileVersion,
    requires: true,
    packages,
  });
};

/** The package.json nearest to the root. Null where there is none that can be read. */
export const readNpm = ({
  paths,
  read,
}: {
  readonly paths: readonly string[];
  readonly read: Read;
}): NpmList | null => {
  const [path] = paths
    .filter((one) => /(^|\/)package\.json$/.test(one))
    .toSorted((one, other) => one.split('/').length - other.split('/').length);
  const text = path === undefined ? null : read(path);
  const found = packageSchema.safeParse(parsed(text));
  if (path === undefined || text === null || !found.success) return null;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const { dependencies, devDependencies } = found.data;
  const all = Object.entries({ ...devDependencies, ...dependencies });
  const kept = all.filter(isSafe);
  const blocked = all
    .filter((one) => !isSafe(one))
    .map(([name, range]) => ({
      text: `${name}: ${range}`,
      place: { path, line: lineOf(text, name) },
      because: 'not a version from the registry',
    }));
  const root = { name: 'submission', version: '0.0.0', dependencies: Object.fromEntries(kept) };
  const lockPath = folder === '.' ? 'package-lock.json' : `${folder}/package-lock.json`;
  const lock = blocked.length > 0 ? null : lockOf(read(lockPath), root);
  return {
    folder,
    files: lock === null ? [path] : [path, lockPath],
    manifest: JSON.stringify({ ...root, private: true }),
    lock,
    requirements: kept.map(([name, range]) => ({ name, range, line: lineOf(text, name) })),
    blocked,
  };
};
