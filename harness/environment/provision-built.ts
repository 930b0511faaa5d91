import { posix } from 'node:path';
import { z } from 'zod';
import { FaultError } from '../errors.ts';
import type { Cause } from '../evidence/common.ts';
import type { EnvironmentEvidence } from '../evidence/environment.ts';
import { stageOk } from '../gather/stages.ts';
import type { BuildLimits, BuiltImage, ImageBuild } from '../sandbox/build-types.ts';
import { foldersOf } from '../sandbox/files.ts';
import type { OpenOptions, SandboxFile, SandboxProvider } from '../sandbox/types.ts';
import { imagesOf } from '../start/dockerfile.ts';
import type { Dockerfile } from '../start/dockerfiles.ts';
import { serviceDockerfiles } from '../start/runtime.ts';
import type { BuiltStart, StartInput } from '../start/types.ts';
import { buildSettings } from './build-arguments.ts';
import { type Failure, failedAt, failureOf } from './build-failure.ts';
import { adaptDockerfile, unreadable } from './dockerfile-text.ts';
import type { Outcome } from './outcome.ts';
import type { IndexConfig } from './types.ts';

/** What a submission's own Dockerfile is built with; null leaves it unbuilt. */
export type BuildRequest = {
  readonly label: string;
  /** Everything that it may copy: the submission's files and the data drawn for this candidate. */
  readonly files: readonly SandboxFile[];
  /** Put before the names of images that name no registry. */
  readonly registry: string;
  readonly limits: OpenOptions['limits'];
  readonly bounds?: Omit<BuildLimits, 'memoryBytes' | 'cpus'>;
};

type Request = Pick<StartInput, 'facts' | 'read' | 'manifest'> & {
  readonly provider: SandboxProvider;
  readonly index: IndexConfig;
  readonly signal: AbortSignal;
  readonly waitingFor: (what: string) => void;
  readonly now: () => number;
  readonly build: BuildRequest;
};

/** An environment from a Dockerfile, or why there is none. */
export type FromDockerfile = {
  readonly outcome: Outcome;
  readonly built: NonNullable<EnvironmentEvidence['built']>;
  /** What the image says that it holds: minor version of Python, major of Node; null where it has none. */
  readonly python: string | null;
  readonly node: string | null;
  readonly ground:
    | (BuiltImage & { readonly start: BuiltStart; readonly folders: ReadonlySet<string> })
    | null;
};

const usualBounds: NonNullable<BuildRequest['bounds']> = {
  imageBytes: 8 * 1024 ** 3,
  outputBytes: 16 * 1024 ** 2,
  timeoutMs: 20 * 60_000,
};
const lookMs = 30_000;

const inContext = (files: readonly SandboxFile[], context: string): readonly SandboxFile[] =>
  files.flatMap((file) => {
    const path = posix.relative(context, file.path);
    return path.startsWith('..') ? [] : [{ ...file, path }];
  });

const orderOf = (request: Request, { path, context }: Dockerfile): ImageBuild => {
  const { build, index, signal, waitingFor } = request;
  const text = request.read(path) ?? '';
  const settings = buildSettings(index);
  const own = posix.relative(context, path);
  return {
    label: build.label,
    path: own.startsWith('..') ? 'takehome.Dockerfile' : own,
    text: (label) => adaptDockerfile(text, { label, begin: settings.begin }),
    files: [...inContext(build.files, context), ...settings.files],
    bases: imagesOf(text),
    registry: build.registry,
    args: settings.args,
    limits: {
      ...(build.bounds ?? usualBounds),
      memoryBytes: build.limits.memoryBytes,
      cpus: build.limits.cpus,
    },
    signal,
    waitingFor,
  };
};

/** Words of the engine for an image in which a container cannot begin: no program, or no folder to mount on. */
const cannotStart = /OCI runtime create failed|executable file not found|not a directory/i;

const lookSchema = z.object({
  python: z.string().regex(/^\d\.\d{1,2}$/),
  packages: z.array(z.object({ name: z.string().max(200), version: z.string().max(100) })).max(5_000),
});
type Look = Pick<FromDockerfile, 'python' | 'node'> & { readonly packages: Outcome['packages'] };

