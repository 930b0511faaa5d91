import type { Diagnosis } from './diagnose.ts';
import { type Measured, probeLimits } from './probe.ts';

type Limit = {
  readonly check: string;
  readonly holds: (measured: Measured) => boolean;
  readonly found: (measured: Measured) => string;
};

const all = (outcomes: Readonly<Record<string, string>>, expected: string): boolean =>
  Object.keys(outcomes).length > 0 && Object.values(outcomes).every((outcome) => outcome === expected);

const listed = (outcomes: Readonly<Record<string, string>>): string =>
  Object.entries(outcomes)
    .map(([what, outcome]) => `${what} ${outcome}`)
    .join(', ');

const { cpus, memoryBytes, pids } = probeLimits;
/** Between the limit and no limit at all, which two busy processes would show as 1 or more. */
const mostCpu = (cpus + 1) / 2;

const limits: readonly Limit[] = [
  {
    check: 'no network',
    // A time-out would mean that the packet was routed and dropped on the way.
    holds: ({ networks }) => all(networks, 'ENETUNREACH'),
    found: ({ networks }) => listed(networks),
  },
  {
    check: 'read-only root',
    holds: ({ rootWrites }) => all(rootWrites, 'EROFS'),
    found: ({ rootWrites }) => listed(rootWrites),
  },
  {
    check: 'work folder size',
    holds: ({ workFull }) => workFull === 'ENOSPC',
    found: ({ workFull }) => `writing past it: ${workFull}`,
  },
  {
    check: 'temporary files, size',
    holds: ({ tmpFull }) => tmpFull === 'ENOSPC',
    found: ({ tmpFull }) => `writing past it: ${tmpFull}`,
  },
  {
    check: 'temporary files, number',
    holds: ({ tmpFiles }) => tmpFiles === 'ENOSPC',
    found: ({ tmpFiles }) => `creating past it: ${tmpFiles}`,
  },
  {
    check: 'processes',
    holds: (measured) => measured.pids === 'EAGAIN',
    found: (measured) => `forking past ${pids}: ${measured.pids}`,
  },
  {
    check: 'memory',
    holds: ({ memory }) => memory === 'SIGKILL',
    found: ({ memory }) => `taking twice ${memoryBytes / 2 ** 20} MiB: ${memory === '0' ? 'none' : memory}`,
  },
  {
    check: 'processor time',
    // On a busy machine the share is small without any limit: only the kernel's own count tells.
    holds: ({ cpuShare, cpuThrottled }) => cpuShare <= mostCpu && cpuThrottled !== 0,
    found: ({ cpuShare, cpuThrottled }) =>
      `${cpuShare.toFixed(2)} of ${cpus} cores, held back ${cpuThrottled ?? 'an unknown number of'} times`,
  },
  {
    check: 'file size',
    holds: ({ fileSize }) => fileSize === 'EFBIG',
    found: ({ fileSize }) => `growing past it: ${fileSize}`,
  },
  {
    check: 'no new privileges',
    holds: ({ noNewPrivileges, capabilities }) => noNewPrivileges === '1' && /^0+$/.test(capabilities),
    found: ({ noNewPrivileges, capabilities }) => `NoNewPrivs ${noNewPrivileges}, CapBnd ${capabilities}`,
  },
  {
    check: 'system call filter',
    holds: ({ seccomp }) => seccomp === '2',
    found: ({ seccomp }) => `Seccomp ${seccomp}`,
  },
  {
    check: 'ordinary user',
    holds: ({ uid }) => uid !== 0,
    found: ({ uid }) => `uid ${uid}`,
  },
];

const todo =
  'This engine does not hold it: submissions must not run here. Use Docker Engine 20.10 or newer on Linux, as root.';

const limitDiagnosis = ({ check, holds, found }: Limit, measured: Measured): Diagnosis => {
  const held = holds(measured);
  return {
    check: `limit: ${check}`,
    status: held ? 'ok' : 'fail',
    found: found(measured),
    todo: held ? null : todo,
  };
};

const uv = ({ uv: version }: Measured): Diagnosis =>
  /^uv \d/.test(version)
    ? { check: 'uv', status: 'ok', found: version, todo: null }
    : { check: 'uv', status: 'fail', found: 'not in the image', todo: 'Run `takehome doctor --fix`.' };

/** What was seen when each limit was tried from inside, one line a limit. */
export const limitDiagnoses = (measured: Measured): readonly Diagnosis[] => [
  uv(measured),
  ...limits.map((limit) => limitDiagnosis(limit, measured)),
];
