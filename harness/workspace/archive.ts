import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Collector, type CollectorOptions } from './collector.ts';
import { inMebibytes, refuse } from './errors.ts';
import { shown } from './escape.ts';
import { isDebris } from './folder.ts';
import { kindAt, namesIn, openRegular } from './regular.ts';
import { unpackTar } from './tarball.ts';
import type { LeftOut } from './types.ts';
import { unpackZip } from './zip.ts';

export type ArchiveOptions = Pick<CollectorOptions, 'limits' | 'signal'> & {
  readonly file: string;
  /** Folder to unpack into; does not exist yet. */
  readonly into: string;
};

export type Unpacked = { readonly root: string; readonly leftOut: readonly LeftOut[] };

const kinds = [
  { magic: '504b0304', name: 'zip' },
  { magic: '504b0506', name: 'zip' },
  { magic: '1f8b', name: 'tar.gz' },
  { magic: '377abcaf271c', name: '7z' },
  { magic: '52617221', name: 'rar' },
  { magic: 'fd377a585a00', name: 'xz' },
  { magic: '425a68', name: 'bzip2' },
  { magic: '28b52ffd', name: 'zstd' },
] as const;

type Kind = (typeof kinds)[number]['name'] | null;

/** By its first bytes: a name can say anything. */
const kindOf = (file: string): { readonly kind: Kind; readonly bytes: number } => {
  using opened = openRegular(file);
  const head = opened?.content().next().value?.toString('hex', 0, 8) ?? '';
  return { kind: kinds.find(({ magic }) => head.startsWith(magic))?.name ?? null, bytes: opened?.bytes ?? 0 };
};

const notSupported = (file: string, kind: Kind) =>
  refuse('SOURCE_NOT_SUPPORTED', {
    message: `"${shown(file)}" is ${kind === null ? 'neither a .zip nor a .tar.gz' : `a ${kind} file`}.`,
    hint: 'Pack it as .zip or .tar.gz, or unpack it and give the folder.',
  });

const unpack = async (options: ArchiveOptions, collector: Collector): Promise<void> => {
  const { kind, bytes } = kindOf(options.file);
  if (bytes > options.limits.archiveBytes) {
    throw refuse('ARCHIVE_TOO_BIG', {
      message: `The archive has ${inMebibytes(bytes)}; at most ${inMebibytes(options.limits.archiveBytes)} are taken.`,
      hint: 'Ask for an archive without data sets, models and environments.',
    });
  }
  if (kind === 'zip') return unpackZip({ ...options, collector });
  if (kind === 'tar.gz') return unpackTar({ ...options, collector });
  throw notSupported(options.file, kind);
};

/** The one folder that everything lies in; null when there is more, or when that is a repository's own .git. */
const onlyFolder = (root: string): string | null => {
  const names = namesIn(root).filter((name) => !isDebris(name));
  const [only] = names;
  if (only === undefined || names.length > 1 || only === '.git') return null;
  return kindAt(join(root, only)) === 'folder' ? only : null;
};

const below = (top: string, leftOut: readonly LeftOut[]): readonly LeftOut[] =>
  leftOut.map((entry) =>
    entry.path.startsWith(`${top}/`) ? { ...entry, path: entry.path.slice(top.length + 1) } : entry,
  );

/** The regular files of an archive in a folder of ours. One folder at the top, as most tools write it, is stripped. */
export const unpackArchive = async (options: ArchiveOptions): Promise<Unpacked> => {
  const { into, limits, signal } = options;
  const collector = new Collector({
    root: into,
    limits,
    signal,
    unsafe: 'ARCHIVE_UNSAFE',
    tooMuch: 'ARCHIVE_BOMB',
    repositories: 'keep',
  });
  await unpack(options, collector);
  const { leftOut } = collector.collected();
  const top = onlyFolder(into);
  return top === null ? { root: into, leftOut } : { root: join(into, top), leftOut: below(top, leftOut) };
};

export const removeUnpacked = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
