import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { HarnessError } from '../errors.ts';
import type { ArchiveOptions } from './archive.ts';
import type { Collector } from './collector.ts';
import { refuse } from './errors.ts';
import { ratioError } from './inflation.ts';

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;
type Unpacking = ArchiveOptions & { readonly collector: Collector };

/** `./a/b/` and `a/b` are one path; anything odder is left for the path rules to refuse. */
const plainPath = (name: string): string => name.replace(/^(\.\/)+/, '').replace(/\/$/, '');

/** Sparse files of GNU tar announce a name and a size that are not theirs. */
const isSparse = (header: Entry['header']): boolean =>
  'pax' in header && Object.keys(header.pax ?? {}).some((key) => key.startsWith('GNU.sparse'));

const noteOther = (path: string, type: Entry['header']['type'], collector: Collector): void => {
  if (type === 'directory') collector.admitFolder(path);
  else if (collector.admitName(path)) {
    collector.leaveOut(path, type === 'link' || type === 'symlink' ? 'link' : 'special');
  }
};

async function* bytesOf(entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk;
}

const takeEntry = async (entry: Entry, collector: Collector): Promise<void> => {
  const { type, size = 0, mode = 0, name } = entry.header;
  const path = plainPath(name);
  const isFile =
    (type === 'file' || type === 'contiguous-file') && !name.endsWith('/') && !isSparse(entry.header);
  if (path === '' || path === '.') entry.resume();
  else if (isFile && collector.admit({ path, bytes: size })) {
    await collector.write({ path, executable: (mode & 0o111) !== 0 }, bytesOf(entry));
  } else {
    if (!isFile) noteOther(path, type, collector);
    entry.resume();
  }
};

const damaged = (cause: unknown) =>
  refuse('ARCHIVE_UNSAFE', {
    message: 'The archive is damaged or not a tar.gz.',
    hint: 'Check that `tar tzf` lists it, or pack it again.',
    cause,
  });

/** Of what the reader and the feeder failed with: our own refusal, else a failure of this machine, else bad bytes. */
const explained = (errors: readonly unknown[]): unknown =>
  errors.find((error) => error instanceof HarnessError) ??
  errors.find((error) => error instanceof Error && 'syscall' in error) ??
  damaged(errors[0]);

const ratioMeter = (packed: { readonly bytesRead: number }): Transform => {
  let unpacked = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unpacked += chunk.length;
      done(ratioError(unpacked, packed.bytesRead), chunk);
    },
  });
};

/** Unpacks a .tar.gz entry by entry; what an entry is and where it goes is decided here, never by the archive. */
export const unpackTar = async ({ file, collector, signal }: Unpacking): Promise<void> => {
  const packed = createReadStream(file);
  const entries = extract();
  const failures: unknown[] = [];
  const fed = pipeline(packed, createGunzip(), ratioMeter(packed), entries, { signal }).catch(
    (error: unknown) => failures.push(error),
  );
  try {
    for await (const entry of entries) await takeEntry(entry, collector);
  } catch (error) {
    failures.push(error);
    entries.destroy();
  }
  await fed;
  if (failures.length > 0) throw explained(failures);
};
