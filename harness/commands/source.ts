import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFile } from '../engine/certificates.ts';
import { intakeLimits } from '../workspace/limits.ts';
import { openWorkspace } from '../workspace/open.ts';
import { rootOf } from '../workspace/take.ts';
import type { IntakeRequest, Workspace } from '../workspace/types.ts';
import type { CommandIo } from './io.ts';

export type SourceOptions = {
  readonly source: string;
  readonly ref?: string;
  readonly sshKey?: string;
  readonly allowHttp?: readonly string[];
};

/** What of the operator's environment git needs to reach a forge. */
type Reach = Pick<IntakeRequest, 'certificateFile' | 'proxy' | 'searchPath'>;

const reachOf = (env: CommandIo['env']): Reach => {
  const proxy = env.https_proxy ?? env.HTTPS_PROXY;
  const searchPath = env.PATH;
  return {
    certificateFile: certificateFile(env),
    ...(proxy ? { proxy } : {}),
    ...(searchPath ? { searchPath } : {}),
  };
};

/** A submission's source and the folder that it is fetched into, which goes with this. */
export type OpenSource = AsyncDisposable & {
  readonly open: (waitingFor: (what: string) => void) => Promise<Workspace>;
  /** Where its files will be. */
  readonly root: string;
};

export const sourceOf = async (options: SourceOptions, io: CommandIo): Promise<OpenSource> => {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'takehome-')));
  const into = join(scratch, 'workspace');
  return {
    root: rootOf({ into }),
    open: (waitingFor) =>
      openWorkspace({
        source: options.source,
        ref: options.ref ?? null,
        into,
        limits: intakeLimits,
        sshKey: options.sshKey ?? null,
        allowHttpHosts: options.allowHttp ?? [],
        ...reachOf(io.env),
        signal: io.signal,
        progress: waitingFor,
      }),
    [Symbol.asyncDispose]: () => rm(scratch, { recursive: true, force: true }),
  };
};
