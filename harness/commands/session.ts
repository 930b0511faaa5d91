import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ensureEngine } from '../engine/ensure.ts';
import { thisHost } from '../engine/host.ts';
import { openImages } from '../engine/images.ts';
import type { Host } from '../engine/types.ts';
import { readIndexConfig } from '../environment/index-config.ts';
import type { Images } from '../environment/types.ts';
import { HarnessError } from '../errors.ts';
import type { Services } from '../pipeline.ts';
import { openDocker } from '../sandbox/docker/provider.ts';
import { openLocal } from '../sandbox/local/provider.ts';
import type { SandboxProvider } from '../sandbox/types.ts';
import { openTurns } from '../turns.ts';
import type { CommandIo } from './io.ts';
import { harnessIdentity } from './version.ts';

/** Everything that gradings share: opened once, whatever the number of submissions. */
export type Session = AsyncDisposable & {
  readonly services: Omit<Services, 'openWorkspace' | 'progress' | 'dockerfiles'>;
};

type Opened = { readonly provider: SandboxProvider; readonly images: Images };

const now = (): number => performance.now();

const openEngine = async (host: Host, io: CommandIo): Promise<Opened> => {
  const waitingFor = (what: string): void => io.err(`waiting for ${what}`);
  const engine = await ensureEngine({ host, signal: io.signal, waitingFor });
  const provider = await openDocker({ ...engine, now });
  return { provider, images: openImages({ client: engine.client, host, signal: io.signal }) };
};

const answerOf = async (command: string, args: readonly string[]): Promise<string> => {
  const { failed, stdout } = await execa(command, args, { reject: false });
  if (!failed) return stdout.trim();
  throw new HarnessError({
    code: 'PROGRAM_MISSING',
    message: `The local sandbox needs ${command}, which does not run here.`,
    hint: 'Install Python 3 and uv (pip install uv), Node and npm for JavaScript, or use the docker sandbox.',
  });
};

/** Asked for when a submission needs it. */
const localNode = async (): Promise<string> => {
  await answerOf('npm', ['--version']);
  return answerOf('node', ['--version']);
};

/** The machine's own Python is the only one there is, and uv must be on the PATH. */
const openTrusted = async (host: Host): Promise<Opened> => {
  const folder = join(host.home, '.cache', 'takehome', 'local');
  await mkdir(folder, { recursive: true });
  const python = await answerOf('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  await answerOf('uv', ['--version']);
  const env = { PATH: host.env.PATH ?? '' };
  return {
    provider: openLocal({ folder, env, now }),
    images: {
      python: { offered: [python], ensure: async () => `this machine, Python ${python}` },
      node: { offered: ['24'], ensure: async () => `this machine, Node ${await localNode()}` },
    },
  };
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
      return openTrusted(host);
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
    services: {
      provider,
      images,
      index,
      signal: io.signal,
      turns: openTurns(),
      now,
      today,
      harness: harnessIdentity(),
    },
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  };
};
