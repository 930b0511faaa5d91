import { describe, expect, it } from 'vitest';
import { diagnose } from '../../harness/engine/diagnose.ts';
import type { EngineFacts, Facts } from '../../harness/engine/facts.ts';
import type { Measured } from '../../harness/engine/probe.ts';

const gibibyte = 2 ** 30;

const measured: Measured = {
  uid: 10_001,
  cpuShare: 0.25,
  cpuThrottled: 10,
  networks: { '1.1.1.1': 'ENETUNREACH', '172.17.0.1': 'ENETUNREACH' },
  rootWrites: { '/taken': 'EROFS' },
  workFull: 'ENOSPC',
  tmpFull: 'ENOSPC',
  tmpFiles: 'ENOSPC',
  pids: 'EAGAIN',
  memory: 'SIGKILL',
  fileSize: 'EFBIG',
  noNewPrivileges: '1',
  capabilities: '0000000000000000',
  seccomp: '2',
  uv: 'uv 0.13.8',
};

const engine: EngineFacts = {
  address: 'unix:///var/run/docker.sock',
  version: '27.5.1',
  apiVersion: '1.47',
  cgroup: '2',
  cgroupDriver: 'systemd',
  runtime: 'runc',
  runc: '1.3.3',
  securityOptions: ['name=seccomp,profile=builtin'],
  degraded: [],
  disk: { folder: '/var/lib/docker', freeBytes: 50 * gibibyte, freeInodes: 0.9 },
  images: [
    { title: 'Python 3.13', present: true, problem: null },
    { title: 'Python 3.9', present: true, problem: null },
  ],
  limits: { value: measured },
};

const facts: Facts = {
  node: '24.1.0',
  git: '2.50.1',
  output: { folder: '/runs', freeBytes: 5 * gibibyte, freeInodes: null },
  engine: { value: engine },
};

const withEngine = (change: Partial<EngineFacts>): Facts => ({
  ...facts,
  engine: { value: { ...engine, ...change } },
});
const withLimit = (change: Partial<Measured>): Facts =>
  withEngine({ limits: { value: { ...measured, ...change } } });
const withDisk = (change: Partial<NonNullable<EngineFacts['disk']>>): Facts =>
  withEngine({ disk: { folder: '/var/lib/docker', freeBytes: 50 * gibibyte, freeInodes: 0.9, ...change } });

/** `check status` of every line that is not ok. */
const wrong = (machine: Facts): readonly string[] =>
  diagnose(machine)
    .filter(({ status }) => status !== 'ok')
    .map(({ check, status }) => `${check} ${status}`);

const problem = { message: 'No Docker Engine answers on this machine.', hint: 'Install it.' };

