import type { Layer, Sandbox, SandboxProvider } from '../types.ts';
import { buildLocalLayer, findLocalLayer } from './layers.ts';
import { type LocalContext, openLocalSandbox } from './sandbox.ts';

/**
 * Runs commands as ordinary processes of this machine, image and limits aside: for a candidate's check of their own work
 * and for tests. Never for a stranger's code. `folder` belongs to the caller, who removes it.
 */
export const openLocal = (context: LocalContext): SandboxProvider => {
  const open = new Set<Sandbox>();
  const building = new Map<string, Promise<Layer>>();
  return {
    kind: 'local',
    engine: 'local processes',
    degraded: ['nothing is contained: no limits, no isolation from this machine or its network'],
    layer: (key) => findLocalLayer(context, key),
    buildLayer: (options) => {
      const { key } = options;
      const layer =
        building.get(key) ?? buildLocalLayer(context, options).finally(() => building.delete(key));
      building.set(key, layer);
      return layer;
    },
    buildImage: null,
    open: async (options) => {
      const sandbox = await openLocalSandbox(context, options);
      open.add(sandbox);
      return sandbox;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([...open].map((sandbox) => sandbox[Symbol.asyncDispose]()));
    },
  };
};
