import type { EnvironmentEvidence } from '../evidence/environment.ts';
import { stageOk } from '../gather/stages.ts';
import type { Layer, SandboxFile, SandboxProvider } from '../sandbox/types.ts';
import { packagePath, runtimeOf } from '../start/runtime.ts';
import {
  type BuildOrder,
  BuildStopped,
  buildEnvironment,
  type LayerRecord,
  recordSchema,
  type Timing,
} from './build-layer.ts';
import { nodeAskedFor } from './node-version.ts';
import { provisionNpm } from './npm.ts';
import { readNpm } from './npm-package.ts';
import {
  additions,
  declaredEvidence,
  limitations,
  nothingToInstall,
  type Outcome,
  stoppedOutcome,
} from './outcome.ts';
import { keyOf, type Plan, planOf } from './plan.ts';
import { type BuildRequest, type FromDockerfile, provisionBuilt } from './provision-built.ts';
import { choosePython, type PythonInput } from './python-version.ts';
import type { Images, IndexConfig } from './types.ts';

export type Bounds = BuildOrder['bounds'];

/** Our own budgets, outside those of the candidate. The largest of 18 public services took 2.5 GB. */
const usualBounds: Bounds = { bytes: 6 * 1024 ** 3, resolveMs: 5 * 60_000, installMs: 20 * 60_000 };

export type ProvisionRequest = PythonInput & {
  readonly provider: SandboxProvider;
  readonly images: Images;
  readonly index: IndexConfig;
  readonly signal: AbortSignal;
  readonly waitingFor: (what: string) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly bounds?: Bounds;
  /** There when the operator asked to have Dockerfiles built. */
  readonly build?: BuildRequest | null;
};

export type Provisioned = {
  readonly evidence: EnvironmentEvidence;
  /** Null where there is nothing to install, or what there is could not be installed. */
  readonly layer: Layer | null;
  /** Id of the image of ours that commands run in, or that watches over them in their own. */
  readonly image: string;
  /** The image that commands run in, where it is the submission's own; whoever is given it disposes of it. */
  readonly built?: FromDockerfile['ground'];
  /** What commands need to find the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What must stand beside the submission's own files for the layer to be found. */
  readonly files: readonly SandboxFile[];
};

type Found = { readonly layer: Layer; readonly record: LayerRecord; readonly timing: Timing };
type Ground = { readonly id: string; readonly python: string };

const find = async (request: ProvisionRequest, key: string): Promise<Found | null> => {
  const began = request.now();
  const layer = await request.provider.layer(key);
  const record = layer && recordSchema.safeParse(layer.record);
  return layer && record?.success
    ? { layer, record: record.data, timing: { resolveMs: 0, installMs: request.now() - began } }
    : null;
};

const build = async (
  request: ProvisionRequest,
  { plan, ground, key }: { readonly plan: Plan; readonly ground: Ground; readonly key: string },
): Promise<Found> => {
  const { provider, bounds = usualBounds } = request;
  const timing: Timing = { resolveMs: 0, installMs: 0 };
  const others = ground.python === plan.candidates[0] ? plan.candidates.slice(1) : [];
  const wanted = plan.wanted.map(({ name }) => name);
  const order: BuildOrder = { ...request, ...plan, wanted, bounds, python: ground.python, others };
  const layer = await provider.buildLayer({
    key,
    image: ground.id,
    env: {},
    build: (workshop) => buildEnvironment(workshop, { order, timing }),
  });
  return { layer, record: recordSchema.parse(layer.record), timing };
};

type Environment = {
  readonly ground: Ground;
  readonly layer: Layer;
  readonly record: LayerRecord & { readonly kind: 'environment' };
  readonly timing: Timing;
};

