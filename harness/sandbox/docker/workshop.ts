import { FaultError } from '../../errors.ts';
import type { Execution } from '../../evidence/common.ts';
import type { Workshop } from '../types.ts';
import type { DockerClient } from './client.ts';
import { workshopFiles } from './hostconfig.ts';
import { packFiles } from './tar.ts';

export type OpenWorkshop = Workshop & { discard(): Promise<void> } & AsyncDisposable;

export type WorkshopOptions = {
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
  readonly path: string;
  readonly root: string;
};

const graceSeconds = 5;
const killedBySignal = 137;
const timedOutInside = 124;

const lost = (message: string): FaultError =>
  new FaultError({ code: 'SANDBOX_LOST', blame: 'environment', message });

/** Starts the container, which does nothing by itself, and runs our commands in it, each under a `timeout`. */
export const openWorkshop = async (
  { client, now }: { client: DockerClient; now: () => number },
  { id, env, path, root }: WorkshopOptions,
): Promise<OpenWorkshop> => {
  const cache = `${root}/.cache`;
  await client.startContainer(id);

  const run = async (order: Parameters<Workshop['run']>[0]): Promise<Execution> => {
    const { command, timeoutMs } = order;
    const started = now();
    const limit = ['timeout', '-k', String(graceSeconds), String(Math.ceil(timeoutMs / 1000))];
    const { exitCode, ...printed } = await client.exec(id, {
      Cmd: [...limit, ...command],
      Env: Object.entries({ ...env, ...order.env }).map(([name, value]) => `${name}=${value}`),
      ms: timeoutMs + 10 * graceSeconds * 1000,
    });
    const durationMs = now() - started;
    const late = durationMs >= timeoutMs && (exitCode === timedOutInside || exitCode === killedBySignal);
    const ending = late ? 'timed-out' : 'exited';
    return {
      command: [...command],
      ending,
      exitCode: late ? null : exitCode,
      ...printed,
      durationMs,
      peakMemoryBytes: null,
    };
  };
  const must = async (...command: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await run({ command, env: {}, timeoutMs: 300_000 });
    if (exitCode !== 0) throw lost(`${command.join(' ')} failed in the workshop: ${stderr.trim()}`);
  };

  await must('sh', '-c', 'rm -rf -- "$0" && mkdir -p -- "$0" "$1"', path, cache);
  return {
    path,
    cache,
    put: async (files) => {
      await client.putArchive(id, { tar: packFiles(files, { uid: 0, gid: 0 }), path: workshopFiles });
      return workshopFiles;
    },
    run,
    discard: () => must('rm', '-rf', '--', path),
    [Symbol.asyncDispose]: () => client.killContainer(id),
  };
};
