import { writeFile } from 'node:fs/promises';
import { type TarEntry, tarGz, type ZipEntry, zip } from './archives.ts';

/** Writes archives below a folder, each under a name of its own that starts with a number. */
export const archivesBelow = (at: (name: string) => string) => {
  let count = 0;
  const saved = async (name: string, content: Uint8Array): Promise<string> => {
    count += 1;
    const path = at(`${count}-${name}`);
    await writeFile(path, content);
    return path;
  };
  return {
    saved,
    zipped: (entries: readonly ZipEntry[]): Promise<string> => saved('x.zip', zip(entries)),
    tarred: async (entries: readonly TarEntry[]): Promise<string> => saved('x.tar.gz', await tarGz(entries)),
  };
};
