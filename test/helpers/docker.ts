import { thisProcess } from '../../harness/engine/host.ts';
import { type Connection, connect, type DockerClient } from '../../harness/sandbox/docker/client.ts';
import { layerVolume } from '../../harness/sandbox/docker/layers.ts';
import { openDocker } from '../../harness/sandbox/docker/provider.ts';
import type {
  OpenOptions,
  Order,
  SandboxLimits,
  SandboxProvider,
  Workshop,
} from '../../harness/sandbox/types.ts';

/** What `takehome doctor --fix` builds. */
export const testImage = 'takehome/python:3.13';

export const mebibyte = 1024 * 1024;
export const smallLimits: SandboxLimits = {
  memoryBytes: 256 * mebibyte,
  cpus: 1,
  diskBytes: 32 * mebibyte,
  pids: 64,
};

export const smallBox: OpenOptions = {
  label: 'test',
  image: testImage,
  limits: smallLimits,
  layer: null,
  env: {},
};

export const order = (shell: string, options: Partial<Order> = {}): Order => ({
  shell,
  workdir: '.',
  env: {},
  timeoutMs: 20_000,
  purpose: 'test',
  ...options,
});

/** `python3 -c` with a program that may hold any quotes. */
export const python = (program: string, options: Partial<Order> = {}): Order =>
  order('python3 -c "$PROGRAM"', { ...options, env: { ...options.env, PROGRAM: program } });

export type TestEngine = AsyncDisposable & {
  readonly client: DockerClient;
  readonly provider: SandboxProvider;
  /** Names a thing that only this engine's containers and volumes carry. */
  readonly label: string;
};

/** A provider of a session of its own on the machine's engine, or on the one at `host`. */
export const openEngine = async (connection: Partial<Connection> = {}): Promise<TestEngine> => {
  const client = connect({ host: process.env.DOCKER_HOST ?? null, ...connection });
  const { session, living } = thisProcess();
  const provider = await openDocker({ client, session, living, now: () => performance.now() });
  return {
    client,
    provider,
    label: `takehome.session=${session.session}`,
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  };
};

/** Removes layers and their files, which outlive a session on purpose. */
export const forgetLayers = async (
  { client, provider }: TestEngine,
  keys: readonly string[],
): Promise<void> => {
  const key = `forget-${crypto.randomUUID()}`;
  const build = async ({ path, run }: Workshop) => {
    const folders = [...keys, key].map((one) => `${path}/../${one}`);
    await run({ command: ['rm', '-rf', ...folders], env: {}, timeoutMs: 20_000 });
    return null;
  };
  await provider.buildLayer({ key, image: testImage, env: {}, build });
  for (const one of [...keys, key]) await client.removeVolume(layerVolume(one));
};

/** Containers, volumes and images that a session has left. */
export const leftovers = async ({ client, label }: TestEngine): Promise<readonly string[]> => {
  const [containers, volumes, images] = await Promise.all([
    client.listContainers(label),
    client.listVolumes(label),
    client.listImages(label),
  ]);
  return [
    ...containers.map(({ id }) => `container ${id}`),
    ...volumes.map(({ name }) => `volume ${name}`),
    ...images.map(({ id }) => `image ${id}`),
  ];
};

/** Whether there is no engine with the test image; never in continuous integration, where that must fail. */
export const engineOrSkip = async (): Promise<boolean> => {
  if (process.env.CI === 'true') return false;
  try {
    const client = connect({ host: process.env.DOCKER_HOST ?? null });
    if (await client.inspectImage(testImage)) return false;
  } catch (_error) {}
  return true;
};
