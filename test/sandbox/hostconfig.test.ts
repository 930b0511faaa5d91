import { describe, expect, test } from 'vitest';
import type { ContainerSpec } from '../../harness/sandbox/docker/client.ts';
import {
  keeperSpec,
  type Mount,
  stageSpec,
  workshopSpec,
  workVolumeOptions,
} from '../../harness/sandbox/docker/hostconfig.ts';
import { mebibyte, smallLimits } from '../helpers/docker.ts';

const work: Mount = { volume: 'work', path: '/work', readOnly: false };
const layer: Mount = { volume: 'layer', path: '/env/key', readOnly: true };
const labels = { owner: 'x' };
const stage = (limits = smallLimits): ContainerSpec =>
  stageSpec({
    image: 'sha256:abc',
    keeper: 'k',
    mounts: [work, layer],
    limits,
    env: { PORT: '8000', HOME: '/work' },
    shell: 'python serve.py',
    workdir: 'app',
    timeoutMs: 1_500,
    labels,
  });
const keeper = keeperSpec({ image: 'i', prober: 'pass', mounts: [work], labels });
const workshop = workshopSpec({ image: 'i', name: 'n', cacheVolume: 'cache', labels });

const everyKey = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...everyKey(inner)])
    : [];

const specs = [
  ['stage', stage()],
  ['keeper', keeper],
  ['workshop', workshop],
] as const;

describe.each(specs)('the %s container', (_name, spec) => {
  test('is given nothing that leads out of it', () => {
    const never = [
      'Binds',
      'CapAdd',
      'Devices',
      'DeviceRequests',
      'PidMode',
      'UTSMode',
      'UsernsMode',
      'VolumesFrom',
    ];
    expect(everyKey(spec).filter((key) => never.includes(key))).toEqual([]);
    expect(spec.HostConfig).toMatchObject({ Privileged: false, PublishAllPorts: false });
    expect(everyKey(spec)).not.toContain('PortBindings');
    const text = JSON.stringify(spec);
    for (const word of ['docker.sock', 'unconfined', '"host"', '"bind"', '/proc', '/sys', '/dev/']) {
      expect(text).not.toContain(word);
    }
  });

  test('is locked', () => {
    expect(spec.HostConfig).toMatchObject({
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      Init: true,
      IpcMode: 'private',
      RestartPolicy: { Name: 'no' },
      AutoRemove: false,
    });
    expect(spec.HostConfig?.MemorySwap).toBe(spec.HostConfig?.Memory);
    expect(spec.HostConfig?.Memory).toBeGreaterThan(0);
    expect(spec.HostConfig?.PidsLimit).toBeGreaterThan(0);
    expect(spec.HostConfig?.NanoCpus).toBeGreaterThan(0);
    for (const options of Object.values(spec.HostConfig?.Tmpfs ?? {})) expect(options).toMatch(/size=\d+/);
    expect(spec).toMatchObject({
      Healthcheck: { Test: ['NONE'] },
      StopSignal: 'SIGKILL',
      Entrypoint: [],
      Labels: labels,
    });
  });

  test('never keeps an unlimited log', () => {
    const { Type, Config } = spec.HostConfig?.LogConfig ?? {};
    expect(Type === 'none' || (Type === 'local' && Config['max-size'] && Config['max-file'])).toBeTruthy();
  });

  test('never counts processes by user', () => {
    expect(spec.HostConfig?.Ulimits?.map(({ Name }) => Name) ?? []).not.toContain('nproc');
  });
});

describe('the container of a command', () => {
  test('runs as an ordinary user under a dead-man switch that outlasts our own deadline', () => {
    expect(stage().User).toBe('10001:10001');
    expect(stage().OpenStdin ?? stage().Tty).toBeUndefined();
    expect(stage().Cmd).toEqual([
      'timeout',
      '-k',
      '5',
      '12',
      'sh',
      '-c',
      'cd -- "$0" && exec sh -c "$1"',
      'app',
      'python serve.py',
    ]);
  });

  test('has no network but what the keeper has', () => {
    expect(stage().HostConfig?.NetworkMode).toBe('container:k');
    expect(keeper.HostConfig?.NetworkMode).toBe('none');
  });

  test('sees a layer read-only', () => {
    const mounts = stage().HostConfig?.Mounts ?? [];
    expect(mounts.map(({ Target, ReadOnly }) => [Target, ReadOnly])).toEqual([
      ['/work', false],
      ['/env/key', true],
    ]);
  });

  test('takes its limits from the sandbox', () => {
    const limits = { memoryBytes: 64 * mebibyte, cpus: 1.5, diskBytes: 16 * mebibyte, pids: 7 };
    expect(stage(limits).HostConfig).toMatchObject({
      Memory: limits.memoryBytes,
      NanoCpus: 1_500_000_000,
      PidsLimit: 7,
    });
    expect(stage(limits).HostConfig?.Ulimits).toContainEqual({
      Name: 'fsize',
      Soft: limits.diskBytes,
      Hard: limits.diskBytes,
    });
    expect(stage(limits).Env).toContain('OMP_NUM_THREADS=2');
  });

  test('gets the variables of its order over our neutral ones', () => {
    const env = stage().Env ?? [];
    expect(env).toContain('HOME=/work');
    expect(env).not.toContain('HOME=/tmp');
    expect(env).toContain('PORT=8000');
  });
});

test('a keeper ends with its standard input, and is another user than the candidate', () => {
  expect(keeper).toMatchObject({ OpenStdin: true, StdinOnce: true, User: '10002:10002' });
});

test('the folder of a sandbox is memory of a stated size', () => {
  const { type, o } = workVolumeOptions(smallLimits);
  expect(type).toBe('tmpfs');
  expect(o?.split(',')).toEqual(
    expect.arrayContaining([`size=${smallLimits.diskBytes}`, 'uid=10001', 'nosuid', 'nodev']),
  );
});
