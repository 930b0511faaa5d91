import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inMebibytes, refuse } from './errors.ts';
import type { Git } from './git.ts';
import { saidByGit } from './git-errors.ts';
import { toleratedFaults } from './git-settings.ts';
import { Pace } from './pace.ts';
import { kindAt, namesIn, openRegular, readSmall } from './regular.ts';
import type { IntakeLimits } from './types.ts';

const looseFolder = /^[0-9a-f]{2}$/;
const looseObject = /^([0-9a-f]{38}|[0-9a-f]{62})$/;
const packFile = /^pack-([0-9a-f]{40}|[0-9a-f]{64})\.pack$/;
const shallowLines = /^(([0-9a-f]{40}|[0-9a-f]{64})\n)*$/;

const objectsPerEntry = 4;
const shallowBytes = 1024 * 1024;

type Copy = { readonly from: string; readonly to: string };

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

const copyObject = ({ from, to }: Copy, allowance: Allowance): void => {
  using source = openRegular(from);
  if (source === null) return;
  allowance.spend(source.bytes);
  const target = openSync(to, 'wx', 0o600);
  try {
    for (const chunk of source.content()) writeFileSync(target, chunk);
  } finally {
    closeSync(target);
  }
};

const looseObjects = (objects: string): readonly string[] =>
  namesIn(objects)
    .filter((name) => looseFolder.test(name))
    .flatMap((folder) =>
      namesIn(join(objects, folder))
        .filter((name) => looseObject.test(name))
        .map((name) => `${folder}/${name}`),
    );

const refuseLoose = (count: number, limits: IntakeLimits): void => {
  if (count <= limits.entries * objectsPerEntry) return;
  throw refuse('REPO_TOO_BIG', {
    message: `The repository holds ${count.toLocaleString('en-US')} loose objects.`,
    hint: 'Run `git gc` in it and try again.',
  });
};

const packsIn = (folder: string): readonly string[] => namesIn(folder).filter((name) => packFile.test(name));

type Names = { readonly names: readonly string[]; readonly pace: Pace };

const copyAll = async (folders: Copy, { names, pace }: Names, allowance: Allowance): Promise<void> => {
  for (const folder of new Set(names.map(dirname))) mkdirSync(join(folders.to, folder), { recursive: true });
  for (const name of names) {
    await pace.step();
    copyObject({ from: join(folders.from, name), to: join(folders.to, name) }, allowance);
  }
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

const copyShallow = (gitFolder: string, repository: string): void => {
  const text = readSmall(join(gitFolder, 'shallow'), shallowBytes);
  if (text !== null && shallowLines.test(text)) writeFileSync(join(repository, 'shallow'), text);
};

const refuseBorrowed = (objects: string): void => {
  if (kindAt(join(objects, 'info', 'alternates')) === 'nothing') return;
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
 * alternates. Resolves to the packs in ours, which have no index yet; git is started only there.
 */
export const copyObjects = async ({
  gitFolder,
  git,
  limits,
  signal,
}: CopyOptions): Promise<readonly string[]> => {
  const folders = { from: join(gitFolder, 'objects'), to: join(git.folder, 'objects') };
  refuseBorrowed(folders.from);
  const loose = looseObjects(folders.from);
  refuseLoose(loose.length, limits);
  const packs = packsIn(join(folders.from, 'pack')).map((name) => join('pack', name));
  const pace = new Pace(signal);
  await copyAll(folders, { names: [...loose, ...packs], pace }, new Allowance(limits.archiveBytes));
  copyShallow(gitFolder, git.folder);
  return packs.map((pack) => join(folders.to, pack));
};

/** Git computes the index of each pack anew, and checks what is in it. */
export const indexPacks = async (git: Git, packs: readonly string[]): Promise<void> => {
  for (const pack of packs) await indexPack(git, pack);
};
