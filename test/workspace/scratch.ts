import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../helpers/git-fixtures.ts';
import { type RunningServer, startGitServer } from '../helpers/git-server.ts';

/** A folder for the tests of one file, and a git server over it whose `private/` is behind a login. */
export const useScratch = () => {
  let base: TemporaryFolder;
  let server: RunningServer;
  beforeAll(async () => {
    base = await temporaryFolder();
    const locked = { name: 'private', user: 'ada', password: 'sesame' };
    server = await startGitServer({ root: base.path, locked });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await base[Symbol.asyncDispose]();
  });
  return {
    at: (...parts: readonly string[]): string => join(base.path, ...parts),
    /** A repository below the folder, as an intake is asked for it by URL. */
    remote: (name: string) => ({ source: `${server.url}/${name}`, allowHttpHosts: [server.host] }),
  };
};

export const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

/** A shell command that only an attack would get to run; the marker must not be there afterwards. */
export const touching = (marker: string): string => `touch ${marker}`;
