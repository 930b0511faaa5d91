import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { challengeSchema, exchangesSchema } from '../config/challenge.ts';
import { nearest } from '../config/nearest.ts';
import { HarnessError } from '../errors.ts';
import { digestOf } from './digest.ts';
import { readDocument } from './read.ts';
import { measuredSchema } from './standing.ts';
import type { Challenge, Generate } from './types.ts';

export const challengeFile = 'challenge.yaml';
const parts = [challengeFile, 'exchanges.yaml', 'brief.md', 'generate.ts', 'standing.json'] as const;

const generatorSchema = z.object({
  generate: z.custom<Generate>((value) => typeof value === 'function', 'export a function called generate'),
});

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const missingParts = async (folder: string): Promise<readonly string[]> => {
  const present = await Promise.all(parts.map((part) => exists(path.join(folder, part))));
  return parts.filter((_, index) => !present[index]);
};

const refuseIncomplete = async (folder: string): Promise<void> => {
  const missing = await missingParts(folder);
  if (missing.length === 0) return;
  throw new HarnessError({
    code: 'CHALLENGE_INCOMPLETE',
    message: `The challenge folder ${folder} has no ${missing.join(', ')}.`,
    hint: 'See docs/challenge-author.md, or start from `takehome challenge new <id>`.',
  });
};

/** Runs the folder's own code: challenges are as trusted as the harness. */
const generatorOf = async (folder: string): Promise<Generate> => {
  const file = path.join(folder, 'generate.ts');
  const result = generatorSchema.safeParse(await import(pathToFileURL(file).href));
  if (result.success) return result.data.generate;
  throw new HarnessError({
    code: 'CHALLENGE_INVALID',
    message: `${file} exports no function called generate.`,
    hint: 'Export `generate: Generate` as harness/challenge/types.ts describes it.',
  });
};

/** A challenge folder as a value. Throws HarnessError: CHALLENGE_INCOMPLETE, CHALLENGE_INVALID, CONFIG_INVALID. */
export const loadChallenge = async (folder: string): Promise<Challenge> => {
  const root = path.resolve(folder);
  await refuseIncomplete(root);
  const at = (part: string): string => path.join(root, part);
  const config = await readDocument(challengeSchema, at(challengeFile));
  const { malformed } = await readDocument(exchangesSchema, at('exchanges.yaml'));
  const { probabilities, ...reference } = await readDocument(measuredSchema, at('standing.json'));
  return {
    config,
    folder: root,
    brief: await readFile(at('brief.md'), 'utf8'),
    malformed,
    generate: await generatorOf(root),
    reference,
    referenceProbabilities: probabilities,
    digest: await digestOf(root),
  };
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const named = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const present = await Promise.all(named.map((name) => exists(path.join(folder, name, challengeFile))));
  return named.filter((_, index) => present[index]);
};

/**
 * The folder of the challenge called `id`: in the first of the folders that has it. Throws HarnessError UNKNOWN_CHALLENGE
 * with the nearest known name.
 */
export const findChallenge = async (id: string, folders: readonly string[]): Promise<string> => {
  const known = await Promise.all(folders.map(async (folder) => ({ folder, names: await namesIn(folder) })));
  const found = known.find(({ names }) => names.includes(id));
  if (found) return path.join(found.folder, id);
  const names = known.flatMap((place) => place.names);
  const meant = nearest(id, names);
  throw new HarnessError({
    code: 'UNKNOWN_CHALLENGE',
    message: `There is no challenge called "${id}".`,
    hint: meant ? `Did you mean "${meant}"?` : `Known challenges: ${names.join(', ') || 'none'}.`,
  });
};
