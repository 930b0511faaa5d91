import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** References are judged by the challenge, they do not decide it. */
const isPartOfTheQuestion = (file: string): boolean =>
  !file.startsWith(`reference${path.sep}`) && !file.split(path.sep).some((part) => part.startsWith('.'));

const filesOf = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter(isPartOfTheQuestion)
    .sort();
};

/** SHA-256 over path, length and bytes of every file that decides what is asked or how it is judged, by sorted path. */
export const digestOf = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of await filesOf(folder)) {
    const bytes = await readFile(path.join(folder, file));
    hash.update(`${file.split(path.sep).join('/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
};