const lookProgram = `import json, sys, importlib.metadata as metadata
found = {(one.metadata["Name"] or "", one.version or "") for one in metadata.distributions()}
print(json.dumps({"python": "%d.%d" % sys.version_info[:2], "packages": [{"name": name, "version": version} for name, version in sorted(found)]}))`;

/** `here`, what Node says of itself, and what Python finds; null where no command ran. */
const parsed = (text: string): Look | null => {
  const [here, version = '', found = ''] = text.split('\n');
  if (here !== 'here') return null;
  const node = /^v(\d{1,3})\./.exec(version)?.[1] ?? null;
  try {
    return { ...lookSchema.parse(JSON.parse(found)), node };
  } catch {
    return { python: null, node, packages: [] };
  }
};

/** What the image says of itself, for the report alone: it earns nothing. Null where no command can run in it. */
const lookInto = async (
  request: Request,
  options: Omit<OpenOptions, 'label' | 'layer' | 'env' | 'limits'>,
): Promise<Look | null> => {
  const { label, limits } = request.build;
  await using box = await request.provider.open({ ...options, label, limits, layer: null, env: {} });
  const order = {
    shell:
      'echo here; echo "$(node --version 2>/dev/null)"; python=$(command -v python3 || command -v python) && exec "$python" -I -c "$PROGRAM"',
    workdir: '.',
    env: { PROGRAM: lookProgram },
    timeoutMs: lookMs,
    purpose: 'look',
  };
  try {
    return parsed((await box.exec(order)).stdout);
  } catch (error) {
    if (error instanceof FaultError && cannotStart.test(error.message)) return null;
    throw error;
  }
};

const envOf = (env: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** Why an image cannot be used although it was built; null when it can. */
const unfit = ({ volumes, homeBytes }: BuiltImage, { limits }: BuildRequest): Cause | null => {
  if (volumes.length > 0)
    return {
      kind: 'not-buildable',
      because: `the image declares volumes (${volumes.join(', ').slice(0, 200)})`,
    };
  return homeBytes > limits.diskBytes
    ? { kind: 'too-big', bytes: homeBytes, limitBytes: limits.diskBytes }
    : null;
};

/** Builds the Dockerfile of the likeliest service and looks whether commands can run in what came of it. Null without one. */
export const provisionBuilt = async (request: Request, image: string): Promise<FromDockerfile | null> => {
  const { provider, build, now } = request;
  const [dockerfile] = serviceDockerfiles(request);
  if (!dockerfile || !provider.buildImage) return null;
  const order = orderOf(request, dockerfile);
  const { path } = dockerfile;
  const evidence = { dockerfile: path, bases: order.bases, given: buildSettings(request.index).given };
  const began = now();
  const failed = (stage: 'resolve' | 'install', failure: Failure): FromDockerfile => ({
    outcome: failedAt(stage, { ...failure, durationMs: now() - began }),
    built: evidence,
    python: null,
    node: null,
    ground: null,
  });
  const because = unreadable(request.read(path) ?? '');
  if (because !== null) return failed('install', { cause: { kind: 'not-buildable', because }, line: null });
  request.waitingFor(`${path} being built, with a network on`);
  const end = await provider.buildImage(order);
  if (end.kind === 'base-missing')
    return failed('resolve', { cause: { kind: 'image-missing', image: end.name }, line: end.said });
  if (end.kind === 'stopped') return failed('install', failureOf(end, order.limits));
  await using undo = new AsyncDisposableStack();
  const built = undo.use(end.image);
  const cause = unfit(built, build);
  if (cause) return failed('install', { cause, line: null });
  const folders = new Set(foldersOf(build.files.map((file) => file.path)));
  const look = await lookInto(request, { image, built: { ...built, folders } });
  if (!look)
    return failed('install', {
      cause: {
        kind: 'not-buildable',
        because:
          'no command runs in the image, which needs sh, timeout and room for the folders /work and /tmp',
      },
      line: null,
    });
  undo.move();
  const { launch, ports, bytes, home, workdir } = built;
  const start = { path, launch, ports, env: envOf(built.env), outside: home === null ? workdir : null };
  return {
    outcome: {
      resolve: stageOk('resolve', { durationMs: 0 }),
      install: stageOk('install', { durationMs: now() - began }),
      loosened: [],
      packages: look.packages,
      bytes,
    },
    built: evidence,
    python: look.python,
    node: look.node,
    ground: { ...built, start, folders },
  };
};
