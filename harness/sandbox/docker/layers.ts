import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { FaultError, HarnessError } from '../../errors.ts';
import type { Layer, SandboxProvider } from '../types.ts';
import type { DockerClient } from './client.ts';
import { hasStatus, unless } from './failure.ts';
import { layersRoot, workshopSpec } from './hostconfig.ts';
import { labelsOf, layerRecord, ownerOf } from './labels.ts';
import { isDead, type Living, type SessionOwner } from './owner.ts';
import { openWorkshop } from './workshop.ts';

export type Builder = {
  readonly client: DockerClient;
  readonly owner: SessionOwner;
  readonly living: Living;
  readonly now: () => number;
};
type BuildOptions = Parameters<SandboxProvider['buildLayer']>[0];

const cacheVolume = 'takehome-cache';
export const layerVolume = (key: string): string => `takehome-layer-${key}`;
const builderName = (key: string): string => `takehome-build-${key}`;
const pathOf = (key: string): string => `${layersRoot}/${checkedKey(key)}`;
const waitForOtherMs = 500;

/** A key becomes part of a path, of a volume's name and of a container's. */
const checkedKey = (key: string): string => {
  if (/^[a-z0-9][a-z0-9-]{0,127}$/.test(key)) return key;
  throw new HarnessError({
    code: 'LAYER_KEY_UNSAFE',
    message: `${JSON.stringify(key)} cannot name a layer.`,
    hint: 'Use lower-case letters, digits and dashes.',
  });
};

/** A layer exists when its volume does: the volume is made last, and its label is the record. */
export const findLayer = async (client: DockerClient, key: string): Promise<Layer | null> => {
  const volume = await client.inspectVolume(layerVolume(checkedKey(key)));
  const text = volume?.labels[layerRecord];
  return text === undefined ? null : { key, path: pathOf(key), record: z.json().parse(JSON.parse(text)) };
};

/** A volume of its own that shows one folder of the cache, read-only; both paths are the engine's, so it may be remote. */
const commit = async (
  client: DockerClient,
  { key, record }: { key: string; record: unknown },
): Promise<Layer> => {
  const cache = await client.inspectVolume(cacheVolume);
  if (!cache) {
    throw new FaultError({
      code: 'SANDBOX_LOST',
      blame: 'environment',
      message: `The volume ${cacheVolume} was removed while a layer was built in it.`,
    });
  }
  await client.createVolume({
    name: layerVolume(key),
    labels: { [layerRecord]: JSON.stringify(record) },
    options: { type: 'none', o: 'bind,ro', device: `${cache.mountpoint}/${key}` },
  });
  return { key, path: pathOf(key), record };
};

/** A container's name can be had once: whoever creates it builds, and everybody else waits for the layer or the name. */
const lock = async ({ client, owner }: Builder, { key, image }: BuildOptions): Promise<string | null> => {
  const labels = labelsOf(owner, { label: key, purpose: 'workshop' });
  const spec = workshopSpec({ image, name: builderName(key), cacheVolume, labels });
  return client.createContainer(spec).catch((error: unknown) => {
    if (hasStatus(error, 409)) return null;
    throw error;
  });
};

/** Frees the name where its holder is dead or has run out of time. */
const breakStaleLock = async ({ client, owner, living }: Builder, key: string): Promise<void> => {
  const name = builderName(key);
  const held = await unless([404], client.inspectContainer(name));
  const holder = held && ownerOf(held.labels);
  const stale = held?.status === 'ended' || (holder && isDead(holder, { self: owner, living }));
  if (stale) await client.removeContainer(name);
};

const buildLocked = async (builder: Builder, { id, ...options }: BuildOptions & { id: string }) => {
  const { client } = builder;
  const { key, env, build } = options;
  await using undo = new AsyncDisposableStack();
  undo.defer(() => client.removeContainer(id));
  const done = await findLayer(client, key);
  if (done) return done;
  const workshop = undo.use(await openWorkshop(builder, { id, env, path: pathOf(key), root: layersRoot }));
  try {
    return await commit(client, { key, record: await build(workshop) });
  } catch (error) {
    await workshop.discard().catch(() => {});
    throw error;
  }
};

/**
 * Builds a layer unless there is one. It is built at its own path, since a Python environment cannot be moved; the folder is
 * cleared before, and after a failure, so that nothing half-built is ever committed.
 */
export const buildLayer = async (builder: Builder, options: BuildOptions): Promise<Layer> => {
  for (;;) {
    const found = await findLayer(builder.client, options.key);
    if (found) return found;
    const id = await lock(builder, options);
    if (id !== null) return buildLocked(builder, { ...options, id });
    await breakStaleLock(builder, options.key);
    await sleep(waitForOtherMs);
  }
};
