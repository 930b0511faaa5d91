import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { removeUnpacked, unpackArchive } from './archive.ts';
import { refuse } from './errors.ts';
import { shown } from './escape.ts';
import { collectFolder } from './folder.ts';
import { type Intake, places, rootCollector, type Taken } from './take.ts';
import { gitFolderOf, takeGitFolder } from './take-git.ts';
import type { LeftOut } from './types.ts';

const noHistory = { commit: null, forge: null, commits: [], commitCount: null, begun: null } as const;

const refuseRef = ({ request, source }: Intake): void => {
  if (request.ref === null) return;
  throw refuse('REF_NOT_FOUND', {
    message: `"${shown(source.origin)}" has no history, so there is no "${shown(request.ref)}" in it.`,
    hint: 'Leave --ref out, or give the repository itself.',
  });
};

const takePlain = async (intake: Intake, root: string): Promise<Omit<Taken, 'kind'>> => {
  refuseRef(intake);
  intake.request.progress(`the files of ${shown(intake.source.origin)}`);
  const collector = rootCollector(intake);
  await collectFolder({ root, collector });
  return { ...collector.collected(), ...noHistory };
};

const takeFolder = async (intake: Intake, root: string): Promise<Taken> => {
  const gitFolder = gitFolderOf(root);
  return gitFolder === null
    ? { kind: 'folder', ...(await takePlain(intake, root)) }
    : { kind: 'git', ...(await takeGitFolder(intake, gitFolder)) };
};

const merged = (found: readonly LeftOut[], more: readonly LeftOut[]): readonly LeftOut[] =>
  [...found, ...more].sort((a, b) => (a.path < b.path ? -1 : 1));

const takeArchive = async (intake: Intake, file: string): Promise<Taken> => {
  const { request, guard, source } = intake;
  request.progress(`unpacking ${shown(source.origin)}`);
  const into = places(request).unpacked;
  await mkdir(into);
  const { root, leftOut } = await unpackArchive({ file, into, limits: request.limits, signal: guard.signal });
  const gitFolder = gitFolderOf(root);
  const taken = gitFolder === null ? await takePlain(intake, root) : await takeGitFolder(intake, gitFolder);
  await removeUnpacked(into);
  const all = gitFolder === null ? merged(taken.leftOut, leftOut) : taken.leftOut;
  return { kind: 'archive', ...taken, leftOut: all };
};

const notFound = async (origin: string, path: string) => {
  const guess = nearest(basename(path), await readdir(dirname(path)).catch(() => []));
  const forge = /^[\w.-]+\/[\w.-]+$/.test(origin)
    ? `For a repository on a forge give its URL: https://github.com/${origin}`
    : null;
  return refuse('SOURCE_NOT_FOUND', {
    message: `"${shown(origin)}" does not exist.`,
    hint:
      guess === null
        ? (forge ?? 'Give a git URL, a folder, a .zip or a .tar.gz.')
        : `Did you mean "${shown(guess)}"?`,
  });
};

/** A folder, a repository or an archive on this machine. The operator may name it through a link; inside, none is followed. */
export const takePath = async (intake: Intake): Promise<Taken> => {
  const path = await realpath(intake.source.location);
  const stats = await stat(path);
  if (stats.isDirectory()) return takeFolder(intake, path);
  if (stats.isFile()) return takeArchive(intake, path);
  throw refuse('SOURCE_NOT_SUPPORTED', {
    message: `"${shown(intake.source.origin)}" is neither a file nor a folder.`,
    hint: 'Give a git URL, a folder, a .zip or a .tar.gz.',
  });
};

/** Throws SOURCE_NOT_FOUND, naming what was probably meant, before anything is made. */
export const refuseMissing = async (origin: string, path: string): Promise<void> => {
  const found = await stat(path).catch(() => null);
  if (found === null) throw await notFound(origin, path);
};
