import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { openDocker } from '../sandbox/docker/provider.ts';
import type { SandboxLimits } from '../sandbox/types.ts';
import type { Engine } from './ensure.ts';

const mebibyte = 2 ** 20;

/** Small, so that breaking each takes a moment; memory exceeds the container's own 256 MiB of temporary files. */
export const probeLimits: SandboxLimits = {
  memoryBytes: 512 * mebibyte,
  cpus: 0.25,
  diskBytes: 64 * mebibyte,
  pids: 64,
};

const outcomes = z.record(z.string(), z.string());

/** What happened when each limit was tried: names of errors and signals, `none` where nothing stopped it. */
const measuredSchema = z.object({
  uid: z.int(),
  /** Processor time over elapsed time, of two busy processes. */
  cpuShare: z.number(),
  /** Periods in which the kernel held it back for that; null where the kernel does not tell. */
  cpuThrottled: z.int().nullable(),
  networks: outcomes,
  rootWrites: outcomes,
  workFull: z.string(),
  tmpFull: z.string(),
  tmpFiles: z.string(),
  pids: z.string(),
  memory: z.string(),
  fileSize: z.string(),
  noNewPrivileges: z.string(),
  capabilities: z.string(),
  seccomp: z.string(),
  uv: z.string(),
});
export type Measured = Readonly<z.infer<typeof measuredSchema>>;

const script = (): Promise<string> => readFile(new URL('limits-probe.py', import.meta.url), 'utf8');

const inMebibytes = (bytes: number): number => Math.floor(bytes / mebibyte);

/** Tries every limit from inside one sandbox, opened as a submission's is. Rejects when the sandbox cannot be opened. */
export const probeSandbox = async (engine: Engine, image: string): Promise<Measured> => {
  await using provider = await openDocker({ ...engine, now: () => performance.now() });
  const { memoryBytes, diskBytes, pids } = probeLimits;
  await using sandbox = await provider.open({
    label: 'doctor',
    image,
    limits: probeLimits,
    layer: null,
    env: {},
  });
  await sandbox.put([{ path: 'probe.py', text: await script() }]);
  const numbers = [inMebibytes(memoryBytes), inMebibytes(diskBytes), pids];
  const run = await sandbox.exec({
    shell: `python3 -I probe.py ${numbers.join(' ')}`,
    workdir: '.',
    env: {},
    timeoutMs: 60_000,
    purpose: 'doctor',
  });
  if (run.exitCode !== 0) throw new Error(`The probe ended by ${run.ending}: ${run.stderr.slice(-500)}`);
  return measuredSchema.parse(JSON.parse(run.stdout));
};
