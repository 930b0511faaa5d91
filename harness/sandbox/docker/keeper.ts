import { readFile } from 'node:fs/promises';
import type { SandboxLimits } from '../types.ts';
import type { DockerClient } from './client.ts';
import { keeperSpec, type Mount, root, workVolumeOptions } from './hostconfig.ts';
import { openProber, type Prober } from './prober.ts';

export type Keeper = AsyncDisposable & {
  readonly id: string;
  readonly prober: Prober;
  readonly work: Mount;
};

export type KeeperOptions = {
  readonly name: string;
  readonly image: string;
  readonly limits: SandboxLimits;
  readonly labels: Readonly<Record<string, string>>;
};

const proberParts = ['prober-http.py', 'prober-speed.py', 'prober.py'] as const;

/** Run as one text: the image holds nothing of ours. */
const proberText = async (): Promise<string> => {
  const read = (part: string) => readFile(new URL(part, import.meta.url), 'utf8');
  return (await Promise.all(proberParts.map(read))).join('\n');
};

/** Opens what the stages of one submission share: the folder and the network namespace, held by a container of ours. */
export const openKeeper = async (client: DockerClient, options: KeeperOptions): Promise<Keeper> => {
  const { name, image, limits, labels } = options;
  const work: Mount = { volume: name, path: root, readOnly: false };
  await using undo = new AsyncDisposableStack();
  await client.createVolume({ name, labels, options: workVolumeOptions(limits) });
  undo.defer(() => client.removeVolume(name));
  const spec = keeperSpec({ image, prober: await proberText(), mounts: [work], labels });
  const id = await client.createContainer(spec);
  undo.defer(() => client.removeContainer(id));
  const prober = openProber(await client.attach(id));
  undo.defer(() => prober.end());
  await client.startContainer(id);
  const resources = undo.move();
  return { id, prober, work, [Symbol.asyncDispose]: () => resources.disposeAsync() };
};
