import type { DockerClient } from './client.ts';
import { owned, ownerOf } from './labels.ts';
import { isDead, type Living, type SessionOwner } from './owner.ts';

type Left = (thing: { readonly labels: Readonly<Record<string, string>> }) => boolean;
type Removed = { readonly containers: number; readonly volumes: number; readonly images: number };

/**
 * Removes images and all that was built on them, the last built first: a Dockerfile may write labels over ours, but cannot
 * choose what its steps are built on.
 */
const removeImages = async (
  client: DockerClient,
  { label, left }: { label: string; left: Left },
): Promise<number> => {
  const doomed = new Set((await client.listImages(label)).filter(left).map(({ id }) => id));
  if (doomed.size === 0) return 0;
  const all = await client.listImages();
  for (let before = -1; before < doomed.size; ) {
    before = doomed.size;
    for (const { id, parent } of all) if (doomed.has(parent)) doomed.add(id);
  }
  const isParent = (id: string, of: ReadonlySet<string>): boolean =>
    all.some((image) => image.parent === id && of.has(image.id));
  for (const waiting = new Set(doomed); waiting.size > 0; ) {
    const last = [...waiting].find((id) => !isParent(id, waiting));
    if (last === undefined) break;
    await client.discardImage(last);
    waiting.delete(last);
  }
  return doomed.size;
};

const removeWhere = async (
  client: DockerClient,
  { label, left }: { label: string; left: Left },
): Promise<Removed> => {
  const containers = (await client.listContainers(label)).filter(left);
  await Promise.all(containers.map(({ id }) => client.removeContainer(id)));
  const volumes = (await client.listVolumes(label)).filter(left);
  await Promise.all(volumes.map(({ name }) => client.removeVolume(name)));
  const images = await removeImages(client, { label, left });
  return { containers: containers.length, volumes: volumes.length, images };
};

/** Removes everything that carries a label: the last step of a session, whatever became of the steps before. */
export const removeLabelled = (client: DockerClient, label: string): Promise<Removed> =>
  removeWhere(client, { label, left: () => true });

/**
 * Removes containers, volumes and images whose owner is dead: what a crashed run left. Never layers or the cache, which have no
 * owner, and nothing of a process that lives or of another machine. Returns how many there were.
 */
export const reapLeftovers = (
  client: DockerClient,
  { self, living }: { self: SessionOwner; living: Living },
): Promise<Removed> =>
  removeWhere(client, {
    label: owned,
    left: ({ labels }) => {
      const owner = ownerOf(labels);
      return owner !== null && isDead(owner, { self, living });
    },
  });
