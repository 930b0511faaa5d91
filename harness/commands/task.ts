import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findChallenge, loadChallenge } from '../challenge/load.ts';
import type { Challenge } from '../challenge/types.ts';
import { checks } from '../checks/index.ts';
import { nearest } from '../config/nearest.ts';
import { baseOf, type LoadedRubric, loadRubric, loadRubricOver } from '../config/rubric.ts';
import { HarnessError } from '../errors.ts';

/** What a submission is asked, and how it is weighed. */
export type Task = { readonly challenge: Challenge; readonly rubric: LoadedRubric };

/** Bundled challenges and rubrics stand beside the engine; the operator's own in the folder they work in come first. */
export const shelves = (name: 'challenges' | 'rubrics'): readonly string[] => [
  ...new Set([resolve(name), join(import.meta.dirname, '..', '..', name)]),
];

/** What weighs a repository of which only the files are read. */
export const portfolioRubric = 'portfolio';

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

type Found = { readonly file: string; readonly text: string };

const findRubric = async (idOrFile: string): Promise<Found> => {
  const files = isPath(idOrFile)
    ? [idOrFile]
    : shelves('rubrics').map((folder) => join(folder, `${idOrFile}.yaml`));
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return { file, text };
  }
  throw await unknownRubric(idOrFile);
};

const knownChecks = checks.map(({ id }) => id);

const inCircles = (files: readonly string[]): HarnessError =>
  new HarnessError({
    code: 'CONFIG_INVALID',
    message: `Rubrics extend one another in a circle: ${files.join(', ')}.`,
    hint: 'Let one of them stand alone, without extends.',
  });

const readOver = async (found: Found, above: readonly string[]): Promise<LoadedRubric> => {
  const { file } = found;
  if (above.includes(file)) throw inCircles([...above, file]);
  const name = baseOf(found);
  if (name === null) return loadRubric(found, knownChecks);
  const below = await findRubric(isPath(name) ? resolve(dirname(file), name) : name);
  return loadRubricOver(found, { base: await readOver(below, [...above, file]), knownChecks });
};

/** A rubric by its id, or from a file, with what it extends. Throws HarnessError UNKNOWN_RUBRIC or CONFIG_INVALID. */
export const readRubric = async (idOrFile: string): Promise<LoadedRubric> =>
  readOver(await findRubric(idOrFile), []);

export const readChallenge = async (idOrFolder: string): Promise<Challenge> =>
  loadChallenge(isPath(idOrFolder) ? idOrFolder : await findChallenge(idOrFolder, shelves('challenges')));

export const readTask = async (options: {
  readonly challenge: string;
  readonly rubric?: string;
}): Promise<Task> => {
  const challenge = await readChallenge(options.challenge);
  return { challenge, rubric: await readRubric(options.rubric ?? challenge.config.rubric) };
};
