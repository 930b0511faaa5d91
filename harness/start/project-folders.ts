import type { ChosenCommands } from '../gather/types.ts';
import { folderOf, fromRoot, ownPaths } from './files.ts';
import { foldersOf } from './layout.ts';
import type { StartInput } from './types.ts';

type Input = Pick<StartInput, 'facts'>;

const maxFolders = 4;

const beginning =
  /(?:^|\/)(?:takehome\.ya?ml|requirements\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment\.ya?ml|[Mm]akefile|Dockerfile)$/;

/** Folders in which a project begins, nearest to the root first. */
const beginnings = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => beginning.test(path)).map(folderOf);

/** The one folder in which a project begins and which holds all its Python code; the root where there is none. */
export const projectFolder = (input: Input): string => {
  const paths = ownPaths(input);
  const known = new Set(paths);
  const code = input.facts.python.filter(({ path, notebook }) => known.has(path) && !notebook);
  const holdsAll = (folder: string): boolean =>
    folder === '.' || code.every(({ path }) => path.startsWith(`${folder}/`));
  return beginnings(paths).find(holdsAll) ?? '.';
};

/** Folders below the root in which a command runs or a project begins, in that order. */
export const projectFolders = (input: Input, { train, test, serve }: ChosenCommands): readonly string[] => {
  const paths = ownPaths(input);
  const there = foldersOf(paths);
  const commands = [train, ...serve, test].flatMap((command) => command ?? []);
  const folders = [...commands.map(({ workdir }) => workdir), ...beginnings(paths)]
    .map((folder) => fromRoot('.', folder))
    .filter((folder) => folder !== null);
  return [...new Set(folders)].filter((folder) => folder !== '.' && there.has(folder)).slice(0, maxFolders);
};
