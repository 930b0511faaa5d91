import { Readable } from 'node:stream';
import { extract, type Header, pack } from 'tar-stream';
import { contentOf, foldersOf, putTime, safePath } from '../files.ts';
import type { SandboxFile } from '../types.ts';

export type Ownership = { readonly uid: number; readonly gid: number };

/** Files and the folders above them, as a tar stream. A file that cannot be read ends the stream with its error. */
export const packFiles = (files: readonly SandboxFile[], owner: Ownership): Readable => {
  const archive = pack();
  const common = { ...owner, mtime: putTime };
  const entry = (header: Partial<Header> & Pick<Header, 'name'>, content?: Buffer) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    archive.entry(header, content ?? '', (error) => (error ? reject(error) : resolve()));
    return promise;
  };
  const fill = async () => {
    const paths = files.map(({ path }) => safePath(path));
    for (const name of foldersOf(paths)) await entry({ ...common, name, type: 'directory', mode: 0o755 });
    for (const file of files) {
      if ('link' in file) {
        await entry({ ...common, name: safePath(file.path), type: 'symlink', linkname: file.link });
        continue;
      }
      const mode = file.executable ? 0o755 : 0o644;
      await entry({ ...common, name: safePath(file.path), mode }, await contentOf(file));
    }
    archive.finalize();
  };
  fill().catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(archive);
};

/** A reply is a readable stream already. Wrapping it again loses its end now and then. */
export const asReadable = (stream: NodeJS.ReadableStream): Readable =>
  stream instanceof Readable ? stream : new Readable().wrap(stream);

const isFile = ({ type }: Header): boolean => type === 'file' || type === 'contiguous-file';

/** Content of the one regular file that an archive holds; null where it holds something else or more than `maxBytes`. */
export const onlyFile = async (archive: Readable, maxBytes: number): Promise<Buffer | null> => {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error));
  archive.pipe(entries);
  try {
    for await (const entry of entries) {
      if (!isFile(entry.header) || entry.header.size > maxBytes) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of entry) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      return Buffer.concat(chunks);
    }
    return null;
  } finally {
    archive.destroy();
  }
};

export type Found = { readonly path: string; readonly bytes: number; readonly modifiedMs: number };

/** The regular files of an archive, in its own order, at most `max`; the rest is not read. */
export const listFiles = async (archive: Readable, max: number): Promise<readonly Found[]> => {
  const found: Found[] = [];
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error));
  archive.pipe(entries);
  try {
    for await (const entry of entries) {
      const { header } = entry;
      entry.resume();
      if (isFile(header)) {
        found.push({
          path: header.name,
          bytes: header.size,
          modifiedMs: header.mtime.getTime(),
        });
      }
      if (found.length >= max) break;
    }
    return found;
  } finally {
    archive.destroy();
  }
};
