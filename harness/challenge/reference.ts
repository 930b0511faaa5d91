import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { loadChallenge } from './load.ts';
import { type PackedFile, packFiles, refuseUsedFolder, writeFiles } from './pack.ts';
import { readDocument } from './read.ts';

/** For whom the data of every reference are drawn. */
export const referenceCandidate = 'reference';

/** `history.yaml`: how the files of `repo/` came to be, commit by commit. A path ending in `/` stands for all below it. */
const historySchema = z.strictObject({
  author: z.strictObject({ name: z.string(), email: z.email() }),
  commits: z
    .array(
      z.strictObject({
        message: z.string().min(1),
        date: z.iso.datetime({ offset: true }),
        /** Adds what the candidate received: brief, data, dictionary, takehome.yaml. */
        pack: z.boolean().default(false),
        add: z.array(z.string()).default([]),
        remove: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});
type History = z.infer<typeof historySchema>;
type Commit = History['commits'][number];

/** `earned`: all points of the check; `lost`: none; `partly`: in between. */
export const outcomes = ['earned', 'partly', 'lost', 'not-applicable', 'needs-human'] as const;

/** `expected.yaml`: where a reference must land. */
const expectedSchema = z.strictObject({
  why: z.string(),
  /** The middle of the grade, 0..100, lies in here. */
  band: z.tuple([z.number().min(0).max(100), z.number().min(0).max(100)]),
  checks: z.record(z.string(), z.enum(outcomes)).default({}),
  /** A reference that cheats: the honest one it was made from, and the integrity checks that must give it away. */
  cheats: z
    .strictObject({ over: z.string(), caughtBy: z.array(z.string()).default([]) })
    .nullable()
    .default(null),
});
export type Expected = Readonly<z.infer<typeof expectedSchema>>;

const folderOf = (challengeFolder: string, name: string): string =>
  path.join(challengeFolder, 'reference', name);

/** Throws HarnessError CONFIG_INVALID. */
export const loadExpected = (challengeFolder: string, name: string): Promise<Expected> =>
  readDocument(expectedSchema, path.join(folderOf(challengeFolder, name), 'expected.yaml'));

const filesBelow = async (folder: string): Promise<readonly PackedFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files
      .sort()
      .map(async (file) => ({ path: path.relative(folder, file), text: await readFile(file, 'utf8') })),
  );
};

const isNamed = (file: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => (pattern.endsWith('/') ? file.startsWith(pattern) : file === pattern));

const searchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';

type Signature = { readonly author: History['author']; readonly date: string };

/** Nothing of the person's own configuration: same files, same dates, same commit ids everywhere. */
const environmentOf = (into: string, { author, date }: Signature): Readonly<Record<string, string>> => ({
  PATH: searchPath,
  HOME: into,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_DEFAULT_HASH: 'sha1',
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_AUTHOR_DATE: date,
  GIT_COMMITTER_NAME: author.name,
  GIT_COMMITTER_EMAIL: author.email,
  GIT_COMMITTER_DATE: date,
});

type Materials = {
  readonly into: string;
  readonly history: History;
  readonly pack: readonly PackedFile[];
  readonly files: readonly PackedFile[];
};

const git = async (
  { into, history }: Materials,
  call: { arguments: readonly string[]; date: string },
): Promise<void> => {
  const env = environmentOf(into, { author: history.author, date: call.date });
  await execa('git', call.arguments, { cwd: into, env, extendEnv: false });
};

const commit = async (materials: Materials, { message, date, pack, add, remove }: Commit): Promise<void> => {
  const added = materials.files.filter((file) => isNamed(file.path, add));
  await writeFiles(materials.into, [...(pack ? materials.pack : []), ...added]);
  await git(materials, { arguments: ['add', '--all', '--force'], date });
  if (remove.length > 0) await git(materials, { arguments: ['rm', '-q', '-f', '--', ...remove], date });
  await git(materials, { arguments: ['commit', '-q', '--no-verify', '-m', message], date });
};

const refuseForgotten = ({ files, history }: Pick<Materials, 'files' | 'history'>, name: string): void => {
  const named = history.commits.flatMap(({ add }) => add);
  const forgotten = files.filter((file) => !isNamed(file.path, named));
  if (forgotten.length === 0) return;
  throw new HarnessError({
    code: 'REFERENCE_INVALID',
    message: `No commit in history.yaml of ${name} adds ${forgotten.map((file) => file.path).join(', ')}.`,
    hint: 'Name each file of repo/ under `add` of the commit that brings it.',
  });
};

const readMaterials = async (
  challengeFolder: string,
  name: string,
): Promise<Omit<Materials, 'into' | 'pack'>> => {
  const folder = folderOf(challengeFolder, name);
  const history = await readDocument(historySchema, path.join(folder, 'history.yaml'));
  const files = await filesBelow(path.join(folder, 'repo'));
  refuseForgotten({ files, history }, name);
  return { history, files };
};

/** Throws HarnessError REFERENCE_INVALID or CONFIG_INVALID unless a reference has its files, history and expectation. */
export const checkReference = async (challengeFolder: string, name: string): Promise<void> => {
  await loadExpected(challengeFolder, name);
  await readMaterials(challengeFolder, name);
};

/**
 * Makes a git repository of a reference in `into`, which must be empty or absent, and answers its path. The same challenge
 * gives the same commit ids on every machine. Throws HarnessError REFERENCE_INVALID, CONFIG_INVALID, OUTPUT_NOT_EMPTY.
 */
export const materialiseReference = async (
  challengeFolder: string,
  name: string,
  into: string,
): Promise<string> => {
  await refuseUsedFolder(into);
  const read = await readMaterials(challengeFolder, name);
  const pack = packFiles(await loadChallenge(challengeFolder), referenceCandidate);
  await makeRepository({ ...read, into, pack });
  return into;
};

const makeRepository = async (materials: Materials): Promise<void> => {
  const date = materials.history.commits[0]?.date ?? '';
  await mkdir(materials.into, { recursive: true });
  await git(materials, { arguments: ['init', '-q', '--template=', '--initial-branch=main'], date });
  for (const step of materials.history.commits) await commit(materials, step);
};

/** Id of the commit that a materialised reference ends with. */
export const commitOf = async (repository: string): Promise<string> =>
  (await readFile(path.join(repository, '.git', 'refs', 'heads', 'main'), 'utf8')).trim();
