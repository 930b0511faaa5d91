import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { challengeSchema } from '../config/challenge.ts';
import { HarnessError } from '../errors.ts';
import { baselineProbabilities } from './baseline.ts';
import { challengeFile } from './load.ts';
import { type PackedFile, writeFolder } from './pack.ts';
import { readDocument } from './read.ts';
import { generate } from './scaffold/generate.ts';
import { standingOnHoldout, standingText } from './standing.ts';

const templates = path.join(import.meta.dirname, 'scaffold');
const idPattern = /^[a-z][a-z0-9-]*$/;

const refuseId = (id: string): void => {
  if (idPattern.test(id)) return;
  throw new HarnessError({
    code: 'INVALID_CHALLENGE_ID',
    message: `"${id}" cannot be the id of a challenge.`,
    hint: 'Use lower-case letters, digits and dashes, a letter first.',
  });
};

const typesModule = path.join(import.meta.dirname, 'types.ts');

/** The template's own words with this challenge's id, and its import pointing from the new folder to the harness. */
const fitted = (text: string, { id, folder }: { id: string; folder: string }): string =>
  text
    .replace('id: my-challenge', `id: ${id}`)
    .replace("'../types.ts'", `'${path.relative(folder, typesModule).split(path.sep).join('/')}'`);

const templateFiles = async (id: string, folder: string): Promise<readonly PackedFile[]> => {
  const entries = await readdir(templates, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async (file) => ({
      path: path.relative(templates, file),
      text: fitted(await readFile(file, 'utf8'), { id, folder }),
    })),
  );
};

/** The baseline stands in for a reference until one has been measured. */
const standingOfBaseline = async (): Promise<PackedFile> => {
  const config = await readDocument(challengeSchema, path.join(templates, challengeFile));
  const draw = generate({ version: config.version, candidate: 'reference' });
  const standing = standingOnHoldout('baseline', {
    draw,
    probabilities: baselineProbabilities({ config }, draw),
  });
  return { path: 'standing.json', text: standingText(standing) };
};

/** Writes a minimal challenge that validates. Throws HarnessError INVALID_CHALLENGE_ID, OUTPUT_NOT_EMPTY. */
export const scaffoldChallenge = async (id: string, folder: string): Promise<void> => {
  refuseId(id);
  await writeFolder(folder, [...(await templateFiles(id, folder)), await standingOfBaseline()]);
};
