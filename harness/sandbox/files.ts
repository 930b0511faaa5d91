import { readFile } from 'node:fs/promises';
import { HarnessError } from '../errors.ts';
import type { SandboxFile } from './types.ts';

/**
 * When files that were put say they were last changed: one instant for all, so that the same submission looks the same
 * each time, and so that whatever a command wrote is told apart by a later time.
 */
export const putTime = new Date('2020-01-01T00:00:00Z');

/** A path below a root: no `..`, not absolute, nothing empty. */
export const safePath = (path: string): string => {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || parts.includes('..') || parts.length === 0 || path.includes('\0')) {
    throw new HarnessError({
      code: 'PATH_UNSAFE',
      message: `${JSON.stringify(path)} is not a path below the sandbox's root.`,
      hint: 'Give a relative path without "..".',
    });
  }
  return parts.join('/');
};

export const contentOf = async (file: Exclude<SandboxFile, { link: string }>): Promise<Buffer> => {
  if ('bytes' in file) return file.bytes;
  return 'text' in file ? Buffer.from(file.text) : readFile(file.from);
};

/** Every folder above the paths, each before what it holds. */
export const foldersOf = (paths: readonly string[]): readonly string[] => {
  const folders = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth += 1) folders.add(parts.slice(0, depth).join('/'));
  }
  return [...folders].sort();
};
