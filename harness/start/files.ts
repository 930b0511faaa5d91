import { posix } from 'node:path';
import type { StartInput } from './types.ts';

const ignored = /(?:^|\/)(?:node_modules|\.venv|venv|site-packages|\.git)\//;

/** Paths that the candidate brought, vendored and generated trees set aside. Nearest to the root first. */
export const ownPaths = ({ facts }: Pick<StartInput, 'facts'>): readonly string[] =>
  facts.files
    .filter(({ path, origin }) => (origin === 'own' || origin === 'supplied') && !ignored.test(path))
    .map(({ path }) => path)
    .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));

export const depth = (path: string): number => path.split('/').length;

export const folderOf = (path: string): string => posix.dirname(path);

/** A path as seen from a folder, both relative to the root. */
export const seenFrom = (folder: string, path: string): string =>
  posix.relative(`/${folder}`, `/${path}`) || '.';

/** A path written in a folder, as seen from the root; null when it leads outside. */
export const fromRoot = (folder: string, path: string): string | null => {
  if (path.startsWith('/')) return null;
  const joined = posix.normalize(posix.join(folder, path)).replace(/(.)\/$/, '$1');
  return joined === '..' || joined.startsWith('../') ? null : joined;
};

/** `pkg/api/main.py` seen from `pkg` is `api.main`; null when its name is no module name. */
export const moduleName = (folder: string, path: string): string | null => {
  const parts = seenFrom(folder, path)
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .split('/');
  return parts.every((part) => /^[A-Za-z_]\w*$/.test(part)) ? parts.join('.') : null;
};
