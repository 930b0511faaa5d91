import { join } from 'node:path';
import { refuse } from './errors.ts';
import { shown } from './escape.ts';
import { forgeLink } from './forge.ts';
import { commitOf, type Git, openGit } from './git.ts';
import { copyObjects, indexPacks } from './git-copy.ts';
import { fetchCommit, noCommit, refNotFound } from './git-fetch.ts';
import { isObjectId, type Refs, readRefs, resolveRef, shortNames } from './git-refs.ts';
import { makeRepository } from './git-settings.ts';
import { collectTree } from './git-tree.ts';
import { together } from './guard.ts';
import { readHistory } from './history.ts';
import { kindAt, readSmall } from './regular.ts';
import { type Intake, places, rootCollector, type Taken } from './take.ts';

const ourRepository = async (intake: Intake, objectFormat: 'sha1' | 'sha256'): Promise<Git> => {
  const { request, guard } = intake;
  const folder = places(request).repository;
  await makeRepository(folder, { objectFormat, seconds: request.limits.seconds });
  return openGit({ folder, request, guard });
};

type Commit = { readonly git: Git; readonly commit: string; readonly remote: string | null };

const takeCommit = async (intake: Intake, { git, commit, remote }: Commit): Promise<Omit<Taken, 'kind'>> => {
  const collector = rootCollector(intake);
  const { limits } = intake.request;
  const tree = collectTree({ git, commit, collector, limits });
  const [, history] = await together(tree, readHistory(git, commit));
  const forge = remote === null ? null : forgeLink(remote, commit);
  return { ...collector.collected(), ...history, commit, forge };
};

/** One ref of a repository elsewhere, with its history. */
export const takeUrl = async (intake: Intake): Promise<Taken> => {
  const { request, source, guard } = intake;
  const git = await ourRepository(intake, 'sha1');
  const { location: url, origin } = source;
  request.progress(`the clone of ${shown(origin)}`);
  const packBytes = request.limits.archiveBytes;
  const commit = await fetchCommit({ git, url, origin, ref: request.ref, guard, packBytes });
  return { kind: 'git', ...(await takeCommit(intake, { git, commit, remote: url })) };
};

/** A linked worktree or a submodule points to a folder of its own choice: that pointer is not followed. */
const refusePointer = (folder: string) =>
  refuse('SOURCE_NOT_SUPPORTED', {
    message: `"${shown(folder)}" is a linked worktree or a submodule: its repository lies elsewhere.`,
    hint: 'Give the main repository and the branch with --ref.',
  });

const isBare = (folder: string): boolean =>
  ['HEAD', 'objects', 'refs'].map((name) => kindAt(join(folder, name))).join() === 'file,folder,folder';

/** Where a folder keeps its repository: `.git`, or the folder itself when it is bare; null when it has none. */
export const gitFolderOf = (folder: string): string | null => {
  const inner = join(folder, '.git');
  const kind = kindAt(inner);
  if (kind === 'file') throw refusePointer(folder);
  if (kind === 'folder' && kindAt(join(inner, 'HEAD')) === 'file') return inner;
  return kind === 'nothing' && isBare(folder) ? folder : null;
};

const originSection = /^\s*\[remote "origin"\]/;

/** The address of `origin` as text; git never reads this file. */
const originOf = (gitFolder: string): string | null => {
  const lines = (readSmall(join(gitFolder, 'config'), 256 * 1024) ?? '').split('\n');
  const start = lines.findIndex((line) => originSection.test(line));
  const section = start < 0 ? [] : lines.slice(start + 1);
  const end = section.findIndex((line) => /^\s*\[/.test(line));
  const own = end < 0 ? section : section.slice(0, end);
  return (
    own.map((line) => /^\s*url\s*=\s*(\S+)\s*$/.exec(line)?.[1]).find((url) => url !== undefined) ?? null
  );
};

const objectOf = (refs: Refs, { request, source }: Intake): string => {
  const { ref } = request;
  const found = resolveRef(refs, ref) ?? (ref !== null && isObjectId(ref) ? ref : null);
  if (found !== null) return found;
  throw ref === null ? noCommit(source.origin) : refNotFound(ref, shortNames(refs.targets.keys()));
};

const missing = (object: string, ref: string | null) =>
  refuse(ref === null ? 'REPOSITORY_DAMAGED' : 'REF_NOT_FOUND', {
    message: `There is no commit ${object.slice(0, 12)} in the repository, as ${shown(ref ?? 'HEAD')} has it.`,
    hint: 'Run `git fsck --full` in it; if that finds nothing, name another branch, tag or commit with --ref.',
  });

/** HEAD, or the ref asked for, of a repository on this machine, as committed. */
export const takeGitFolder = async (intake: Intake, gitFolder: string): Promise<Omit<Taken, 'kind'>> => {
  const { request, source, guard } = intake;
  const refs = readRefs(gitFolder);
  if (refs === null) throw noCommit(source.origin);
  const object = objectOf(refs, intake);
  const head = resolveRef(refs, null);
  const git = await ourRepository(intake, (head ?? object).length === 64 ? 'sha256' : 'sha1');
  const packs = await copyObjects({ gitFolder, git, limits: request.limits, signal: guard.signal });
  request.progress(`the history of ${shown(source.origin)}`);
  await indexPacks(git, packs);
  const commit = await commitOf(git, object);
  if (commit === null) throw missing(object, request.ref);
  return takeCommit(intake, { git, commit, remote: originOf(gitFolder) });
};
