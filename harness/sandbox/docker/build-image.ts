import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultError } from '../../errors.ts';
import type { BuildEnd, BuildStop, BuiltImage, ImageBuild } from '../build-types.ts';
import { Tail } from '../tail.ts';
import { haveBases } from './base-images.ts';
import type { DockerClient } from './client.ts';
import { EngineError } from './failure.ts';
import { homeOf, measureHome } from './home.ts';
import { buildLabelsOf, labelsOf, ofBuild } from './labels.ts';
import type { SessionOwner } from './owner.ts';
import { removeLabelled } from './reap.ts';
import { packFiles } from './tar.ts';
import type { Watch } from './watch.ts';

export type Builder = {
  readonly client: DockerClient;
  readonly watch: Watch;
  readonly owner: SessionOwner;
};

const watchMs = 1_000;
const graceMs = 10_000;
const keptLog = 64 * 1024;
const period = 100_000;
/** A step may write no larger file: root's own files have no other limit while an image is built. */
const largestFileBytes = 2 * 1024 ** 3;

/** One `LABEL` line. Single quotes keep what stands in them as it is; the values are ours and hold none. */
const labelLine = (labels: Readonly<Record<string, string>>): string =>
  `LABEL ${Object.entries(labels)
    .map(([name, value]) => `${name}='${value.replaceAll(/['\\\n]/g, '_')}'`)
    .join(' ')}`;

const settingsOf = ({ path, args, limits }: ImageBuild) => ({
  dockerfile: path,
  nocache: true,
  pull: false,
  rm: true,
  forcerm: true,
  memory: limits.memoryBytes,
  memswap: limits.memoryBytes,
  cpuperiod: period,
  cpuquota: Math.round(limits.cpus * period),
  networkmode: 'bridge',
  version: '1' as const,
  buildargs: { ...args },
  ulimits: JSON.stringify([
    { Name: 'fsize', Soft: largestFileBytes, Hard: largestFileBytes },
    { Name: 'nofile', Soft: 4096, Hard: 4096 },
    { Name: 'core', Soft: 0, Hard: 0 },
  ]),
});

/** Ends the build when what its step sees has grown too large: the engine has no limit for it. */
const watchSize = async (
  client: DockerClient,
  {
    build,
    limit,
    over,
    end,
  }: { build: string; limit: number; over: AbortSignal; end: (stop: BuildStop) => void },
): Promise<void> => {
  while (!over.aborted) {
    const sizes = await client.listSizes(ofBuild(build)).catch(() => []);
    const bytes = Math.max(0, ...sizes);
    if (bytes > limit) return end({ kind: 'too-big', bytes });
    await sleep(watchMs, undefined, { signal: over }).catch(() => {});
  }
};

/** Words of an engine that is in trouble itself, whatever the instruction was. */
const engineTrouble = /rpc error|containerd|failed to register layer|error creating overlay/i;

const stopOf = (error: unknown, starved: boolean): BuildStop => {
  if (!(error instanceof EngineError)) throw error;
  const said = error.said.replace(/^\(HTTP code \d+\) \w+ - /, '').trim();
  if (/no space left on device/.test(said))
    throw new FaultError({
      code: 'HOST_DISK_LOW',
      blame: 'environment',
      message: 'The engine has no room left to build an image.',
      cause: error,
    });
  const exitCode = /returned a non-zero code: (\d+)$/.exec(said)?.[1];
  if (exitCode !== undefined)
    return starved ? { kind: 'out-of-memory' } : { kind: 'exited', exitCode: Number(exitCode) };
  if (error.status === null || engineTrouble.test(said)) throw error;
  return { kind: 'refused', said };
};

type Ran = { readonly why: BuildStop | null; readonly log: string; readonly step: string | null };

const run = async (
  { client, watch }: Builder,
  { order, build, tag, line }: { order: ImageBuild; build: string; tag: string; line: string },
): Promise<Ran> => {
  const { limits, signal } = order;
  const log = new Tail(keptLog);
  const over = new AbortController();
  let step: string | null = null;
  const stops: BuildStop[] = [];
  const end = (why: BuildStop) => {
    stops.push(why);
    over.abort();
  };
  const onProgress = (text: string) => {
    step = /^Step \d+\/\d+ : (.*)$/s.exec(text)?.[1] ?? step;
    log.push(Buffer.from(text.startsWith('Step ') ? `\n${text}` : text));
    if (log.total > limits.outputBytes) end({ kind: 'output-limit' });
  };
  const files = [
    ...order.files.filter(({ path }) => path !== order.path),
    { path: order.path, text: order.text(line) },
  ];
  const timer = setTimeout(() => end({ kind: 'timed-out' }), limits.timeoutMs);
  const bounds = { ms: limits.timeoutMs + graceMs, signal: AbortSignal.any([signal, over.signal]) };
  const context = packFiles(files, { uid: 0, gid: 0 });
  const sized = watchSize(client, { build, limit: limits.imageBytes, over: over.signal, end });
  try {
    await client.buildImage(context, { ...settingsOf(order), t: tag, onProgress, bounds });
    return { why: null, log: log.text(), step };
  } catch (error) {
    signal.throwIfAborted();
    const why = stops[0] ?? stopOf(error, watch.outOfMemory(build));
    return { why, log: log.text(), step };
  } finally {
    clearTimeout(timer);
    over.abort();
    await sized;
  }
};

const builtImage = async (
  { client, owner }: Builder,
  { build, tag, label }: { build: string; tag: string; label: string },
): Promise<BuiltImage> => {
  const image = await client.inspectImage(tag);
  if (!image)
    throw new FaultError({
      code: 'SANDBOX_LOST',
      blame: 'environment',
      message: 'The image was built, and the engine has none.',
    });
  const { id, bytes, workdir, env, launch, ports, volumes } = image;
  const home = homeOf(workdir);
  const labels = labelsOf(owner, { label, purpose: 'measure' });
  const homeBytes = home === null ? 0 : await measureHome(client, { image: id, home, labels });
  return {
    ...{ id, bytes, workdir, env, launch, ports, volumes, home, homeBytes },
    [Symbol.asyncDispose]: async () => {
      await removeLabelled(client, ofBuild(build)).catch(() => {});
    },
  };
};

/**
 * Builds a stranger's Dockerfile with the engine's own builder and without its cache, which one build could poison for the
 * next. Its steps run as root with the engine's default capabilities and with a network: memory, processor, size, output and
 * time are limited, the number of processes is not. What a build leaves carries its label, and goes with it.
 */
export const buildImage = async (builder: Builder, order: ImageBuild): Promise<BuildEnd> => {
  const { client, owner } = builder;
  const missing = await haveBases(client, order);
  if (missing) return missing;
  const build = randomUUID();
  const labels = buildLabelsOf(owner, build);
  const tag = `takehome/built:${build}`;
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    await removeLabelled(client, ofBuild(build)).catch(() => {});
  });
  const { why, ...told } = await run(builder, { order, build, tag, line: labelLine(labels) });
  if (why) return { kind: 'stopped', why, ...told };
  const image = await builtImage(builder, { build, tag, label: order.label });
  if (image.bytes > order.limits.imageBytes)
    return { kind: 'stopped', why: { kind: 'too-big', bytes: image.bytes }, ...told };
  undo.move();
  return { kind: 'built', image };
};
