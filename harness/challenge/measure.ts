import { fetch } from 'undici';
import { z } from 'zod';
import type { ChallengeConfig } from '../config/challenge.ts';
import { HarnessError } from '../errors.ts';
import type { Row } from './types.ts';

const replySchema = (config: ChallengeConfig) =>
  z.object({
    [config.serving.replyKey]: z.array(
      z.object({ [config.serving.probabilityKey]: z.number().min(0).max(1) }),
    ),
  });

const unusable = (url: string, because: string): HarnessError =>
  new HarnessError({
    code: 'SERVICE_UNUSABLE',
    message: `${url} did not answer as the contract asks: ${because}.`,
    hint: 'Start the reference as its takehome.yaml says, and give its address.',
  });

const askBatch = async (config: ChallengeConfig, { url, rows }: { url: string; rows: readonly Row[] }) => {
  const { method, path, requestKey, replyKey, probabilityKey } = config.serving;
  const body = JSON.stringify({ [requestKey]: rows });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(new URL(path, url), { method, headers, body }).catch((cause: Error) => {
    throw unusable(url, cause.message);
  });
  if (!reply.ok) throw unusable(url, `status ${reply.status}`);
  const parsed = replySchema(config).safeParse(await reply.json());
  const predictions = parsed.data?.[replyKey] ?? [];
  if (predictions.length !== rows.length) throw unusable(url, `no ${rows.length} predictions`);
  return predictions.map((prediction) => prediction[probabilityKey] ?? 0);
};

/**
 * What a service of ours that already runs says of these rows, in their order, through HTTP as the contract has it.
 * For references on a trusted machine; submissions are asked from inside the sandbox. Throws HarnessError SERVICE_UNUSABLE.
 */
export const probabilitiesFrom = async (
  config: ChallengeConfig,
  { url, rows }: { url: string; rows: readonly Row[] },
): Promise<readonly number[]> => {
  const probabilities: number[] = [];
  for (let from = 0; from < rows.length; from += config.holdout.batch) {
    const batch = rows.slice(from, from + config.holdout.batch);
    probabilities.push(...(await askBatch(config, { url, rows: batch })));
  }
  return probabilities;
};
