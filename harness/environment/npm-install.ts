import { z } from 'zod';
import { FaultError } from '../errors.ts';
import type { Workshop } from '../sandbox/types.ts';
import { BuildStopped, type Stopped, type Timing } from './build-layer.ts';
import type { NpmList } from './npm-package.ts';
import { type Npm, type NpmStop, openNpm } from './npm-run.ts';
import type { ProvisionRequest } from './provision.ts';

const stepSchema = z.object({ requirement: z.string(), became: z.string().nullable(), because: z.string() });

/** What a layer of packages says of itself. */
export const npmRecordSchema = z.object({
  loosened: z.array(stepSchema).readonly(),
  packages: z.array(z.object({ name: z.string(), version: z.string() })).readonly(),
  /** Names at the top of node_modules. */
  entries: z.array(z.string()).readonly(),
  bytes: z.number().nonnegative(),
});
export type NpmRecord = z.infer<typeof npmRecordSchema>;
type Loosened = NpmRecord['loosened'];

export type NpmBuild = {
  readonly list: NpmList;
  readonly request: Pick<ProvisionRequest, 'index' | 'signal' | 'now'>;
  readonly bounds: { readonly bytes: number; readonly resolveMs: number; readonly installMs: number };
  readonly timing: Timing;
};

const peersDisagree = {
  requirement: 'peer dependencies',
  became: null,
  because: 'packages of the list ask for versions of each other that do not go together',
};

const stopped = (
  { because, line }: NpmStop,
  { stage, loosened }: { readonly stage: Stopped['stage']; readonly loosened: Loosened },
): Stopped => ({
  stage,
  cause: { kind: 'unresolvable', requirement: 'package.json', because },
  line,
  loosened,
});

type Attempt = { readonly npm: Npm; readonly verb: readonly string[] };

/** Once more without peers where they are what npm stumbles over: that is how npm 6 installed, and many lists grew under it. */
const attempt = async ({
  npm,
  verb,
}: Attempt): Promise<{ readonly stop: NpmStop | null; readonly loosened: Loosened }> => {
  const stop = await npm.run(verb);
  if (stop?.code !== 'ERESOLVE') return { stop, loosened: [] };
  return { stop: await npm.run([...verb, '--legacy-peer-deps']), loosened: [peersDisagree] };
};

const put = async (workshop: Workshop, list: NpmList): Promise<void> => {
  const lock = list.lock.kind === 'used' ? [{ path: 'npm/package-lock.json', text: list.lock.text }] : [];
  const given = await workshop.put([{ path: 'npm/package.json', text: list.manifest }, ...lock]);
  await must(workshop, ['sh', '-c', 'cp "$0"/npm/package*.json "$1"/', given, workshop.path]);
};

const must = async (workshop: Workshop, command: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await workshop.run({ command, env: {}, timeoutMs: 60_000 });
  if (exitCode === 0) return stdout;
  throw new FaultError({
    code: 'HARNESS_BUG',
    blame: 'harness',
    message: `${command[0]} failed in the workshop: ${stderr.trim().slice(-300)}`,
  });
};

/** From the lock to exact versions: nothing to do where it is in use. */
const resolve = async (npm: Npm, { list, request, timing }: NpmBuild): Promise<Loosened> => {
  const { lock } = list;
  const refused =
    lock.kind === 'refused' ? [{ requirement: lock.path, became: null, because: lock.because }] : [];
  if (lock.kind === 'used') return [];
  const began = request.now();
  const { stop, loosened } = await attempt({ npm, verb: ['install', '--package-lock-only'] });
  timing.resolveMs = request.now() - began;
  const all = [...refused, ...loosened];
  if (stop !== null) throw new BuildStopped(stopped(stop, { stage: 'resolve', loosened: all }), timing);
  return all;
};

/** Prints what stands in node_modules, and leaves nothing there that tells of a registry. */
const inventory = `
const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
process.chdir(process.argv[1]);
const hidden = 'node_modules/.package-lock.json';
const { packages = {} } = existsSync(hidden) ? JSON.parse(readFileSync(hidden, 'utf8')) : {};
for (const file of [hidden, 'package.json', 'package-lock.json']) rmSync(file, { force: true });
const entries = existsSync('node_modules') ? readdirSync('node_modules') : [];
const found = Object.entries(packages).map(([path, { version = '' }]) => ({ name: path.split('node_modules/').at(-1), version }));
console.log(JSON.stringify({ packages: found, entries }));
`;

const install = async (npm: Npm, { list, timing }: NpmBuild): Promise<Loosened> => {
  const { stop, loosened } = await attempt({ npm, verb: ['ci'] });
  if (stop === null) return loosened;
  // A lock that does not fit its package.json: what the candidate changed last is what they meant.
  if (stop.code !== 'EUSAGE' || list.lock.kind !== 'used')
    throw new BuildStopped(stopped(stop, { stage: 'install', loosened }), timing);
  const step = { requirement: list.lock.path, became: null, because: 'it does not agree with package.json' };
  const again = await attempt({ npm, verb: ['install', '--no-package-lock'] });
  const all = [...loosened, step, ...again.loosened];
  if (again.stop !== null)
    throw new BuildStopped(stopped(again.stop, { stage: 'install', loosened: all }), timing);
  return all;
};

/**
 * Installs the packages of a list into a workshop. No script of any of them runs: what would be built on installing is missing,
 * and whoever needs it says so. Rejects with `BuildStopped` for the submission's doing and `FaultError` for ours.
 */
export const installNpm = async (workshop: Workshop, build: NpmBuild): Promise<NpmRecord> => {
  const { list, request, bounds, timing } = build;
  const npm = await openNpm(workshop, {
    index: request.index,
    timeoutMs: bounds.installMs,
    locked: list.lock.kind === 'used',
    signal: request.signal,
  });
  request.signal.throwIfAborted();
  await put(workshop, list);
  const resolved = await resolve(npm, build);
  request.signal.throwIfAborted();
  const began = request.now();
  const loosened = [...resolved, ...(await install(npm, build))];
  const found = npmRecordSchema
    .pick({ packages: true, entries: true })
    .parse(JSON.parse(await must(workshop, ['node', '-e', inventory, workshop.path])));
  const bytes = Number(/^\d+/.exec(await must(workshop, ['du', '-s', '-B1', workshop.path]))?.[0] ?? 0);
  timing.installMs = request.now() - began;
  if (bytes > bounds.bytes) {
    const cause = { kind: 'too-big', bytes, limitBytes: bounds.bytes } as const;
    throw new BuildStopped({ stage: 'install', cause, line: null, loosened }, timing);
  }
  return { ...found, loosened, bytes };
};
