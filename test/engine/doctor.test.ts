import { describe, expect, it } from 'vitest';
import { type DoctorOptions, doctor } from '../../harness/commands/doctor.ts';
import type { CommandIo } from '../../harness/commands/io.ts';
import { ensureEngine } from '../../harness/engine/ensure.ts';
import { thisHost } from '../../harness/engine/host.ts';
import { lacks } from '../helpers/needs.ts';

const visit = async (options: Partial<DoctorOptions>, io: Partial<CommandIo>) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await doctor(
    { fix: false, ...options },
    {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      env: process.env,
      signal: AbortSignal.timeout(240_000),
      isTty: false,
      json: false,
      ...io,
    },
  );
  return { code, out, err };
};

describe.skipIf(await lacks('engine'))('takehome doctor', () => {
  it('repairs what is missing, sees every limit hold, and says so as JSON', async () => {
    const { code, out } = await visit({ fix: true }, { json: true });
    const { ok, diagnoses } = JSON.parse(out.join('\n'));
    const limits = diagnoses.filter(({ check }: { check: string }) => check.startsWith('limit: '));
    expect(limits.map(({ status }: { status: string }) => status)).toEqual(Array(12).fill('ok'));
    expect(ok).toBe(true);
    expect(code).toBe(0);
  });

  it('says line by line what it found', async () => {
    const { code, out } = await visit({}, {});
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/^ok {4}engine +Docker \d+\.\d+\S* at \S+docker\.sock$/m);
    expect(out.join('\n')).toMatch(/^ok {4}limit: memory +taking twice 512 MiB: SIGKILL$/m);
  });

  it('leaves nothing behind', async () => {
    await visit({}, {});
    const host = thisHost(process.env);
    const { client } = await ensureEngine({
      host,
      signal: AbortSignal.timeout(30_000),
      waitingFor: () => {},
    });
    expect(await client.listContainers('takehome.label=doctor')).toEqual([]);
    expect(await client.listVolumes('takehome.label=doctor')).toEqual([]);
  });
});

describe('takehome doctor without an engine', () => {
  const env = { ...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' };

  it.each([false, true])('exits 2 and says what to do (--fix: %s)', async (fix) => {
    const { code, out } = await visit({ fix }, { env });
    expect(code).toBe(2);
    expect(out.join('\n')).toMatch(/^FAIL {2}engine .*DOCKER_HOST.*\n +-> Start the engine there/m);
  });
});
