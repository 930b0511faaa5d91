import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Layer, SandboxProvider } from '../types.ts';
import { launch } from './process.ts';
import { type LocalContext, putLocally } from './sandbox.ts';

type BuildOptions = Parameters<SandboxProvider['buildLayer']>[0];

const pathOf = ({ folder }: LocalContext, key: string): string => join(folder, 'layers', key);
const recordOf = (context: LocalContext, key: string): string => `${pathOf(context, key)}.json`;

/** A layer exists when its record does: the record is written last. */
export const findLocalLayer = async (context: LocalContext, key: string): Promise<Layer | null> => {
  const text = await readFile(recordOf(context, key), 'utf8').catch(() => null);
  return text === null ? null : { key, path: pathOf(context, key), record: z.json().parse(JSON.parse(text)) };
};

export const buildLocalLayer = async (
  context: LocalContext,
  { key, env, build }: BuildOptions,
): Promise<Layer> => {
  const found = await findLocalLayer(context, key);
  if (found) return found;
  const path = pathOf(context, key);
  const cache = join(context.folder, 'cache');
  const given = join(context.folder, 'given', key);
  await Promise.all([path, cache, given].map((folder) => mkdir(folder, { recursive: true })));
  try {
    const record = await build({
      path,
      cache,
      put: async (files) => {
        await putLocally(given, files);
        return given;
      },
      run: ({ command, timeoutMs, ...order }) => {
        const [file = 'true', ...args] = command;
        const everything = { HOME: given, ...context.env, ...env, ...order.env };
        const { now } = context;
        return launch({
          command: [file, ...args],
          shown: command,
          cwd: path,
          env: everything,
          timeoutMs,
          now,
        }).ended;
      },
    });
    await writeFile(recordOf(context, key), JSON.stringify(record));
    return { key, path, record };
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(given, { recursive: true, force: true });
  }
};
