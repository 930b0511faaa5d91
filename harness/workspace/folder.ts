import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Collector } from './collector.ts';
import { kindAt, openRegular } from './regular.ts';

/** Entries that are no part of what was handed in: resource forks and view settings of macOS. */
export const isDebris = (name: string): boolean => name === '__MACOSX' || name === '.DS_Store';

type Walk = { readonly root: string; readonly collector: Collector };

const takeFile = async ({ root, collector }: Walk, path: string): Promise<void> => {
  using file = openRegular(join(root, path));
  if (file === null) return collector.leaveOut(path, 'special');
  if (!collector.admit({ path, bytes: file.bytes })) return;
  await collector.write({ path, executable: file.executable }, file.content());
};

/** A virtual environment of any name has pyvenv.cfg at its top (PEP 405). */
const isEnvironment = (folder: string): boolean => kindAt(join(folder, 'pyvenv.cfg')) === 'file';

const takeFolder = async (walk: Walk, path: string): Promise<void> => {
  const { collector, root } = walk;
  if (!collector.admitFolder(path)) return;
  if (isEnvironment(join(root, path))) return collector.leaveOut(path, 'dependencies');
  await takeEntries(walk, path);
};

const takeEntry = async (walk: Walk, path: string): Promise<void> => {
  const { collector, root } = walk;
  const kind = kindAt(join(root, path));
  if (kind === 'folder') return takeFolder(walk, path);
  if (kind === 'file') return takeFile(walk, path);
  if (collector.admitName(path)) collector.leaveOut(path, kind === 'link' ? 'link' : 'special');
};

const takeEntries = async (walk: Walk, folder: string): Promise<void> => {
  for (const name of readdirSync(join(walk.root, folder)).sort()) {
    if (isDebris(name)) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name !== '.git') await takeEntry(walk, path);
    else if (folder !== '') walk.collector.leaveOut(path, 'submodule');
  }
};

/** The regular files of a folder, copied. Links and special files are noted, never opened; `.git` is left where it is. */
export const collectFolder = (walk: Walk): Promise<void> => takeEntries(walk, '');
