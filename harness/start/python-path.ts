import { ownPaths, seenFrom } from './files.ts';
import { foldersOf } from './layout.ts';
import type { StartInput } from './types.ts';

/**
 * PYTHONPATH for a command, relative to its folder: the root, and `src` where packages lie in it. It stands in for
 * `pip install -e .`, since a build would run the candidate's code. Python makes relative entries absolute at its start.
 */
export const pythonPath = (
  input: Pick<StartInput, 'facts'>,
  command: { readonly workdir: string; readonly env: Readonly<Record<string, string>> },
): string => {
  const paths = ownPaths(input);
  const roots = [...foldersOf(paths)].filter(
    (folder) =>
      /(?:^|\/)src$/.test(folder) &&
      !paths.includes(`${folder}/__init__.py`) &&
      paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.py')),
  );
  const own =
    command.env.PYTHONPATH?.split(':').filter((entry) => entry !== '' && !entry.includes('$')) ?? [];
  const ours = ['.', ...roots.slice(0, 4)].map((folder) => seenFrom(command.workdir, folder));
  return [...new Set([...own, ...ours])].join(':');
};
