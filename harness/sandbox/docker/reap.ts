import type { DockerClient } from './client.ts';
import { owned, ownerOf } from './labels.ts';
import { isDead, type Living, type SessionOwner } from './owner.ts';

type Left = (thing: { readonly labels: Readonly<Record<string, string>> }) => boolean;
type Removed = { readonly containers: number; readonly volumes: number };

const removeWhere = async (
  client: DockerClient,
  { label, left }: { label: string; left: Left },
): Promise<Removed> => {
  const containers = (await client.listContainers(label)).filter(left);
  await Promise.all(containers.map(({ id }) => client.removeContainer(id)));
  const volumes = (await client.listVolumes(label)).filter(left);
  await Promise.all(volumes.map(({ name }) => client.removeVolume(name)));
  return { containers: containers.length, volumes: volumes.length };
};

/** Removes everything that carries a label: the last step of a session, whatever became of the steps before. */
export const removeLabelled = (client: DockerClient, label: string): Promise<Removed> =>
  removeWhere(client, { label, left: () => true });

/**
 * Removes containers and volumes whose owner is dead: what a crashed run left. Never layers or the cache, which have no
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
