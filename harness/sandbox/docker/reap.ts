import type { DockerClient } from './client.ts';
import { owned, ownerOf } from './labels.ts';
import { isDead, type Living, type SessionOwner } from './owner.ts';

/**
 * Removes containers and volumes whose owner is dead: what a crashed run left. Never layers or the cache, which have no
 * owner, and nothing of a process that lives or of another machine. Returns how many there were.
 */
export const reapLeftovers = async (
  client: DockerClient,
  { self, living }: { self: SessionOwner; living: Living },
): Promise<{ readonly containers: number; readonly volumes: number }> => {
  const left = ({ labels }: { labels: Readonly<Record<string, string>> }) => {
    const owner = ownerOf(labels);
    return owner !== null && isDead(owner, { self, living });
  };
  const containers = (await client.listContainers(owned)).filter(left);
  await Promise.all(containers.map(({ id }) => client.removeContainer(id)));
  const volumes = (await client.listVolumes(owned)).filter(left);
  await Promise.all(volumes.map(({ name }) => client.removeVolume(name)));
  return { containers: containers.length, volumes: volumes.length };
};
