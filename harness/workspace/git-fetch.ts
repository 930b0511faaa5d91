import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { ByteReader } from './bytes.ts';
import { inMebibytes, refuse } from './errors.ts';
import { shown } from './escape.ts';
import { commitOf, type Git } from './git.ts';
import { gitFailure, saidByGit } from './git-errors.ts';
import { isObjectId, isPlainRef, shortNames } from './git-refs.ts';
import type { Guard } from './guard.ts';
import { killLeftovers } from './leftovers.ts';

export type FetchOptions = {
  readonly git: Git;
  readonly url: string;
  /** The URL as the operator gave it, for messages. */
  readonly origin: string;
  readonly ref: string | null;
  readonly guard: Guard;
  readonly packBytes: number;
};

const graded = 'refs/takehome/graded';
const watchEveryMs = 50;

const sizeOf = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

const tooBig = ({ origin, packBytes }: FetchOptions) =>
  refuse('REPO_TOO_BIG', {
    message: `${shown(origin)} sends more than ${inMebibytes(packBytes)} of history.`,
    hint: 'Ask for a repository without data and models in its history, or give the files as a folder.',
  });

/** Git has no limit on what a server sends, so the folder that it arrives in is watched. */
const watched = (options: FetchOptions): Disposable => {
  const folder = join(options.git.folder, 'objects', 'pack');
  const timer = setInterval(async () => {
    if ((await sizeOf(folder)) > options.packBytes) options.guard.stop(tooBig(options));
  }, watchEveryMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};

// simple-git would put `--progress` behind the refspecs, where it is one of them.
const fixed = [
  '--progress',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--force',
];

const fetchOnce = async (options: FetchOptions, refspecs: readonly string[]): Promise<void> => {
  using _watching = watched(options);
  try {
    await options.git.porcelain.raw(['fetch', ...fixed, '--end-of-options', options.url, ...refspecs]);
  } finally {
    if (options.guard.signal.aborted) await killLeftovers(options.git.folder);
  }
};

const failure = (error: unknown, options: FetchOptions) => gitFailure(error, shown(options.origin));

const isRedirect = (said: string): boolean => /returned error: 30[1-8]\b/.test(said);

const isPassing = (error: unknown, options: FetchOptions): boolean =>
  !options.guard.signal.aborted &&
  !isRedirect(saidByGit(error)) &&
  ['CLONE_NETWORK', 'CLONE_TIMEOUT'].includes(failure(error, options).code);

/** Once more after a broken connection: nothing of the first attempt is left, git removes what it did not finish. */
const fetchTwice = async (options: FetchOptions, refspecs: readonly string[]): Promise<void> => {
  await fetchOnce(options, refspecs).catch((error: unknown) => {
    if (isPassing(error, options)) return fetchOnce(options, refspecs);
    throw error;
  });
};

const withoutSuch = /couldn't find remote ref|not our ref|unadvertised object|remote error: upload-pack/i;

const most = { listed: 2000, fetched: 200 } as const;

/** Full names of branches and tags, as far as they go into a refspec. */
const remoteRefs = ({ git, url }: FetchOptions): Promise<readonly string[]> => {
  const list = ['ls-remote', '--heads', '--tags', '--refs', '--end-of-options', url];
  return git.stream({ arguments: list, input: '' }, async (output) => {
    const reader = new ByteReader(output);
    const names: string[] = [];
    for (
      let line = await reader.until(10);
      line && names.length < most.listed;
      line = await reader.until(10)
    ) {
      names.push(line.toString().split('\t')[1] ?? '');
    }
    return names.filter(isPlainRef);
  });
};

export const noCommit = (origin: string) =>
  refuse('NO_COMMIT', {
    message: `${shown(origin)} holds no commit.`,
    hint: 'Commit the work and push it, or give a folder without .git to have its files graded as they lie.',
  });

/** Names what was probably meant, or what there is. */
export const refNotFound = (ref: string, names: readonly string[]) => {
  const guess = nearest(ref, names);
  const known = names.slice(0, 8).map(shown).join(', ');
  return refuse('REF_NOT_FOUND', {
    message: `There is no branch, tag or commit "${shown(ref)}".`,
    hint: guess === null ? `Known names: ${known || 'none'}.` : `Did you mean "${shown(guess)}"?`,
  });
};

/** A commit that the server does not hand out by its id, or a shortened id, may be on a branch. */
const amongBranches = async (options: FetchOptions, branches: readonly string[]): Promise<string | null> => {
  const { ref, git } = options;
  if (ref === null || !isObjectId(ref) || branches.length === 0) return null;
  await fetchTwice(options, branches.slice(0, most.fetched));
  return commitOf(git, ref);
};

const whereNothingIs = async (options: FetchOptions): Promise<string> => {
  const { ref, origin } = options;
  if (ref === null) throw noCommit(origin);
  const refs = await remoteRefs(options);
  const branches = refs.filter((name) => name.startsWith('refs/heads/'));
  const found = await amongBranches(options, branches);
  if (found !== null) return found;
  throw refNotFound(ref, shortNames(refs));
};

const ask = (options: FetchOptions): Promise<void> =>
  fetchTwice(options, [`+${options.ref ?? 'HEAD'}:${graded}`]);

/** Fetches one ref with its history into our repository; the id of its commit. */
export const fetchCommit = async (options: FetchOptions): Promise<string> => {
  const { git, url, origin } = options;
  try {
    await ask(options);
  } catch (error) {
    const said = saidByGit(error);
    // GitLab answers without `.git` by a redirect to the address with it.
    if (isRedirect(said) && !url.endsWith('.git')) {
      return fetchCommit({ ...options, url: `${url.replace(/\/+$/, '')}.git` });
    }
    if (withoutSuch.test(said)) return await whereNothingIs(options);
    throw failure(error, options);
  }
  const commit = await commitOf(git, graded);
  if (commit === null) throw noCommit(origin);
  return commit;
};
