import { posix } from 'node:path';
import { readConda } from '../environment/conda.ts';
import { readDeclared } from '../environment/declared.ts';
import { readPyproject } from '../environment/pyproject.ts';
import { isPinned } from '../environment/requirement.ts';
import { readRequirementsFile } from '../environment/requirements-file.ts';
import type { DeclaredRequirement, DependencyList } from '../environment/types.ts';
import type { Place } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import type { Runtime } from '../evidence/environment.ts';
import { isListOfDependencies } from '../source/dependency-lists.ts';
import { baseName } from '../source/paths.ts';
import { ownPaths } from '../start/files.ts';
import { packagePath, type RuntimeInput, runtimeOf } from '../start/runtime.ts';
import { isTable } from '../start/toml.ts';

type Dependencies = DeploymentEvidence['dependencies'];
type Requirement = Dependencies['requirements'][number];
type Lists = Pick<Dependencies, 'files' | 'requirements'>;

const maxRequirements = 400;
const maxLists = 20;

const locks: Readonly<Record<Runtime, RegExp>> = {
  python:
    /^(uv|poetry|pdm|pixi)\.lock$|^Pipfile\.lock$|^(conda|mamba)-lock[\w.-]*\.ya?ml$|^pylock[\w.-]*\.toml$|^requirements[\w.-]*[.-]lock(\.txt)?$|^conda-[\w-]+\.lock$/i,
  node: /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/,
};

/** What any lock has that holds a package: a version that is fixed, a digest, an address. */
const holdsPackage = /==\s*v?\d|\bsha(1|256|512)\b|#[0-9a-f]{32}|\bresolved\b|resolution:/;
/** Bytes: a shorter one may hold nothing but the project itself. */
const shortLock = 2_000;

/** Locks of its runtime that hold anything, nearest to the root first. */
const locksOf = (input: RuntimeInput, runtime: Runtime): readonly string[] => {
  const sizes = new Map(input.facts.files.map(({ path, bytes }) => [path, bytes]));
  const isFull = (path: string): boolean => {
    const bytes = sizes.get(path) ?? 0;
    const text = bytes > shortLock ? null : input.read(path);
    return text === null ? bytes > 0 : holdsPackage.test(text);
  };
  return ownPaths(input).filter((path) => locks[runtime].test(baseName(path)) && isFull(path));
};

const asPlace = (path: string | undefined): Place | null => (path === undefined ? null : { path, line: 1 });

/** The one beside a list or in a folder around it; any other is another program's. */
const lockFor = (found: readonly string[], files: readonly string[]): Place | null => {
  const around = (lock: string): boolean => {
    const folder = posix.dirname(lock);
    return folder === '.' || files.some((file) => file.startsWith(`${folder}/`));
  };
  return asPlace(found.find(around));
};

/** A URL with a tag or commit, a wheel, a version of conda's. */
const exactBlocked = /(@|#)\s*v?\d|@[0-9a-f]{7,40}\b|\.whl\b|[^=<>!~]==?\s*\d/;
const noRequirement = /option for the installer|includes |local path/;
/** conda's `numpy=1.26.4`, of which there is one release. */
const condaRelease = /(?:^|,)==\d+\.\d+\.\d[\d.]*\.\*$/;

const asRequirement = ({ text, place, ...rest }: DeclaredRequirement): Requirement => ({
  ...place,
  text,
  pinned: isPinned(rest) || condaRelease.test(rest.specifier),
});

const requirementsOf = ({
  requirements,
  blocked,
}: Pick<DependencyList, 'requirements' | 'blocked'>): readonly Requirement[] => [
  ...requirements.map(asRequirement),
  ...blocked
    .filter(({ because }) => !noRequirement.test(because))
    .map(({ text, place }) => ({ ...place, text, pinned: exactBlocked.test(text) })),
];

/** What a lock holds is no list of what is asked for. */
const withoutLocks =
  ({ read }: RuntimeInput) =>
  (path: string): string | null =>
    /\.lock$/.test(path) ? null : read(path);

const fromPython = (input: RuntimeInput): Lists => {
  const declared = readDeclared({ ...input, manifestPlace: null, read: withoutLocks(input) });
  return { files: declared.files, requirements: requirementsOf(declared).slice(0, maxRequirements) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const fromPackage = (input: RuntimeInput): Lists => {
  const path = packagePath(input);
  const text = path === null ? null : input.read(path);
  const document = text === null ? null : parsed(text);
  if (path === null || text === null) return { files: [], requirements: [] };
  const lines = text.split('\n');
  const stated = isTable(document) && isTable(document.dependencies) ? document.dependencies : {};
  const requirements = Object.entries(stated).map(([name, version]) => ({
    path,
    line:
      Math.max(
        0,
        lines.findIndex((line) => line.includes(`"${name}"`)),
      ) + 1,
    text: `${name}: ${String(version)}`.slice(0, 200),
    pinned: /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(String(version)),
  }));
  return { files: [path], requirements: requirements.slice(0, maxRequirements) };
};

const aside = /(?:^|[/._-])(?:dev|test\w*|docs?|lint)(?=[/._-])/i;

const listIn = (input: RuntimeInput, path: string): readonly Requirement[] => {
  const read = withoutLocks(input);
  const list = /\.ya?ml$/i.test(path)
    ? readConda(read, path)
    : /\.toml$/i.test(path)
      ? readPyproject(read, path)
      : readRequirementsFile(read, path);
  return list ? requirementsOf(list) : [];
};

const everywhere = (input: RuntimeInput, lock: Place | null): Dependencies['everywhere'] => {
  const known = new Set(input.facts.files.filter(isListOfDependencies).map(({ path }) => path));
  const lists = ownPaths(input)
    .filter((path) => (known.has(path) || baseName(path) === 'pyproject.toml') && !aside.test(path))
    .slice(0, maxLists);
  const all = lists.flatMap((path) => listIn(input, path));
  return { pinned: all.filter(({ pinned }) => pinned).length, total: all.length, lock };
};

/** What the service is installed from, and all lists beside it, as the files say. Pure. */
export const readDependencies = (input: RuntimeInput): Dependencies => {
  const runtime = runtimeOf(input);
  const lists = runtime === 'python' ? fromPython(input) : fromPackage(input);
  const found = locksOf(input, runtime);
  return {
    ...lists,
    lock: lockFor(found, lists.files),
    everywhere: everywhere(input, asPlace(found[0])),
  };
};
