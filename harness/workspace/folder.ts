import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collector } from './collector.ts';
import { kindAt, openRegular } from './regular.ts';

/** Entries that are no part of what was handed in: resource forks and view settings of macOS. */
export const isDebris = (name: string): boolean => name === '__MACOSX' || name === '.DS_Store';

type Walk = { readonly root: string; readonly collector: Collector };

const takeFile = async ({ root, collector }: Walk, path: string): Promise<void> => {
  await using handle = await openRegular(join(root, path));
  if (handle === null) return collector.leaveOut(path, 'special');
  const { size, mode } = await handle.stat();
  if (!collector.admit({ path, bytes: size })) return;
  const executable = (mode & 0o111) !== 0;
  // At most the announced size: a file that grows meanwhile is cut there.
  const content = size === 0 ? [] : handle.createReadStream({ end: size - 1, autoClose: false });
  await collector.write({ path, executable }, content);
};

/** A virtual environment of any name has pyvenv.cfg at its top (PEP 405). */
const isEnvironment = async (folder: string): Promise<boolean> =>
  (await kindAt(join(folder, 'pyvenv.cfg'))) === 'file';

const takeFolder = async (walk: Walk, path: string): Promise<void> => {
  const { collector, root } = walk;
  if (!collector.admitFolder(path)) return;
  if (await isEnvironment(join(root, path))) return collector.leaveOut(path, 'dependencies');
  await takeEntries(walk, path);
};

const takeEntry = async (walk: Walk, path: string): Promise<void> => {
  const { collector, root } = walk;
  const stats = await lstat(join(root, path));
  if (stats.isDirectory()) return takeFolder(walk, path);
  if (stats.isFile()) return takeFile(walk, path);
  if (collector.admitName(path)) collector.leaveOut(path, stats.isSymbolicLink() ? 'link' : 'special');
};

const takeEntries = async (walk: Walk, folder: string): Promise<void> => {
  for (const name of (await readdir(join(walk.root, folder))).sort()) {
    if (isDebris(name)) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name !== '.git') await takeEntry(walk, path);
    else if (folder !== '') walk.collector.leaveOut(path, 'submodule');
  }
};

/** The regular files of a folder, copied. Links and special files are noted, never opened; `.git` is left where it is. */
export const collectFolder = (walk: Walk): Promise<void> => takeEntries(walk, '');
