import { describe, expect, test } from 'vitest';
import { labelsOf, ownerOf } from '../../harness/sandbox/docker/labels.ts';
import { describeOwner, isDead, type SessionOwner } from '../../harness/sandbox/docker/owner.ts';

const self: SessionOwner = { session: 'me', host: 'here', boot: 'b1', pid: 10, started: '500' };
const stat = (started: string) =>
  `20 (a (b) c) S 1 20 20 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 ${started} 99`;
const machine = (processes: Readonly<Record<number, string>>) => ({
  self,
  living: {
    exists: (pid: number) => pid in processes,
    readProc: (path: string) => {
      const started = processes[Number(path.split('/')[2])];
      return started === undefined ? null : stat(started);
    },
  },
});
const other: SessionOwner = { session: 'other', host: 'here', boot: 'b1', pid: 20, started: '700' };

describe('an owner is dead', () => {
  test.each([
    ['whose process is gone', other, {}, true],
    ['whose process lives', other, { 20: '700' }, false],
    ['whose process id was given to another', other, { 20: '800' }, true],
    ['of an earlier boot', { ...other, boot: 'b0' }, { 20: '700' }, true],
    ['never: of another machine', { ...other, host: 'there' }, {}, false],
    ['never: ourselves', { ...other, session: 'me' }, {}, false],
    [
      'never: where the system tells no start times, and there is such a process',
      { ...other, started: '' },
      { 20: '800' },
      false,
    ],
  ] as const)('%s', (_name, owner, processes, dead) => {
    expect(isDead(owner, machine(processes))).toBe(dead);
  });
});

test('an owner is read from the system, whatever the process is called', () => {
  const files: Readonly<Record<string, string>> = {
    '/proc/sys/kernel/random/boot_id': 'abc\n',
    '/proc/20/stat': stat('12345'),
  };
  const readProc = (path: string) => files[path] ?? null;
  expect(describeOwner({ session: 's', host: 'h', pid: 20, readProc })).toEqual({
    session: 's',
    host: 'h',
    boot: 'abc',
    pid: 20,
    started: '12345',
  });
});

test('labels give back the owner, and nothing for what is not ours', () => {
  expect(ownerOf(labelsOf(other, { label: 'x', purpose: 'keeper' }))).toEqual(other);
  expect(ownerOf({})).toBeNull();
  expect(ownerOf({ 'takehome.owner': 'not json' })).toBeNull();
  expect(ownerOf({ 'takehome.owner': '{"session":1}' })).toBeNull();
});
