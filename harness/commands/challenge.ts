import { resolve } from 'node:path';
import { probabilitiesFrom } from '../challenge/measure.ts';
import { packChallenge } from '../challenge/pack.ts';
import { referenceCandidate } from '../challenge/reference.ts';
import { scaffoldChallenge } from '../challenge/scaffold.ts';
import { standingOnHoldout, standingText } from '../challenge/standing.ts';
import { exitCodes } from '../errors.ts';
import { writeAtomically } from '../files.ts';
import type { CommandIo } from './io.ts';
import { readChallenge } from './task.ts';

export type PackOptions = { readonly id: string; readonly candidate: string; readonly out?: string };

/** `takehome challenge pack`: the folder that one candidate receives. */
export const packCommand = async ({ id, candidate, out }: PackOptions, io: CommandIo): Promise<number> => {
  const challenge = await readChallenge(id);
  const folder = resolve(out ?? `${challenge.config.id}-${candidate}`);
  await packChallenge(challenge, { candidate, out: folder });
  io.out(`Wrote ${folder} for ${candidate} (${challenge.config.id} ${challenge.config.version}).`);
  return exitCodes.graded;
};

/** `takehome challenge new`: a minimal folder that validates, under `challenges/` of the working folder. */
export const newCommand = async ({ id }: { readonly id: string }, io: CommandIo): Promise<number> => {
  const folder = resolve('challenges', id);
  await scaffoldChallenge(id, folder);
  io.out(`Wrote ${folder}.`);
  io.out(
    'Next: edit it, then run `takehome challenge validate` on it. docs/challenge-author.md explains each file.',
  );
  return exitCodes.graded;
};

/**
 * `takehome challenge measure`: asks the reference, trained on the data of candidate `reference` and running at `url`, for
 * the whole holdout and writes its standing.
 */
export const measureCommand = async (
  { id, url }: { readonly id: string; readonly url: string },
  io: CommandIo,
): Promise<number> => {
  const { config, folder, generate } = await readChallenge(id);
  const draw = generate({ version: config.version, candidate: referenceCandidate });
  const probabilities = await probabilitiesFrom(config, { url, rows: draw.holdout.rows });
  const standing = standingOnHoldout(config.holdout.reference, { draw, probabilities });
  const file = resolve(folder, 'standing.json');
  await writeAtomically(file, standingText(standing));
  const { value, low, high } = standing.scores.averagePrecision;
  io.out(`Wrote ${file}: average precision ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}).`);
  return exitCodes.graded;
};
