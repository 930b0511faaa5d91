import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';

/**
 * Reading a stranger's folder. Calls are synchronous: for small files they take an eighth of the time of their promises
 * (53 objects of git: 7 ms instead of 57 ms), and whoever reads many of them pauses in between.
 */

/** Never through a link, and never waiting for the other end of a pipe. */
const readOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const chunkBytes = 1024 * 1024;

/** An open regular file. `content` gives its bytes in pieces, and no more than it had when it was opened. */
export type RegularFile = Disposable & {
  readonly bytes: number;
  readonly executable: boolean;
  readonly content: () => Generator<Buffer>;
};

const unlessCode = <T>(codes: readonly string[], attempt: () => T): T | null => {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null;
    throw error;
  }
};

function* contentOf(descriptor: number, bytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes; ) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, bytes - at));
    const read = readSync(descriptor, chunk, 0, chunk.length, at);
    if (read === 0) return;
    at += read;
    yield chunk.subarray(0, read);
  }
}

/** Null where there is no regular file: nothing, a link, a folder or a special file. Throws EACCES and the like. */
export const openRegular = (path: string): RegularFile | null => {
  const descriptor = unlessCode(['ENOENT', 'ELOOP', 'ENXIO', 'ENOTDIR'], () => openSync(path, readOnly));
  if (descriptor === null) return null;
  const stats = fstatSync(descriptor);
  const close = () => closeSync(descriptor);
  if (!stats.isFile()) {
    close();
    return null;
  }
  return {
    bytes: stats.size,
    executable: (stats.mode & 0o111) !== 0,
    content: () => contentOf(descriptor, stats.size),
    [Symbol.dispose]: close,
  };
};

/** The text of a small regular file; null where there is none, or it holds more than `limit` bytes. */
export const readSmall = (path: string, limit: number): string | null => {
  using file = openRegular(path);
  return file === null || file.bytes > limit ? null : Buffer.concat([...file.content()]).toString();
};

/** What a path is, links not followed. */
export const kindAt = (path: string): 'file' | 'folder' | 'link' | 'special' | 'nothing' => {
  const stats = unlessCode(['ENOENT', 'ENOTDIR'], () => lstatSync(path));
  if (stats === null) return 'nothing';
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'special';
};

/** Names in a folder, sorted; none where it is not a folder itself. */
export const namesIn = (folder: string): readonly string[] =>
  kindAt(folder) === 'folder' ? readdirSync(folder).sort() : [];
