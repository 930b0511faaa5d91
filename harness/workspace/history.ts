import { type History, readChanges } from './changes.ts';
import type { Git } from './git.ts';
import { firstOwn } from './people.ts';
import type { Begun, Workspace, WorkspaceCommit } from './types.ts';

const shownCommits = 200;
const lastInstant = 8.64e12;

/** Seconds since 1970 as git prints them. A crafted commit may hold any number: what `Date` cannot hold is null. */
export const isoDate = (seconds: string): string | null => {
  const value = Number(seconds);
  return /^\d+$/.test(seconds) && value <= lastInstant ? new Date(value * 1000).toISOString() : null;
};

type Header = Omit<WorkspaceCommit, 'filesChanged'> & { readonly parents: readonly string[] };

/** Author and subject are cut by git, so that a commit message of gigabytes stays there. */
const format = '--format=tformat:%H%x00%P%x00%<(100,trunc)%an%x00%<(100,trunc)%ae%x00%at%x00%<(200,trunc)%s';

const perCommit = 6;

const headersOf = (text: string): readonly Header[] => {
  const fields = text.split('\0');
  return Array.from({ length: Math.floor(fields.length / perCommit) }, (_, index) => {
    const [id = '', parents = '', author = '', email = '', seconds = '', subject = ''] = fields.slice(
      index * perCommit,
      (index + 1) * perCommit,
    );
    const named = { author: author.trim(), email: email.trim(), subject: subject.trim() };
    return { id, ...named, date: isoDate(seconds), parents: parents.split(' ').filter(Boolean) };
  });
};

const readHeaders = async (git: Git, commit: string): Promise<readonly Header[]> => {
  const fixed = ['-z', '--no-show-signature', '--no-patch', '--no-decorate', '--no-color', '--no-notes'];
  return headersOf(await git.porcelain.raw(['log', ...fixed, `--max-count=${shownCommits}`, format, commit]));
};

type Beginning = { readonly by: Begun['by']; readonly id: string };

/** A history that is longer than what is read of it, or that is one commit, tells of no beginning. */
const beginningOf = (commits: readonly WorkspaceCommit[]): Beginning | null => {
  const first = firstOwn(commits);
  const [own, before] = [commits[first], commits[first + 1]];
  if (first < 0 || commits.length >= shownCommits) return null;
  if (before) return { by: 'others', id: before.id };
  return own && first > 0 ? { by: 'author', id: own.id } : null;
};

const stepsOf = (headers: readonly Header[]): History['steps'] =>
  headers
    .filter(({ parents }) => parents.length < 2)
    .map(({ id, parents: [parent = null] }) => ({ id, parent }));

/** Newest first, at most 200. The files that a merge changes are those of the commits it merges: it has none of its own. */
export const readHistory = async (
  git: Git,
  commit: string,
): Promise<Pick<Workspace, 'commits' | 'commitCount' | 'begun'>> => {
  const headers = await readHeaders(git, commit);
  const uncounted = headers.map(({ parents: _, ...header }) => ({ ...header, filesChanged: 0 }));
  const beginning = beginningOf(uncounted);
  const span = beginning && { from: beginning.id, to: commit };
  const { counts, unchanged } = await readChanges(git, { steps: stepsOf(headers), span });
  const commits = uncounted.map((header) => ({ ...header, filesChanged: counts.get(header.id) ?? 0 }));
  const commitCount =
    commits.length < shownCommits
      ? commits.length
      : Number(await git.porcelain.raw(['rev-list', '--count', commit]));
  return {
    commits,
    commitCount,
    begun: beginning && { by: beginning.by, unchanged: unchanged.toSorted() },
  };
};
