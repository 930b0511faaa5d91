import { posix } from 'node:path';
import { readDeclared } from '../environment/declared.ts';
import { isPinned } from '../environment/requirement.ts';
import type { DeclaredRequirement } from '../environment/types.ts';
import type { Place } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import type { Runtime } from '../evidence/environment.ts';
import { baseName } from '../source/paths.ts';
import { depth, ownPaths } from '../start/files.ts';
import { packagePath, type RuntimeInput, runtimeOf } from '../start/runtime.ts';
import { isTable } from '../start/toml.ts';

type Dependencies = DeploymentEvidence['dependencies'];
type Requirement = Dependencies['requirements'][number];

const maxRequirements = 400;

const locks: Readonly<Record<Runtime, RegExp>> = {
  python:
    /^(uv|poetry|pdm|pixi)\.lock$|^Pipfile\.lock$|^(conda|mamba)-lock[\w.-]*\.ya?ml$|^pylock[\w.-]*\.toml$|^requirements[\w.-]*[.-]lock(\.txt)?$|^conda-[\w-]+\.lock$/i,
  node: /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/,
};

/** Nearest to the list that is installed: beside it, else nearest to the root. */
const lockOf = (
  input: RuntimeInput,
  { runtime, files }: { runtime: Runtime; files: readonly string[] },
): Place | null => {
  const folders = new Set(files.map((path) => posix.dirname(path)));
  const full = new Set(input.facts.files.filter(({ bytes }) => bytes > 0).map(({ path }) => path));
  const found = ownPaths(input).filter((path) => full.has(path) && locks[runtime].test(baseName(path)));
  const best = found.find((path) => folders.has(posix.dirname(path))) ?? found[0];
  return best === undefined ? null : { path: best, line: 1 };
};

const exactBlocked = /(@|#)\s*v?\d|@[0-9a-f]{7,40}\b|\.whl\b|[^=<>!~]==?\s*\d/;
const noRequirement = /option for the installer|includes a file|local path/;

/** conda's `numpy=1.26.4`, of which there is one release. */
const condaRelease = /(?:^|,)==\d+\.\d+\.\d[\d.]*\.\*$/;

const asRequirement = ({ text, place, ...rest }: DeclaredRequirement): Requirement => ({
  ...place,
  text,
  pinned: isPinned(rest) || condaRelease.test(rest.specifier),
});

/** Lists as they are written; a lock beside them is seen by its name, and need not be read. */
const fromPython = (input: RuntimeInput): Omit<Dependencies, 'lock'> => {
  const read = (path: string): string | null => (/\.lock$/.test(path) ? null : input.read(path));
  const declared = readDeclared({ ...input, manifestPlace: null, read });
  const blocked = declared.blocked
    .filter(({ because }) => !noRequirement.test(because))
    .map(({ text, place }) => ({ ...place, text, pinned: exactBlocked.test(text) }));
  return {
    files: declared.files,
    requirements: [...declared.requirements.map(asRequirement), ...blocked].slice(0, maxRequirements),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const fromPackage = (input: RuntimeInput): Omit<Dependencies, 'lock'> => {
  const path = packagePath(input);
  const text = path === null ? null : input.read(path);
  const document = text === null ? null : parsed(text);
  if (path === null || text === null || !isTable(document) || !isTable(document.dependencies))
    return { files: path === null ? [] : [path], requirements: [] };
  const lines = text.split('\n');
  const requirements = Object.entries(document.dependencies).map(([name, version]) => ({
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

/** A Pipfile or an environment of another tool names its packages where no list of ours is read: its lock still counts. */
const otherLists = /(^|\/)(Pipfile|pixi\.toml|pdm\.toml|setup\.(py|cfg))$/;

/** What the service is installed from, as its files say. Pure. */
export const readDependencies = (input: RuntimeInput): Dependencies => {
  const runtime = runtimeOf(input);
  const lists = runtime === 'python' ? fromPython(input) : fromPackage(input);
  const files =
    lists.files.length > 0
      ? lists.files
      : ownPaths(input)
          .filter((path) => otherLists.test(path) && depth(path) <= 2)
          .slice(0, 1);
  return { files, requirements: lists.requirements, lock: lockOf(input, { runtime, files }) };
};
