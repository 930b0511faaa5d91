import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findChallenge, loadChallenge } from '../challenge/load.ts';
import type { Challenge } from '../challenge/types.ts';
import { checks } from '../checks/index.ts';
import { nearest } from '../config/nearest.ts';
import { type LoadedRubric, loadRubric } from '../config/rubric.ts';
import { HarnessError } from '../errors.ts';

/** What a submission is asked, and how it is weighed. */
export type Task = { readonly challenge: Challenge; readonly rubric: LoadedRubric };

/** Bundled challenges and rubrics stand beside the engine; the operator's own in the folder they work in come first. */
export const shelves = (name: 'challenges' | 'rubrics'): readonly string[] => [
  ...new Set([resolve(name), join(import.meta.dirname, '..', '..', name)]),
];

const isPath = (text: string): boolean => /[\\/]|^\.+$|\.ya?ml$/.test(text);

const rubricNames = async (): Promise<readonly string[]> => {
  const listed = await Promise.all(shelves('rubrics').map((folder) => readdir(folder).catch(() => [])));
  return listed
    .flat()
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length));
};

const unknownRubric = async (id: string): Promise<HarnessError> => {
  const known = [...new Set(await rubricNames())];
  const guess = nearest(id, known);
  return new HarnessError({
    code: 'UNKNOWN_RUBRIC',
    message: `There is no rubric called "${id}".`,
    hint: guess ? `Did you mean "${guess}"?` : `Known rubrics: ${known.join(', ') || 'none'}.`,
  });
};

/** A rubric by its id, or from a file. Throws HarnessError UNKNOWN_RUBRIC or CONFIG_INVALID. */
export const readRubric = async (idOrFile: string): Promise<LoadedRubric> => {
  const files = isPath(idOrFile)
    ? [idOrFile]
    : shelves('rubrics').map((folder) => join(folder, `${idOrFile}.yaml`));
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null)
      return loadRubric(
        { file, text },
        checks.map(({ id }) => id),
      );
  }
  throw await unknownRubric(idOrFile);
};

export const readChallenge = async (idOrFolder: string): Promise<Challenge> =>
  loadChallenge(isPath(idOrFolder) ? idOrFolder : await findChallenge(idOrFolder, shelves('challenges')));

export const readTask = async (options: {
  readonly challenge: string;
  readonly rubric?: string;
}): Promise<Task> => {
  const challenge = await readChallenge(options.challenge);
  return { challenge, rubric: await readRubric(options.rubric ?? challenge.config.rubric) };
};
