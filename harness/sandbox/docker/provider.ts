import { HarnessError } from '../../errors.ts';
import type { OpenOptions, Sandbox, SandboxProvider } from '../types.ts';
import { buildImage } from './build-image.ts';
import type { DockerClient, EngineInfo } from './client.ts';
import { ofSession } from './labels.ts';
import { buildLayer, findLayer } from './layers.ts';
import type { Living, SessionOwner } from './owner.ts';
import { removeLabelled } from './reap.ts';
import { openSandbox } from './sandbox.ts';
import { watchEvents } from './watch.ts';

export type DockerOptions = {
  readonly client: DockerClient;
  readonly session: SessionOwner;
  readonly living: Living;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const limitsByName: readonly (readonly [string, string])[] = [
  ['MemoryLimit', 'memory'],
  ['SwapLimit', 'swap'],
  ['CpuCfsQuota', 'cpu'],
  ['PidsLimit', 'number of processes'],
];
/** Since 25.0 the default profile refuses io_uring (moby 46762) and, since 23.0, AF_VSOCK (moby 44712). */
const firstWithFullProfile = 25;

/** What this engine says that it does not enforce, a phrase each. */
export const degradedBy = (info: EngineInfo, version: string): readonly string[] => {
  const security = Array.isArray(info.SecurityOptions) ? info.SecurityOptions.map(String) : [];
  const missing = limitsByName.filter(([key]) => info[key] === false).map(([, name]) => `no ${name} limit`);
  const seccomp = security.some((option) => option.includes('name=seccomp'));
  const old = Number.parseInt(version, 10) < firstWithFullProfile;
  return [
    ...missing,
    ...(seccomp ? [] : ['no seccomp profile']),
    ...(seccomp && old ? [`seccomp profile of engine ${version} allows io_uring and vsock`] : []),
  ];
};

/** An image's own `VOLUME` is a writable folder on the host's disk without a limit, whatever the root file system is. */
const imageChecker = (client: DockerClient): ((ref: string) => Promise<string>) => {
  const known = new Map<string, string>();
  return async (ref) => {
    const seen = known.get(ref);
    if (seen) return seen;
    const image = await client.inspectImage(ref);
    if (!image || image.volumes.length > 0) {
      throw new HarnessError({
        code: image ? 'IMAGE_HAS_VOLUMES' : 'IMAGE_MISSING',
        message: image
          ? `The image ${ref} declares volumes (${image.volumes.join(', ')}), which would not be limited.`
          : `The engine has no image ${ref}.`,
        hint: image ? 'Use a base image without VOLUME.' : 'Run takehome doctor --fix.',
      });
    }
    known.set(ref, image.id);
    return image.id;
  };
};

/** Sandboxes that are open or being opened. */
const tracker = () => {
  const open = new Set<Promise<Sandbox>>();
  let closed = false;
  const track = (opening: Promise<Sandbox>): Promise<Sandbox> => {
    const tracked = opening.then(async (sandbox) => {
      if (closed) await sandbox[Symbol.asyncDispose]();
      return {
        ...sandbox,
        [Symbol.asyncDispose]: async () => {
          open.delete(tracked);
          await sandbox[Symbol.asyncDispose]();
        },
      };
    });
    open.add(tracked);
    return tracked;
  };
  const closeAll = async () => {
    closed = true;
    await Promise.allSettled([...open].map(async (sandbox) => (await sandbox)[Symbol.asyncDispose]()));
  };
  return { track, closeAll };
};

/** The provider that contains strangers' code. Disposing of it ends and removes everything it started. */
export const openDocker = async (options: DockerOptions): Promise<SandboxProvider> => {
  const { client, session, living, now } = options;
  const [version, info] = await Promise.all([client.version(), client.info()]);
  const watch = await watchEvents(client, ofSession(session));
  const builder = { client, owner: session, living, now };
  const imageId = imageChecker(client);
  const { track, closeAll } = tracker();
  const openOne = async (opened: OpenOptions): Promise<Sandbox> => {
    const image = await imageId(opened.image);
    return openSandbox({ client, watch, now }, { ...opened, image, owner: session });
  };
  return {
    kind: 'docker',
    engine: `Docker ${version.Version}`,
    degraded: degradedBy(info, version.Version),
    layer: (key) => findLayer(client, key),
    buildLayer: async (layer) => buildLayer(builder, { ...layer, image: await imageId(layer.image) }),
    buildImage: (order) => buildImage({ client, watch, owner: session }, order),
    open: (opened) => track(openOne(opened)),
    [Symbol.asyncDispose]: async () => {
      await closeAll();
      watch[Symbol.dispose]();
      // An engine that is gone must not take the grade with it: the containers end by their own deadline, and the next
      // session removes what is left.
      await removeLabelled(client, ofSession(session)).catch(() => {});
    },
  };
};
