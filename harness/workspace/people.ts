import type { WorkspaceCommit } from './types.ts';

type Author = Pick<WorkspaceCommit, 'author' | 'email'>;

const shortestWord = 3;
const shortestStem = 5;

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const wordsOf = ({ author }: Author): readonly string[] =>
  folded(author)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= shortestWord);

/** Names that a forge or a mail server knows somebody by: `12345+ada@users.noreply.github.com` is `ada`. */
const handlesOf = ({ author, email }: Author): readonly string[] => {
  const mailbox = folded(email)
    .replace(/@.*$/, '')
    .replace(/^\d+\+/, '');
  return [folded(author), mailbox].map((name) => name.replaceAll(/[^\p{L}]/gu, '')).filter(Boolean);
};

const share = (one: readonly string[], other: readonly string[]): boolean => {
  const common = one.filter((word) => other.includes(word)).length;
  return common >= 2 || (common > 0 && common === Math.min(one.length, other.length));
};

const begins = (one: string, other: string): boolean =>
  one === other ||
  (Math.min(one.length, other.length) >= shortestStem && (one.startsWith(other) || other.startsWith(one)));

/** Whether two names may be one person's: a laptop, a server and a forge each write their own. */
const mayBeOne = (one: Author, other: Author): boolean =>
  (one.email !== '' && one.email.toLowerCase() === other.email.toLowerCase()) ||
  share(wordsOf(one), wordsOf(other)) ||
  handlesOf(one).some((handle) => handlesOf(other).some((another) => begins(handle, another)));

const keyOf = ({ author, email }: Author): string => `${author}\0${email}`;

const merge = /^merge (branch|pull request|remote-tracking|commit|tag)\b/i;
const robot =
  /\[bot\]$|^(github-actions|gitlab-ci|pre-commit-ci|dependabot|renovate|semantic-release-bot)\b/i;

export const byRobot = ({ author }: Pick<Author, 'author'>): boolean => robot.test(author);
export const isMerge = ({ subject }: Pick<WorkspaceCommit, 'subject'>): boolean => merge.test(subject);

/**
 * Whether a commit is by whoever committed last, under any name that may be theirs: of those, and of others who went on beside
 * them, nothing is somebody else's earlier work. Commits newest first.
 */
const byTheAuthor = (
  commits: readonly WorkspaceCommit[],
  latest: WorkspaceCommit | undefined,
): ((commit: WorkspaceCommit) => boolean) => {
  const authors = [...new Map(commits.map((commit) => [keyOf(commit), commit])).values()];
  const found = latest ? [latest] : [];
  for (const one of found)
    found.push(...authors.filter((other) => !found.includes(other) && mayBeOne(one, other)));
  const keys = new Set(found.map(keyOf));
  const first = commits.findLastIndex((commit) => keys.has(keyOf(commit)));
  const beside = new Set(commits.slice(0, Math.max(0, first)).map(keyOf));
  return (commit) => keys.has(keyOf(commit)) || beside.has(keyOf(commit));
};

/** Where the work of whoever committed last begins in commits newest first: what stands behind it came with the task. */
export const firstOwn = (commits: readonly WorkspaceCommit[]): number => {
  const isWritten = (commit: WorkspaceCommit): boolean => !byRobot(commit) && !isMerge(commit);
  return commits.findLastIndex(byTheAuthor(commits.filter(isWritten), commits.find(isWritten)));
};
