import { readFileSync } from 'node:fs';
import { ensureEngine } from '../engine/ensure.ts';
import { thisHost } from '../engine/host.ts';
import { openImages } from '../engine/images.ts';
import { certificateFile } from '../engine/network.ts';
import type { Host } from '../engine/types.ts';
import { readIndexConfig } from '../environment/index-config.ts';
import type { Images } from '../environment/types.ts';
import { HarnessError } from '../errors.ts';
import type { Services } from '../pipeline.ts';
import { openDocker } from '../sandbox/docker/provider.ts';
import { openLocal } from '../sandbox/local/provider.ts';
import type { SandboxProvider } from '../sandbox/types.ts';
import type { CommandIo } from './io.ts';
import { harnessVersion } from './version.ts';

/** Everything that gradings share: opened once, whatever the number of submissions. */
export type Session = AsyncDisposable & {
  readonly services: Omit<Services, 'openWorkspace' | 'progress'>;
  /** The operator's certificate authorities, for git. */
  readonly certificateFile: string | null;
};

type Opened = { readonly provider: SandboxProvider; readonly images: Images };

const now = (): number => performance.now();

const openEngine = async (host: Host, io: CommandIo): Promise<Opened> => {
  const waitingFor = (what: string): void => io.err(`waiting for ${what}`);
  const engine = await ensureEngine({ host, signal: io.signal, waitingFor });
  const provider = await openDocker({ ...engine, now });
  return { provider, images: openImages({ client: engine.client, host, signal: io.signal }) };
};

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const unknownSandbox = (kind: string): HarnessError =>
  new HarnessError({
    code: 'UNKNOWN_SANDBOX',
    message: `There is no sandbox called "${kind}".`,
    hint: 'Use docker, or local for code that you trust.',
  });

const openProvider = (kind: string, { host, io }: { host: Host; io: CommandIo }): Promise<Opened> => {
  switch (kind) {
    case 'docker':
      return openEngine(host, io);
    case 'local':
      return openLocal({ now });
    default:
      throw unknownSandbox(kind);
  }
};

export const openSession = async (kind: string, io: CommandIo): Promise<Session> => {
  const host = thisHost(io.env);
  const { provider, images } = await openProvider(kind, { host, io });
  const index = readIndexConfig({ env: io.env, home: host.home, readFile: textOf });
  const today = (): Date => new Date();
  return {
    services: { provider, images, index, signal: io.signal, now, today, version: harnessVersion() },
    certificateFile: certificateFile(io.env),
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  };
};
