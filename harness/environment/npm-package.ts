import { z } from 'zod';
import { folderOf, ownPaths } from '../start/files.ts';
import { packagePath } from '../start/runtime.ts';
import { type LockReading, readLock } from './npm-lock.ts';
import { isName, isRange, whyBlocked } from './npm-names.ts';
import type { PythonInput } from './python-version.ts';
import type { Blocked } from './types.ts';

const named = z.record(z.string(), z.unknown()).catch({});
const packageSchema = z.object({
  dependencies: named,
  devDependencies: named,
  optionalDependencies: named,
  peerDependencies: named,
  overrides: named,
  workspaces: z.unknown().optional(),
});
type Package = z.infer<typeof packageSchema>;

/** Nobody declares more by hand. */
const maxDeclared = 300;
const foreignLocks = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

export type NpmRequirement = { readonly name: string; readonly range: string; readonly line: number };

/** What is to be installed: our own rewriting of package.json and of its lock file. */
export type NpmList = {
  /** Where package.json stands, `.` for the root. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly manifest: string;
  readonly lock: LockReading;
  readonly requirements: readonly NpmRequirement[];
  readonly blocked: readonly Blocked[];
  /** Said of how it was read, and no fault of the list: a sentence each. */
  readonly notes: readonly string[];
  /** Whether any lock file states exact versions, be it one that npm cannot read. */
  readonly locked: boolean;
};

const parsed = (text: string): Package | null => {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

const lineOf = (lines: readonly string[], name: string): number =>
  Math.max(
    0,
    lines.findIndex((line) => line.includes(`"${name}"`)),
  ) + 1;

type Entry = readonly [name: string, range: unknown];
type Kept = readonly [name: string, range: string];

const isKept = (entry: Entry): entry is Kept => isName(entry[0]) && isRange(entry[1]);

const fromEntries = (entries: readonly Entry[]): Readonly<Record<string, string>> =>
  Object.fromEntries(entries.filter(isKept));

const listOf = ({ dependencies, devDependencies, peerDependencies, optionalDependencies }: Package) => {
  const needed = Object.entries({ ...peerDependencies, ...devDependencies, ...dependencies });
  const optional = Object.entries(optionalDependencies);
  const room = Math.max(0, maxDeclared - needed.length);
  return { needed: needed.slice(0, maxDeclared), optional: optional.slice(0, room) };
};

const unread = (path: string, text: string | null): NpmList => ({
  folder: folderOf(path),
  files: [path],
  manifest: '{}',
  lock: { kind: 'none' },
  requirements: [],
  blocked: [
    {
      text: path,
      place: { path, line: 1 },
      because: text === null ? 'larger than 1 MiB, or not text' : 'not an object in JSON',
    },
  ],
  notes: [],
  locked: false,
});

const blockedIn = (
  entries: readonly Entry[],
  { path, lines }: { readonly path: string; readonly lines: readonly string[] },
): readonly Blocked[] =>
  entries
    .filter((entry) => !isKept(entry))
    .map((entry) => ({
      text: `${entry[0]}: ${typeof entry[1] === 'string' ? entry[1] : 'no version'}`.slice(0, 200),
      place: { path, line: lineOf(lines, entry[0]) },
      because: whyBlocked(entry),
    }));

const notesOf = (
  foreign: readonly string[],
  { workspaces, lock }: { readonly workspaces: unknown; readonly lock: LockReading },
): readonly string[] => [
  ...(lock.kind === 'none'
    ? foreign.map((path) => `${path} is not read by npm: versions were chosen from package.json`)
    : []),
  ...(workspaces === undefined
    ? []
    : ['workspaces are not supported: the packages in them were not installed']),
];

/** Reads the package.json nearest to the root, and the lock file beside it. Null where there is none. */
export const readNpm = (input: Pick<PythonInput, 'facts' | 'read'>): NpmList | null => {
  const path = packagePath(input);
  if (path === null) return null;
  const text = input.read(path);
  const found = text === null ? null : parsed(text);
  if (text === null || found === null) return unread(path, text);
  const folder = folderOf(path);
  const { needed, optional } = listOf(found);
  const dependencies = fromEntries(needed);
  const optionalDependencies = fromEntries(optional);
  const root = { name: 'submission', version: '0.0.0', dependencies, optionalDependencies };
  const beside = (name: string): string => (folder === '.' ? name : `${folder}/${name}`);
  const lockPath = ['package-lock.json', 'npm-shrinkwrap.json']
    .map(beside)
    .find((one) => ownPaths(input).includes(one));
  const overrides = Object.entries(found.overrides);
  const lines = text.split('\n');
  const blocked = blockedIn([...needed, ...optional, ...overrides], { path, lines });
  const lock: LockReading =
    lockPath === undefined ? { kind: 'none' } : readLock(input.read(lockPath), { path: lockPath, root });
  const foreign = foreignLocks.map(beside).filter((one) => ownPaths(input).includes(one));
  return {
    folder,
    files: [path, ...(lockPath === undefined ? [] : [lockPath])],
    manifest: JSON.stringify({ ...root, private: true, overrides: fromEntries(overrides) }),
    lock,
    requirements: [...needed, ...optional]
      .filter((entry) => isKept(entry))
      .map(([name, range]) => ({ name, range, line: lineOf(lines, name) })),
    blocked,
    notes: notesOf(foreign, { workspaces: found.workspaces, lock }),
    locked: lockPath !== undefined || foreign.length > 0,
  };
};
