import { posix } from 'node:path';
import { isListOfDependencies } from '../source/dependency-lists.ts';
import { isDependencyList } from '../source/paths.ts';
import { allDockerfiles, type Dockerfile, dockerfilesOf } from '../start/dockerfiles.ts';
import { ownPaths } from '../start/files.ts';
import { readConda } from './conda.ts';
import { dockerInstalls } from './docker-installs.ts';
import { readPyproject } from './pyproject.ts';
import { condaFiles, type PythonInput } from './python-version.ts';
import { readEntries, readRequirementsFile } from './requirements-file.ts';
import type { Declared, DependencyList, Read } from './types.ts';

const nothing: Declared = { kind: 'none', files: [], requirements: [], constraints: [], blocked: [] };

const merge = (lists: readonly (DependencyList | null)[]): DependencyList => {
  const known = lists.filter((list) => list !== null);
  return {
    files: [...new Set(known.flatMap(({ files }) => files))],
    requirements: known.flatMap(({ requirements }) => requirements),
    constraints: known.flatMap(({ constraints }) => constraints),
    blocked: known.flatMap(({ blocked }) => blocked),
  };
};

const isEmpty = ({ requirements, blocked }: DependencyList): boolean =>
  requirements.length + blocked.length === 0;

/** `.` in a list is the project itself: found by PYTHONPATH, its dependencies read where it declares them. */
const withProject = (read: Read, list: DependencyList): DependencyList => {
  const own = list.blocked.filter(({ text }) =>
    /^(?:-e\s*|--editable[\s=]*)?\.\/?(?:\[[\w, -]*\])?$/.test(text),
  );
  if (own.length === 0) return list;
  const folder = posix.dirname(list.files[0] ?? '.');
  const extras = own.flatMap(({ text }) => /\[([\w, -]*)\]/.exec(text)?.[1]?.split(',') ?? []);
  const project = readPyproject(
    read,
    posix.join(folder, 'pyproject.toml'),
    extras.map((extra) => extra.trim()),
  );
  return merge([{ ...list, blocked: list.blocked.filter((line) => !own.includes(line)) }, project]);
};

const fromFile = (read: Read, path: string): Declared | null => {
  if (/\.toml$/.test(path)) return readPyproject(read, path);
  if (/\.ya?ml$/.test(path)) return readConda(read, path);
  const list = readRequirementsFile(read, path);
  return list && { kind: 'requirements', ...withProject(read, list) };
};

const fromDockerfile = (input: PythonInput, dockerfile: Dockerfile): Declared | null => {
  const { read } = input;
  const { files, packages, project } = dockerInstalls(dockerfile, new Set(ownPaths(input)));
  const lists = files.map((path) => fromFile(read, path));
  const own = project
    ? readPyproject(read, posix.join(project.folder, 'pyproject.toml'), project.extras)
    : null;
  const lines =
    packages.length > 0 ? { files: [dockerfile.path], constraints: [], ...readEntries(packages) } : null;
  const merged = merge([...lists, own, lines]);
  if (isEmpty(merged)) return null;
  const kind = lists.find((list) => list !== null)?.kind ?? own?.kind ?? 'dockerfile';
  return { kind, ...merged };
};

const requirementsName = /(?:^|\/)(?:requirements?|reqs?)\.(?:txt|in)$/i;
const otherRequirements = /(?:^|\/)[\w.-]*requirements?[\w.-]*\.txt$/i;

/** Files that list dependencies, nearest to the root first; lists for tests and development come last. */
const files = (input: PythonInput): readonly string[] => {
  const paths = ownPaths(input);
  const aside = (path: string): boolean => /(?:^|[/._-])(?:dev|test\w*|docs?|lint)(?=[/._-])/i.test(path);
  const ofAnyName = input.facts.files
    .filter((file) => isListOfDependencies(file) && paths.includes(file.path))
    .map(({ path }) => path)
    .filter((path) => /\.txt$/i.test(path) && !isDependencyList(path));
  const others = paths.filter((path) => otherRequirements.test(path) && !requirementsName.test(path));
  return [
    ...paths
      .filter((path) => path === 'requirements.txt' || path === 'pyproject.toml')
      .toSorted()
      .toReversed(),
    ...paths.filter((path) => requirementsName.test(path) && !aside(path)),
    ...ofAnyName.filter((path) => !aside(path)),
    ...condaFiles(input),
    ...paths.filter((path) => /\/pyproject\.toml$/.test(path)),
    ...others.filter((path) => !aside(path)),
    ...others.filter(aside),
  ];
};

const firstOf = <T>(items: readonly T[], attempt: (item: T) => Declared | null): Declared | null => {
  for (const item of items) {
    const found = attempt(item);
    if (found && !isEmpty(found)) return found;
  }
  return null;
};

/**
 * The list of dependencies that is meant: the file that takehome.yaml names, else what the service's Dockerfile
 * installs, else requirements.txt, pyproject.toml with its lock, environment.yml and lists in folders, and last the
 * Dockerfiles of whatever stands beside the service.
 */
export const readDeclared = (input: PythonInput): Declared => {
  const named = input.manifest?.requirements;
  return (
    (named === undefined ? null : fromFile(input.read, posix.normalize(named))) ??
    firstOf(dockerfilesOf(input), (dockerfile) => fromDockerfile(input, dockerfile)) ??
    firstOf(files(input), (path) => fromFile(input.read, path)) ??
    firstOf(allDockerfiles(input), (dockerfile) => fromDockerfile(input, dockerfile)) ??
    nothing
  );
};