describe('the doctor', () => {
  it('finds nothing wrong with a machine that has everything', () => {
    expect(wrong(facts)).toEqual([]);
    const checks = diagnose(facts).map(({ check }) => check);
    expect(new Set(checks).size).toBe(checks.length);
    expect(checks.filter((check) => check.startsWith('limit: '))).toHaveLength(12);
  });

  it.each<[string, Facts, readonly string[]]>([
    ['an old Node', { ...facts, node: '20.19.1' }, ['node fail']],
    ['no git', { ...facts, git: null }, ['git fail']],
    ['a git without the fixes', { ...facts, git: '2.39.5' }, ['git warn']],
    ['a patched older series of git', { ...facts, git: '2.47.3' }, []],
    ['an unpatched series between two patched', { ...facts, git: '2.48.1' }, ['git warn']],
    [
      'a full output disk',
      { ...facts, output: { ...facts.output, freeBytes: 1000 } },
      ['disk of the output fail'],
    ],
    ['no engine', { ...facts, engine: { problem } }, ['engine fail']],
    ['an old API', withEngine({ apiVersion: '1.40' }), ['engine API fail']],
    ['an old runc', withEngine({ runc: '1.1.5+ds1' }), ['runtime warn']],
    ['a runc of a later series, too early', withEngine({ runc: '1.3.2' }), ['runtime warn']],
    ['an unknown runc', withEngine({ runc: null }), ['runtime warn']],
    ['another runtime', withEngine({ runtime: 'runsc', runc: null }), []],
    ['no seccomp', withEngine({ securityOptions: ['name=cgroupns'] }), ['seccomp fail']],
    ['an engine that admits a weakness', withEngine({ degraded: ['no swap limit'] }), ['isolation warn']],
    ['a full engine disk', withDisk({ freeBytes: 9 * gibibyte }), ['disk of the engine fail']],
    ['an engine disk without inodes', withDisk({ freeInodes: 0.05 }), ['disk of the engine fail']],
    ['an engine on another machine', withEngine({ disk: null }), []],
    [
      'no default image',
      withEngine({ images: [{ title: 'Python 3.13', present: false, problem: null }] }),
      ['image Python 3.13 fail'],
    ],
    [
      'no other image',
      withEngine({ images: [{ title: 'Python 3.9', present: false, problem: null }] }),
      ['image Python 3.9 warn'],
    ],
    [
      'an image that could not be made',
      withEngine({
        images: [{ title: 'Python 3.9', present: false, problem: { message: 'No.', hint: 'Do.' } }],
      }),
      ['image Python 3.9 fail'],
    ],
    ['limits that were not tried', withEngine({ limits: { problem } }), ['limits fail']],
    ['an image without uv', withLimit({ uv: '' }), ['uv fail']],
    ['a routed network', withLimit({ networks: { '1.1.1.1': 'ETIMEDOUT' } }), ['limit: no network fail']],
    ['a network that was not tried', withLimit({ networks: {} }), ['limit: no network fail']],
    ['a writable root', withLimit({ rootWrites: { '/taken': 'none' } }), ['limit: read-only root fail']],
    [
      'a root that only lacks permission',
      withLimit({ rootWrites: { '/etc/x': 'EACCES' } }),
      ['limit: read-only root fail'],
    ],
    ['an endless work folder', withLimit({ workFull: 'none' }), ['limit: work folder size fail']],
    ['endless temporary files', withLimit({ tmpFull: 'none' }), ['limit: temporary files, size fail']],
    ['countless temporary files', withLimit({ tmpFiles: 'none' }), ['limit: temporary files, number fail']],
    ['countless processes', withLimit({ pids: 'none' }), ['limit: processes fail']],
    ['endless memory', withLimit({ memory: '0' }), ['limit: memory fail']],
    ['a whole core', withLimit({ cpuShare: 1 }), ['limit: processor time fail']],
    ['a busy machine', withLimit({ cpuShare: 0.1, cpuThrottled: 3 }), []],
    [
      'a busy machine without a limit',
      withLimit({ cpuShare: 0.1, cpuThrottled: 0 }),
      ['limit: processor time fail'],
    ],
    ['a kernel that does not tell', withLimit({ cpuThrottled: null }), []],
    ['endless files', withLimit({ fileSize: 'none' }), ['limit: file size fail']],
    ['new privileges', withLimit({ noNewPrivileges: '0' }), ['limit: no new privileges fail']],
    ['capabilities', withLimit({ capabilities: '00000000a80425fb' }), ['limit: no new privileges fail']],
    ['no system call filter', withLimit({ seccomp: '0' }), ['limit: system call filter fail']],
    ['root inside', withLimit({ uid: 0 }), ['limit: ordinary user fail']],
  ])('says what is wrong: %s', (_, machine, expected) => {
    expect(wrong(machine)).toEqual(expected);
  });

  it('says what to do wherever something is wrong, and nowhere else', () => {
    const sick = diagnose({ ...withLimit({ uid: 0, pids: 'none' }), git: null, node: '18.0.0' });
    for (const { status, todo } of sick) expect(todo === null).toBe(status === 'ok');
  });
});
