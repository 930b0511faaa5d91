import { z } from 'zod';
import { FaultError } from '../errors.ts';
import type { Cause, Execution } from '../evidence/common.ts';
import type { Workshop } from '../sandbox/types.ts';
import { feltLimits } from './felt.ts';
import type { Limit } from './limits.ts';
import { compatibleLists, type Lists } from './loosen.ts';
import { compile, mergeSteps, type Resolved, resolveLoosely, resolveWhole } from './resolve.ts';
import type { IndexConfig } from './types.ts';
import { openUv, type Uv } from './uv.ts';

const stepSchema = z.object({ requirement: z.string(), became: z.string().nullable(), because: z.string() });

/**
 * What a layer says of itself: an environment, or a signpost to the Python version on which the list resolves as it was
 * declared, so that a second submission with the same list takes the same way.
 */
export const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signpost'), python: z.string() }),
  z.object({
    kind: z.literal('environment'),
    loosened: z.array(stepSchema).readonly(),
    added: z.array(z.string()).readonly(),
    /** Names whose version a limit that the list leaves out has changed. */
    limited: z.array(z.string()).readonly(),
    packages: z.array(z.object({ name: z.string(), version: z.string() })).readonly(),
    bytes: z.number().nonnegative(),
  }),
]);
export type LayerRecord = z.infer<typeof recordSchema>;

/** Why there is no environment, from the submission's own doing. */
export type Stopped = {
  readonly stage: 'resolve' | 'install';
  readonly cause: Cause;
  readonly line: string | null;
  readonly loosened: readonly z.infer<typeof stepSchema>[];
};

/** Leaves the build of a layer, so that none is kept. */
export class BuildStopped extends Error {
  readonly stopped: Stopped;
  readonly timing: Timing;

  constructor(stopped: Stopped, timing: Timing) {
    super(`The environment stopped at ${stopped.stage}.`);
    this.name = 'BuildStopped';
    this.stopped = stopped;
    this.timing = timing;
  }
}

export type BuildOrder = {
  readonly lists: Lists;
  /** Names of distributions that must be there whether or not the list brings them. */
  readonly wanted: readonly string[];
  readonly limits: readonly Limit[];
  readonly python: string;
  /** Versions to look at before anything is loosened. */
  readonly others: readonly string[];
  readonly index: IndexConfig;
  readonly bounds: { readonly bytes: number; readonly resolveMs: number; readonly installMs: number };
  readonly signal: AbortSignal;
  readonly waitingFor: (what: string) => void;
  readonly now: () => number;
};

export type Timing = { resolveMs: number; installMs: number };

const stopOfResolve = (
  resolved: Exclude<Resolved, { kind: 'resolved' }>,
  { bounds }: BuildOrder,
): Stopped => {
  const loosened = resolved.steps;
  if (resolved.kind === 'timed-out') {
    return {
      stage: 'resolve',
      cause: { kind: 'timed-out', limitMs: bounds.resolveMs },
      line: null,
      loosened,
    };
  }
  const { requirement, because, line } = resolved;
  return { stage: 'resolve', cause: { kind: 'unresolvable', requirement, because }, line, loosened };
};

const tooBig = (
  bytes: number,
  { order, loosened }: { readonly order: BuildOrder; readonly loosened: Stopped['loosened'] },
): Stopped => ({
  stage: 'install',
  cause: { kind: 'too-big', bytes, limitBytes: order.bounds.bytes },
  line: null,
  loosened,
});

const mustSucceed = (what: string, execution: Execution): Execution => {
  if (execution.ending === 'exited' && execution.exitCode === 0) return execution;
  const said = execution.stderr.trim().slice(-300);
  const late = execution.ending === 'timed-out';
  throw new FaultError({
    code: late ? 'INDEX_UNREACHABLE' : 'HARNESS_BUG',
    blame: late ? 'environment' : 'harness',
    message: late ? `The package index was too slow to ${what} in time.` : `uv could not ${what}: ${said}`,
  });
};

const packagesSchema = z.array(z.object({ name: z.string(), version: z.string() }));

const measure = async (workshop: Workshop): Promise<number> => {
  const { stdout } = await workshop.run({
    command: ['du', '-s', '-B1', workshop.path],
    env: {},
    timeoutMs: 60_000,
  });
  return Number(/^\d+/.exec(stdout)?.[0] ?? 0);
};

