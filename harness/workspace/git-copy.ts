import { constants } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inMebibytes, refuse } from './errors.ts';
import type { Git } from './git.ts';
import { saidByGit } from './git-errors.ts';
import { toleratedFaults } from './git-settings.ts';
import { kindAt, namesIn, openRegular, readSmall } from './regular.ts';
import type { IntakeLimits } from './types.ts';

const looseFolder = /^[0-9a-f]{2}$/;
const looseObject = /^([0-9a-f]{38}|[0-9a-f]{62})$/;
const packFile = /^pack-([0-9a-f]{40}|[0-9a-f]{64})\.pack$/;
const shallowLines = /^(([0-9a-f]{40}|[0-9a-f]{64})\n)*$/;

const fanOut = 64;
const objectsPerEntry = 4;
const wholeChunk = 1024 * 1024;

type Copy = { readonly from: string; readonly to: string; readonly signal: AbortSignal };

/** What is left of the bytes that a history may take. */
class Allowance {
  #left: number;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit;
  }

  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) {
      throw refuse('REPO_TOO_BIG', {
        message: `The repository's history takes more than ${inMebibytes(this.#limit)}.`,
        hint: 'Ask for a repository without data and models in its history, or give the files as a folder.',
      });
    }
  }
}

const copyObject = async ({ from, to, signal }: Copy, allowance: Allowance): Promise<void> => {
  signal.throwIfAborted();
  await using source = await openRegular(from);
  if (source === null) return;
  allowance.spend((await source.stat()).size);
  await using target = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  for await (const chunk of source.createReadStream({ highWaterMark: wholeChunk, autoClose: false })) {
    await target.writeFile(chunk);
  }
};

const looseObjects = async (objects: string): Promise<readonly string[]> => {
  const folders = (await namesIn(objects)).filter((name) => looseFolder.test(name));
  const names = await Promise.all(
    folders.map(async (folder) => (await namesIn(join(objects, folder))).map((name) => `${folder}/${name}`)),
  );
  return names.flat().filter((name) => looseObject.test(name.slice(3)));
};

const copyLoose = async (
  copy: Copy & { readonly limits: IntakeLimits },
  allowance: Allowance,
): Promise<void> => {
  const names = await looseObjects(copy.from);
  if (names.length > copy.limits.entries * objectsPerEntry) {
    throw refuse('REPO_TOO_BIG', {
      message: `The repository holds ${names.length.toLocaleString('en-US')} loose objects.`,
      hint: 'Run `git gc` in it and try again.',
    });
  }
  for (const folder of new Set(names.map((name) => name.slice(0, 2)))) await mkdir(join(copy.to, folder));
  for (let at = 0; at < names.length; at += fanOut) {
    const some = names.slice(at, at + fanOut);
    await Promise.all(
      some.map((name) =>
        copyObject({ ...copy, from: join(copy.from, name), to: join(copy.to, name) }, allowance),
      ),
    );
  }
};

const copyPacks = async (copy: Copy, allowance: Allowance): Promise<readonly string[]> => {
  const packs = (await namesIn(copy.from)).filter((name) => packFile.test(name));
  for (const name of packs) {
    await copyObject({ ...copy, from: join(copy.from, name), to: join(copy.to, name) }, allowance);
  }
  return packs.map((name) => join(copy.to, name));
};

const drained = async (output: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of output);
};

const strictly = `--strict=${toleratedFaults.map((fault) => `${fault}=ignore`).join(',')}`;

/** A pack whose objects lean on another pack, or on ones that a partial clone never fetched, cannot be checked for links. */
const leansOnOthers = (error: unknown): boolean =>
  /did not receive expected object|unresolved delta/i.test(saidByGit(error));

const indexPack = async (git: Git, pack: string): Promise<void> => {
  const index = (options: readonly string[]) =>
    git.stream({ arguments: ['index-pack', ...options, pack], input: '' }, drained);
  await index([strictly]).catch((error: unknown) => {
    if (leansOnOthers(error)) return index([]);
    throw error;
  });
};

const copyShallow = async (gitFolder: string, repository: string): Promise<void> => {
  const text = await readSmall(join(gitFolder, 'shallow'), wholeChunk);
  if (text !== null && shallowLines.test(text)) await writeFile(join(repository, 'shallow'), text);
};

const refuseBorrowed = async (objects: string): Promise<void> => {
  if ((await kindAt(join(objects, 'info', 'alternates'))) === 'nothing') return;
  throw refuse('PATH_UNSAFE', {
    message: 'The repository borrows objects from another one on this machine (objects/info/alternates).',
    hint: 'Give a repository of its own: clone it with `git clone --dissociate`, or give its URL.',
  });
};

export type CopyOptions = {
  readonly gitFolder: string;
  readonly git: Git;
  readonly limits: IntakeLimits;
  readonly signal: AbortSignal;
};

/**
 * Brings the objects of a repository, and nothing else of it, into ours: no configuration, hooks, indexes, links or
 * alternates. Git is started only in ours, where it computes every index anew.
 */
export const copyObjects = async ({ gitFolder, git, limits, signal }: CopyOptions): Promise<void> => {
  const objects = join(gitFolder, 'objects');
  await refuseBorrowed(objects);
  const allowance = new Allowance(limits.archiveBytes);
  const to = join(git.folder, 'objects');
  await copyLoose({ from: objects, to, signal, limits }, allowance);
  const packs = await copyPacks({ from: join(objects, 'pack'), to: join(to, 'pack'), signal }, allowance);
  await copyShallow(gitFolder, git.folder);
  for (const pack of packs) await indexPack(git, pack);
};
