import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';

/** Never through a link, and never waiting for the other end of a pipe. */
const readOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const unlessCode = (codes: readonly string[]) => (error: NodeJS.ErrnoException) => {
  if (codes.includes(error.code ?? '')) return null;
  throw error;
};

/** An open regular file; null where there is none: nothing, a link, a folder or a special file. Throws EACCES and the like. */
export const openRegular = async (path: string): Promise<FileHandle | null> => {
  const handle = await open(path, readOnly).catch(unlessCode(['ENOENT', 'ELOOP', 'ENXIO', 'ENOTDIR']));
  if (handle === null || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return null;
};

/** The text of a small regular file; null where there is none, or it holds more than `limit` bytes. */
export const readSmall = async (path: string, limit: number): Promise<string | null> => {
  await using handle = await openRegular(path);
  if (handle === null || (await handle.stat()).size > limit) return null;
  return handle.readFile('utf8');
};

/** What a path is, links not followed. */
export const kindAt = async (path: string): Promise<'file' | 'folder' | 'link' | 'special' | 'nothing'> => {
  const stats = await lstat(path).catch(unlessCode(['ENOENT', 'ENOTDIR']));
  if (stats === null) return 'nothing';
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'special';
};

/** Names in a folder, sorted; none where it is not a folder itself. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await kindAt(folder)) === 'folder' ? (await readdir(folder)).sort() : [];
