import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A folder of HTML files that a browser can open, gone at the end of its scope. */
export type Shelf = AsyncDisposable & { put(name: string, html: string): Promise<URL> };

export const openShelf = async (): Promise<Shelf> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-page-'));
  return {
    async put(name, html) {
      const file = join(folder, `${name}.html`);
      await writeFile(file, html);
      return pathToFileURL(file);
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
};
