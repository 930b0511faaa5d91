import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** Git as on a machine without any configuration, at one moment in time, so that commit ids do not change. */
const environment = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

export type GitRun = {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
};

/** Runs git in a folder; its standard output without the last newline. */
export const git = async (folder: string, args: readonly string[], run: GitRun = {}): Promise<string> => {
  const { stdout } = await execa('git', [...args], {
    cwd: folder,
    env: { ...environment, ...run.env },
    extendEnv: false,
    input: run.input ?? '',
  });
  return stdout;
};

export type TemporaryFolder = AsyncDisposable & { readonly path: string };

export const temporaryFolder = async (): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(tmpdir(), 'takehome-intake-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

export type Files = Readonly<Record<string, string | Uint8Array>>;

export const writeFiles = async (folder: string, files: Files): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
};

/** Commits everything in a folder; the id of the commit. */
export const commitAll = async (folder: string, subject: string): Promise<string> => {
  await git(folder, ['add', '--all', '--force']);
  await git(folder, ['commit', '--quiet', '--allow-empty', '-m', subject]);
  return git(folder, ['rev-parse', 'HEAD']);
};

export const initRepository = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
};

/** A repository with one commit that holds the files; the id of that commit. */
export const repositoryWith = async (folder: string, files: Files): Promise<string> => {
  await initRepository(folder);
  await writeFiles(folder, files);
  return commitAll(folder, 'Hand in');
};

/** One entry of a tree object, which may have any mode and any name. */
export type RawEntry = { readonly mode: string; readonly name: string | Uint8Array; readonly id: string };

const writeObject = (folder: string, type: string, content: string | Uint8Array): Promise<string> =>
  git(folder, ['hash-object', '-t', type, '-w', '--literally', '--stdin'], { input: content });

export const writeBlob = (folder: string, content: string | Uint8Array): Promise<string> =>
  writeObject(folder, 'blob', content);

/** Writes a tree byte for byte: git's own commands would refuse most of what the tests need. */
export const writeTree = (folder: string, entries: readonly RawEntry[]): Promise<string> =>
  writeObject(
    folder,
    'tree',
    Buffer.concat(
      entries.flatMap(({ mode, name, id }) => [
        Buffer.from(`${mode} `),
        Buffer.from(name),
        Buffer.from([0]),
        Buffer.from(id, 'hex'),
      ]),
    ),
  );

export type RawCommit = {
  readonly tree: string;
  readonly author?: string;
  readonly message?: string | Uint8Array;
  /** Put on the commit; `main` where none is named. */
  readonly branch?: string;
};

/** Writes a commit object with any author line and message; its id. */
export const writeCommit = async (folder: string, raw: RawCommit): Promise<string> => {
  const author = raw.author ?? 'Ada <ada@example.org> 1767323045 +0000';
  const head = `tree ${raw.tree}\nauthor ${author}\ncommitter Ada <ada@example.org> 1767323045 +0000\n\n`;
  const content = Buffer.concat([Buffer.from(head), Buffer.from(raw.message ?? 'Hand in\n')]);
  const id = await writeObject(folder, 'commit', content);
  await git(folder, ['update-ref', `refs/heads/${raw.branch ?? 'main'}`, id]);
  return id;
};

/** A bare repository whose only commit has this tree. */
export const bareWithTree = async (
  folder: string,
  tree: (folder: string) => Promise<readonly RawEntry[]>,
): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await git(folder, ['init', '--quiet', '--bare', '--initial-branch=main']);
  return writeCommit(folder, { tree: await writeTree(folder, await tree(folder)) });
};