const install = async (
  workshop: Workshop,
  { uv, python, text }: { readonly uv: Uv; readonly python: string; readonly text: string },
) => {
  const folder = await workshop.put([{ path: 'install/requirements.txt', text }]);
  const venv = [
    'venv',
    '--python',
    python,
    '--python-preference',
    'only-system',
    '--allow-existing',
    workshop.path,
  ];
  mustSucceed('make an environment', await uv.run(venv));
  const target = ['--python', `${workshop.path}/bin/python`];
  // Nobody may write byte code later, and without it each import of scikit-learn and pandas takes 2 s more.
  const options = ['--no-build', '--no-deps', '--compile-bytecode', ...target];
  mustSucceed(
    'install',
    await uv.run(['pip', 'install', ...options, '-r', `${folder}/install/requirements.txt`]),
  );
  const listed = mustSucceed('list packages', await uv.run(['pip', 'list', '--format', 'json', ...target]));
  return packagesSchema.parse(JSON.parse(listed.stdout));
};

type Choosing = { readonly uv: Uv; readonly order: BuildOrder };

const firstThatResolves = async (workshop: Workshop, { uv, order }: Choosing): Promise<string | null> => {
  for (const lists of [order.lists, compatibleLists(order.lists)]) {
    for (const python of [order.python, ...order.others])
      if ('locked' in (await compile({ uv, workshop, python }, lists))) return python;
  }
  return null;
};

/** The version on which the fewest requirements have to be changed, the earlier of equals. */
const leastChanged = async (workshop: Workshop, { uv, order }: Choosing): Promise<string> => {
  let best: { readonly python: string; readonly changes: number } | null = null;
  for (const python of [order.python, ...order.others]) {
    const { kind, steps } = await resolveLoosely({ uv, workshop, python }, order.lists);
    const changes = mergeSteps(steps).length;
    if (kind === 'resolved' && (best === null || changes < best.changes)) best = { python, changes };
  }
  return best?.python ?? order.python;
};

/**
 * The other version to use: the first on which the list resolves as declared, else the first on which it does with
 * every pin as its compatible range, else the one on which the least has to change. Null when that is the first choice.
 */
const betterPython = async (workshop: Workshop, choosing: Choosing): Promise<string | null> => {
  const { order } = choosing;
  if (order.others.length === 0) return null;
  const python = (await firstThatResolves(workshop, choosing)) ?? (await leastChanged(workshop, choosing));
  return python === order.python ? null : python;
};

/**
 * Builds one environment with uv in a workshop, or leaves a signpost. No code of the submission runs: wheels only, from
 * lists that were rewritten. Rejects with `BuildStopped` for the submission's doing and `FaultError` for ours.
 */
export const buildEnvironment = async (
  workshop: Workshop,
  { order, timing }: { readonly order: BuildOrder; readonly timing: Timing },
): Promise<LayerRecord> => {
  const { index, bounds, signal, now, python, lists, wanted } = order;
  const began = now();
  const uv = await openUv({ workshop, index, timeoutMs: bounds.resolveMs, signal });
  order.waitingFor('versions of the dependencies');
  const other = await betterPython(workshop, { uv, order });
  if (other !== null) return { kind: 'signpost', python: other };
  const resolved = await resolveWhole({ uv, workshop, python }, { lists, wanted });
  timing.resolveMs = now() - began;
  if (resolved.kind !== 'resolved') throw new BuildStopped(stopOfResolve(resolved, order), timing);
  order.waitingFor(`${resolved.locked.names.size} packages from the index`);
  const installer = await openUv({ workshop, index, timeoutMs: bounds.installMs, signal });
  const packages = await install(workshop, { uv: installer, python, text: resolved.locked.text });
  const bytes = await measure(workshop);
  timing.installMs = now() - began - timing.resolveMs;
  if (bytes > bounds.bytes)
    throw new BuildStopped(tooBig(bytes, { order, loosened: resolved.steps }), timing);
  const { steps: loosened, added, locked } = resolved;
  const felt = { limits: order.limits, lists, locked: locked.text };
  const limited = await feltLimits({ uv, workshop, python }, felt);
  return { kind: 'environment', loosened, added, limited, packages, bytes };
};