/** Follows a signpost once; one that leads to another would be a fault of ours, and none is written by `build`. */
const environmentOn = async (
  request: ProvisionRequest,
  { plan, python }: { readonly plan: Plan; readonly python: string },
): Promise<Environment> => {
  const id = await request.images.python.ensure(python, request.waitingFor);
  const ground = { id, python };
  const key = keyOf(plan, ground);
  const { layer, record, timing } =
    (await find(request, key)) ?? (await build(request, { plan, ground, key }));
  if (record.kind === 'signpost') return environmentOn(request, { plan, python: record.python });
  return { ground, layer, record, timing };
};

/** What comes with an image may know how to fetch more: there is no network to do it. */
const offline = { UV_NO_SYNC: '1', UV_OFFLINE: '1' };

const commandEnv = ({ path }: Layer): Readonly<Record<string, string>> => ({
  PATH: `${path}/bin:/usr/local/bin:/usr/bin:/bin`,
  VIRTUAL_ENV: path,
  ...offline,
});

/** What an image that was built runs on, where the submission is in TypeScript or JavaScript. */
const nodeOf = (request: ProvisionRequest, { node }: FromDockerfile): EnvironmentEvidence['runtime'] => {
  const asked = nodeAskedFor(request, packagePath(request) ?? 'package.json');
  return {
    name: 'node',
    asked: asked?.asked ?? null,
    askedIn: asked?.askedIn ?? null,
    used: node ?? 'none',
    offered: request.images.node.offered,
  };
};

/**
 * From what a submission declares to a read-only layer that its commands run in, and evidence of each step. The layer
 * is found by content, so an unchanged list installs nothing. Rejects only with `FaultError` and `HarnessError`.
 */
export const provisionEnvironment = async (request: ProvisionRequest): Promise<Provisioned> => {
  const { offered } = request.images.python;
  const { asked, askedIn, candidates } = choosePython(request, offered);
  const plan = planOf(request, candidates);
  const [preferred = '3.13'] = candidates;
  const evidence = (used: string, outcome: Outcome): EnvironmentEvidence => ({
    runtime: { name: 'python', asked, askedIn, used, offered },
    declared: declaredEvidence(plan.declared),
    ...outcome,
    notes: [],
  });
  const bare = async (outcome: Outcome): Promise<Provisioned> => {
    const id = await request.images.python.ensure(preferred, request.waitingFor);
    return { evidence: evidence(preferred, outcome), layer: null, image: id, env: {}, files: [] };
  };
  const { build = null } = request;
  if (build) {
    const id = await request.images.python.ensure(preferred, request.waitingFor);
    const made = await provisionBuilt({ ...request, build }, id);
    if (made) {
      const { outcome, built, ground } = made;
      const told = evidence(made.python ?? 'none', outcome);
      const declared = { ...told.declared, blocked: [] };
      const runtime = runtimeOf(request) === 'node' ? nodeOf(request, made) : told.runtime;
      return {
        evidence: { ...told, runtime, declared, built },
        layer: null,
        image: id,
        env: offline,
        files: [],
        built: ground,
      };
    }
  }
  const list = runtimeOf(request) === 'node' ? readNpm(request) : null;
  if (list !== null) return provisionNpm({ list, request, bounds: request.bounds ?? usualBounds });
  if (plan.lists.requirements.length + plan.wanted.length === 0) return bare(nothingToInstall);
  try {
    const { ground, layer, record, timing } = await environmentOn(request, { plan, python: preferred });
    const { packages, bytes } = record;
    const loosened = [
      ...record.loosened,
      ...additions(plan, record.added),
      ...limitations(plan, record.limited),
    ];
    const resolve = stageOk('resolve', { durationMs: timing.resolveMs });
    const install = stageOk('install', { durationMs: timing.installMs });
    return {
      evidence: evidence(ground.python, { resolve, install, loosened, packages, bytes }),
      layer,
      image: ground.id,
      env: commandEnv(layer),
      files: [],
    };
  } catch (error) {
    if (error instanceof BuildStopped) return bare(stoppedOutcome(error.stopped, error.timing));
    throw error;
  }
};
