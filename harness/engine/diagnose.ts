import { limitDiagnoses } from './diagnose-limits.ts';
import type { Disk, EngineFacts, Facts, ImageFact, Problem } from './facts.ts';
import { holdsFix, isAtLeast } from './versions.ts';

/** `warn`: works, with something to know about. */
export type Diagnosis = {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it; null when there is nothing to do. */
  readonly todo: string | null;
};

const gibibyte = 2 ** 30;
/** A writer can outrun the half second between two looks at the disk by more than a gibibyte. */
const engineDiskFloor = 10 * gibibyte;
const outputDiskFloor = gibibyte;
const inodeFloor = 0.1;
const nodeFloor = '22.19.0';
/** One-shot statistics and private cgroup namespaces came with it (Docker Engine 20.10). */
const apiFloor = '1.41';
/** July 2025: CVE-2025-48384, -48385 (git 2.50.1 release notes). */
const gitFixed = ['2.43.7', '2.44.4', '2.45.4', '2.46.4', '2.47.3', '2.48.2', '2.49.1', '2.50.1'];
/** November 2025: CVE-2025-31133, -52565, -52881. */
const runcFixed = ['1.2.8', '1.3.3', '1.4.0'];

const ok = (check: string, found: string): Diagnosis => ({ check, status: 'ok', found, todo: null });
const warn = (check: string, found: string, todo: string): Diagnosis => ({
  check,
  status: 'warn',
  found,
  todo,
});
const fail = (check: string, found: string, todo: string): Diagnosis => ({
  check,
  status: 'fail',
  found,
  todo,
});

const node = ({ node: version }: Facts): Diagnosis =>
  isAtLeast(version, nodeFloor)
    ? ok('node', version)
    : fail('node', version, `Install Node ${nodeFloor} or newer.`);

const git = ({ git: version }: Facts): Diagnosis => {
  if (version === null) return fail('git', 'not found', 'Install git.');
  if (holdsFix(version, gitFixed)) return ok('git', version);
  const todo =
    'Check that your distribution carried the fixes of July 2025 back (CVE-2025-48384), or install 2.50.1.';
  return warn('git', version, todo);
};

const disk = (check: string, { at, floor }: { readonly at: Disk; readonly floor: number }): Diagnosis => {
  const found = `${(at.freeBytes / gibibyte).toFixed(1)} GiB free at ${at.folder}`;
  const todo = `Free some space: ${floor / gibibyte} GiB are needed.`;
  if (at.freeBytes < floor) return fail(check, found, todo);
  if (at.freeInodes !== null && at.freeInodes < inodeFloor) {
    return fail(check, `${Math.floor(at.freeInodes * 100)} % of inodes free at ${at.folder}`, todo);
  }
  return ok(check, found);
};

const api = ({ apiVersion }: EngineFacts): Diagnosis =>
  isAtLeast(apiVersion, apiFloor)
    ? ok('engine API', apiVersion)
    : fail('engine API', apiVersion, `Use an engine with API ${apiFloor} or newer (Docker 20.10).`);

const runc = ({ runc: version, runtime }: EngineFacts): Diagnosis => {
  if (runtime !== 'runc') return ok('runtime', runtime);
  if (version !== null && holdsFix(version, runcFixed)) return ok('runtime', `runc ${version}`);
  const todo = 'Update runc to 1.2.8 or 1.3.3, or check that your distribution carried their fixes back.';
  return warn('runtime', version === null ? 'runc of an unknown version' : `runc ${version}`, todo);
};

const seccomp = ({ securityOptions }: EngineFacts): Diagnosis => {
  const option = securityOptions.find((text) => text.includes('name=seccomp'));
  if (option !== undefined) return ok('seccomp', option.replace('name=seccomp,', ''));
  return fail('seccomp', 'not supported', 'Use a kernel and an engine with seccomp.');
};

const engineDisk = ({ disk: at }: EngineFacts): Diagnosis =>
  at === null
    ? ok('disk of the engine', 'on another machine')
    : disk('disk of the engine', { at, floor: engineDiskFloor });

const image = ({ title, present, problem: why }: ImageFact): Diagnosis => {
  const check = `image ${title}`;
  if (present) return ok(check, 'there');
  if (why !== null) return problem(check, why);
  const todo = 'Run `takehome doctor --fix`, or let the first submission that needs it wait for it.';
  return title === 'Python 3.13' ? fail(check, 'not there', todo) : warn(check, 'not there', todo);
};

const isolationTodo = 'Update to Docker Engine 25 or newer; until then reports name this as a weakness.';

const engineLines = (engine: EngineFacts): readonly Diagnosis[] => [
  ok('engine', `Docker ${engine.version} at ${engine.address}`),
  api(engine),
  ok('cgroups', `version ${engine.cgroup}, driver ${engine.cgroupDriver}`),
  runc(engine),
  seccomp(engine),
  ...engine.degraded.map((phrase) => warn('isolation', phrase, isolationTodo)),
  engineDisk(engine),
  ...engine.images.map(image),
  ...('problem' in engine.limits
    ? [problem('limits', engine.limits.problem)]
    : limitDiagnoses(engine.limits.value)),
];

const problem = (check: string, { message, hint }: Problem): Diagnosis => fail(check, message, hint);

/** One line a fact, in the order in which they depend on each other. */
export const diagnose = (facts: Facts): readonly Diagnosis[] => [
  node(facts),
  git(facts),
  disk('disk of the output', { at: facts.output, floor: outputDiskFloor }),
  ...('problem' in facts.engine
    ? [problem('engine', facts.engine.problem)]
    : engineLines(facts.engine.value)),
];
