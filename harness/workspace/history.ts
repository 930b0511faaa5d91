import { ByteReader } from './bytes.ts';
import type { Git } from './git.ts';
import { together } from './guard.ts';
import type { Workspace, WorkspaceCommit } from './types.ts';

const shownCommits = 200;
const countedChanges = 50_000;
const lastInstant = 8.64e12;

/** Seconds since 1970 as git prints them. A crafted commit may hold any number: what `Date` cannot hold is null. */
export const isoDate = (seconds: string): string | null => {
  const value = Number(seconds);
  return /^\d+$/.test(seconds) && value <= lastInstant ? new Date(value * 1000).toISOString() : null;
};

type Header = Omit<WorkspaceCommit, 'filesChanged'>;

/** Author and subject are cut by git, so that a commit message of gigabytes stays there. */
const format = '--format=tformat:%H%x00%<(100,trunc)%an%x00%at%x00%<(200,trunc)%s';

const headersOf = (text: string): readonly Header[] => {
  const fields = text.split('\0');
  return Array.from({ length: Math.floor(fields.length / 4) }, (_, index) => {
    const [id = '', author = '', seconds = '', subject = ''] = fields.slice(index * 4, index * 4 + 4);
    return { id, author: author.trim(), date: isoDate(seconds), subject: subject.trim() };
  });
};

const readHeaders = async (git: Git, commit: string): Promise<readonly Header[]> => {
  const fixed = ['-z', '--no-show-signature', '--no-patch', '--no-decorate', '--no-color', '--no-notes'];
  return headersOf(await git.porcelain.raw(['log', ...fixed, `--max-count=${shownCommits}`, format, commit]));
};

/** Tokens of `diff-tree --stdin -z --raw`: a commit id, then for each file `:modes ids status` and its path. */
const countChanges = async (output: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, number>> => {
  const reader = new ByteReader(output);
  const counts = new Map<string, number>();
  let commit = '';
  for (let total = 0; total < countedChanges; ) {
    const token = (await reader.until(0))?.toString();
    if (token === undefined) break;
    if (!token.startsWith(':')) {
      commit = token;
      continue;
    }
    await reader.until(0);
    total += 1;
    counts.set(commit, (counts.get(commit) ?? 0) + 1);
  }
  return counts;
};

const readChanges = async (git: Git, headers: readonly Header[]): Promise<ReadonlyMap<string, number>> => {
  const fixed = ['diff-tree', '--stdin', '-z', '-r', '--root', '--raw', '--no-renames', '--no-ext-diff'];
  const input = `${headers.map((header) => header.id).join('\n')}\n`;
  return git.stream({ arguments: fixed, input }, countChanges);
};

const readCommits = async (git: Git, commit: string): Promise<readonly WorkspaceCommit[]> => {
  const headers = await readHeaders(git, commit);
  const changes = await readChanges(git, headers);
  return headers.map((header) => ({ ...header, filesChanged: changes.get(header.id) ?? 0 }));
};

/** Newest first, at most 200; the files changed by merges, and those past 50,000 in all, are not counted. */
export const readHistory = async (
  git: Git,
  commit: string,
): Promise<Pick<Workspace, 'commits' | 'commitCount'>> => {
  const counted = git.porcelain.raw(['rev-list', '--count', commit]);
  const [commits, count] = await together(readCommits(git, commit), counted);
  return { commits, commitCount: Number(count) };
};
