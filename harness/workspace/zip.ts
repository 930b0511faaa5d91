import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { HarnessError } from '../errors.ts';
import type { ArchiveOptions } from './archive.ts';
import type { Collector } from './collector.ts';
import { refuse } from './errors.ts';
import { shown } from './escape.ts';
import { ratioError } from './inflation.ts';

type Unpacking = ArchiveOptions & { readonly collector: Collector };
/** Where an entry's local header and data lie in the archive. Bytes. */
type Extent = { readonly from: number; readonly to: number };

const unsafe = (message: string, cause?: unknown) =>
  refuse('ARCHIVE_UNSAFE', {
    message,
    hint: 'Nothing was taken in. Pack the folder again with an ordinary tool, without a password, or give the folder.',
    cause,
  });

const fileType = { mask: 0o170000, regular: 0o100000, link: 0o120000, folder: 0o040000 } as const;
const madeOnUnix = new Set([3, 19]);

/** The Unix mode where the archive was made on a system that has one. */
const modeOf = (entry: Entry): number =>
  madeOnUnix.has(entry.versionMadeBy >> 8) ? entry.externalFileAttributes >>> 16 : 0;

const kindOf = (entry: Entry): 'file' | 'folder' | 'link' | 'special' => {
  if (entry.fileName.endsWith('/')) return 'folder';
  const type = modeOf(entry) & fileType.mask;
  if (type === 0 || type === fileType.regular) return 'file';
  if (type === fileType.link) return 'link';
  return type === fileType.folder ? 'folder' : 'special';
};

/** The name in front of the data has to be the one in the directory: tools differ in which of the two they believe. */
const extentOf = async (zip: ZipFile, entry: Entry): Promise<Extent> => {
  const local = await zip.readLocalFileHeaderPromise(entry);
  if (!local.fileName.equals(entry.fileNameRaw)) {
    throw unsafe(`The archive has two names for "${shown(entry.fileName)}".`);
  }
  return { from: entry.relativeOffsetOfLocalHeader, to: local.fileDataStart + entry.compressedSize };
};

const refuseUnreadable = (entry: Entry): void => {
  if (entry.isEncrypted()) throw unsafe('The archive is protected by a password.');
  if (entry.canDecodeFileData()) return;
  throw unsafe(`"${shown(entry.fileName)}" is packed by a method that is not supported.`);
};

/** Opened only when it is read: yauzl's stream fails as soon as it runs, and nobody would listen. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk;
}

/** Whether an entry is a file to be read. Judged for all before any is opened. */
const isWanted = (entry: Entry, collector: Collector): boolean => {
  const kind = kindOf(entry);
  const path = entry.fileName.replace(/\/$/, '');
  if (kind === 'file') return collector.admit({ path, bytes: entry.uncompressedSize });
  if (kind === 'folder') collector.admitFolder(path);
  else if (collector.admitName(path)) collector.leaveOut(path, kind);
  return false;
};

const take = (zip: ZipFile, entry: Entry, collector: Collector): Promise<void> => {
  refuseUnreadable(entry);
  const executable = (modeOf(entry) & 0o111) !== 0;
  return collector.write({ path: entry.fileName, executable }, contentOf(zip, entry));
};

/** Entries that share data make a small archive unpack to any size (Fifield, WOOT 2019). */
const refuseOverlap = (extents: readonly Extent[]): void => {
  const sorted = extents.toSorted((a, b) => a.from - b.from);
  const overlaps = sorted.some((extent, index) => extent.from < (sorted[index - 1]?.to ?? 0));
  if (!overlaps) return;
  throw refuse('ARCHIVE_BOMB', {
    message: 'Entries of the archive overlap: they unpack the same bytes again and again.',
    hint: 'Nothing was taken in. The archive was made to fill a disk: ask the candidate about it.',
  });
};

/** Announced sizes will do: yauzl stops an entry that exceeds its own. */
const refuseBomb = (entries: readonly Entry[], packed: number): void => {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const bomb = ratioError(unpacked, packed);
  if (bomb) throw bomb;
};

const directoryOf = async (zip: ZipFile, limit: number): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length <= limit) continue;
    throw refuse('TREE_TOO_BIG', {
      message: `The archive holds more than ${limit.toLocaleString('en-US')} entries.`,
      hint: 'Ask for a submission without generated files, data folders and environments.',
    });
  }
  return entries;
};

const extentsOf = async (zip: ZipFile, entries: readonly Entry[]): Promise<readonly Extent[]> => {
  const extents: Extent[] = [];
  for (const entry of entries) extents.push(await extentOf(zip, entry));
  return extents;
};

/** What yauzl found wrong: names that lead out, sizes that lie, a directory that cannot be read. */
const explained = (error: unknown): unknown => {
  if (error instanceof HarnessError || !(error instanceof Error) || 'syscall' in error) return error;
  if (/too many bytes/i.test(error.message)) {
    return refuse('ARCHIVE_BOMB', {
      message: 'An entry of the archive is longer than it says.',
      hint: 'Nothing was taken in. The archive was made to mislead: ask the candidate about it.',
      cause: error,
    });
  }
  return unsafe(`The archive cannot be trusted: ${shown(error.message)}.`, error);
};

const skippedPerEntry = 10;

/** Unpacks a .zip entry by entry, after its directory as a whole was found sound. */
export const unpackZip = async ({ file, collector, limits }: Unpacking): Promise<void> => {
  const zip = await openPromise(file, { autoClose: false, strictFileNames: true }).catch((error: unknown) => {
    throw explained(error);
  });
  try {
    const entries = await directoryOf(zip, limits.entries * skippedPerEntry);
    const wanted = entries.filter((entry) => isWanted(entry, collector));
    refuseBomb(entries, zip.fileSize);
    refuseOverlap(await extentsOf(zip, wanted));
    for (const entry of wanted) await take(zip, entry, collector);
  } catch (error) {
    throw explained(error);
  } finally {
    zip.close();
  }
};
