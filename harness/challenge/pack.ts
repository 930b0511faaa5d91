import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HarnessError } from '../errors.ts';
import { dictionaryOf } from './dictionary.ts';
import type { Challenge } from './types.ts';

export type PackedFile = { readonly path: string; readonly text: string };

const candidatePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const manifest = `# How to run this submission. Everything is optional; what is missing is worked out from the files.
env: {}
# python: "3.13"
# requirements: requirements.txt
# train: python train.py
# serve:
#   command: uvicorn app:app --host 0.0.0.0 --port 8000
#   port: 8000
# test: pytest
`;

const refuseName = (candidate: string): void => {
  if (candidatePattern.test(candidate)) return;
  throw new HarnessError({
    code: 'INVALID_CANDIDATE',
    message: `"${candidate}" cannot be a candidate's id.`,
    hint: 'Use up to 64 letters, digits, dots, dashes and underscores, a letter or digit first.',
  });
};

/** What one candidate receives: the brief, their data, the dictionary and an empty takehome.yaml. Nothing of the holdout. */
export const packFiles = (challenge: Challenge, candidate: string): readonly PackedFile[] => {
  refuseName(candidate);
  const { config, brief, generate } = challenge;
  const { files } = generate({ version: config.version, candidate });
  return [
    { path: 'README.md', text: brief },
    { path: config.data.dictionary, text: dictionaryOf(config) },
    { path: 'takehome.yaml', text: manifest },
    ...files,
  ];
};

export const writeFiles = async (folder: string, files: readonly PackedFile[]): Promise<void> => {
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
};

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

const absent = (error: unknown): readonly string[] => {
  if (codeOf(error) === 'ENOENT') return [];
  throw new HarnessError({
    code: 'OUTPUT_UNUSABLE',
    message: 'The output is not a folder that can be read.',
    hint: 'Name a folder that does not exist yet.',
    cause: error,
  });
};

export const refuseUsedFolder = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(absent);
  if (names.length === 0) return;
  throw new HarnessError({
    code: 'OUTPUT_NOT_EMPTY',
    message: `${folder} is not empty.`,
    hint: 'Name a folder that does not exist yet; nothing is overwritten.',
  });
};

/** Writes the files into a folder beside the target and renames it: the target is whole or not there. */
export const writeFolder = async (out: string, files: readonly PackedFile[]): Promise<void> => {
  const target = path.resolve(out);
  await refuseUsedFolder(target);
  await mkdir(path.dirname(target), { recursive: true });
  const partial = await mkdtemp(path.join(path.dirname(target), '.takehome-'));
  try {
    await writeFiles(partial, files);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
};

/**
 * Writes the folder that one candidate receives. Throws HarnessError INVALID_CANDIDATE, OUTPUT_NOT_EMPTY; nothing is left
 * behind then.
 */
export const packChallenge = (
  challenge: Challenge,
  { candidate, out }: { candidate: string; out: string },
): Promise<void> => writeFolder(out, packFiles(challenge, candidate));
