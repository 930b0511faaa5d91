import { randomUUID } from 'node:crypto';
import { safePath } from '../files.ts';
import type { OpenOptions, Order, Sandbox } from '../types.ts';
import { furnish } from './home.ts';
import { candidateUser, type Mount, root } from './hostconfig.ts';
import { openKeeper } from './keeper.ts';
import { labelsOf } from './labels.ts';
import { layerVolume } from './layers.ts';
import type { SessionOwner } from './owner.ts';
import { serverOf } from './server.ts';
import { type Engine, type Stage, startStage } from './stage.ts';
import { openStages } from './stages.ts';
import { listFiles, onlyFile, packFiles } from './tar.ts';

const within = (path: string): string => `${root}/${safePath(path)}`;
const isRoot = (folder: string): boolean => folder === '.' || folder === '';
/** An archive's names start with the last part of the path that was asked for. */
const fromRoot = (folder: string, name: string): string => {
  const below = name.split('/').slice(1).join('/');
  return isRoot(folder) ? below : `${safePath(folder)}/${below}`;
};

export const openSandbox = async (
  engine: Engine,
  { owner, ...options }: OpenOptions & { readonly owner: SessionOwner },
): Promise<Sandbox> => {
  const { client } = engine;
  const { label, image, limits, layer, built = null } = options;
  await using undo = new AsyncDisposableStack();
  const keeper = undo.use(
    await openKeeper(client, {
      name: `takehome-work-${randomUUID()}`,
      image,
      limits,
      labels: labelsOf(owner, { label, purpose: 'keeper' }),
    }),
  );
  const layers: Mount[] = layer ? [{ volume: layerVolume(layer.key), path: layer.path, readOnly: true }] : [];
  const home: Mount[] = built?.home && built.home !== root ? [{ ...keeper.work, path: built.home }] : [];
  if (built)
    await furnish(client, {
      keeper: keeper.id,
      built,
      labels: labelsOf(owner, { label, purpose: 'furnish' }),
    });
  const stages = undo.use(openStages());
  const resources = undo.move();

  const start = ({ shell, workdir, timeoutMs, purpose, env }: Order): Promise<Stage> =>
    stages.start(() =>
      startStage(engine, {
        image: built?.id ?? image,
        keeper: keeper.id,
        mounts: [keeper.work, ...home, ...layers],
        limits,
        env: { ...options.env, ...env },
        shell,
        workdir,
        timeoutMs,
        labels: labelsOf(owner, { label, purpose }),
      }),
    );

  return {
    root,
    put: async (files) => client.putArchive(keeper.id, { tar: packFiles(files, candidateUser), path: root }),
    exec: async (order) => {
      const stage = await start(order);
      try {
        return await stage.ended;
      } finally {
        void stages.close(stage).catch(() => {});
      }
    },
    serve: async (order) => {
      const stage = await start(order);
      const env = { ...options.env, ...order.env };
      const close = () => stages.close(stage).catch(() => {});
      return serverOf({ ...stage, close }, { prober: keeper.prober, env });
    },
    read: async (path, maxBytes) =>
      client.readArchive(keeper.id, {
        path: within(path),
        consume: (archive) => onlyFile(archive, maxBytes),
      }),
    files: async (folder, max) => {
      const path = isRoot(folder) ? root : within(folder);
      const found = await client.readArchive(keeper.id, {
        path,
        consume: (archive) => listFiles(archive, max),
      });
      return (found ?? [])
        .map((file) => ({ ...file, path: fromRoot(folder, file.path) }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    // What was gathered stands, whatever became of the engine; the provider and the next session's reaper remove the rest.
    [Symbol.asyncDispose]: () => resources.disposeAsync().catch(() => {}),
  };
};
