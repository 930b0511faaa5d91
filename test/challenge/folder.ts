import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaffoldChallenge } from '../../harness/challenge/scaffold.ts';

export type Scratch = AsyncDisposable & { readonly path: string };

export const scratchFolder = async (): Promise<Scratch> => {
  const path = await mkdtemp(join(tmpdir(), 'takehome-challenge-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** A fresh challenge in a scratch folder, with some of its files replaced. */
export const challengeWith = async (files: Readonly<Record<string, string>> = {}): Promise<Scratch> => {
  const scratch = await scratchFolder();
  const path = join(scratch.path, 'made');
  await scaffoldChallenge('made', path);
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return { ...scratch, path };
};
