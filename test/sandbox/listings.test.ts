import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepListings } from '../../harness/sandbox/listings.ts';
import { openLocal } from '../../harness/sandbox/local/provider.ts';
import type { Order } from '../../harness/sandbox/types.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehome-listings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { memoryBytes: 2 ** 30, cpus: 1, diskBytes: 2 ** 30, pids: 64 };
const open = async () => {
  const now = () => performance.now();
  const provider = openLocal({ folder, env: { PATH: process.env.PATH ?? '' }, now });
  const sandbox = keepListings(await provider.open({ label: 'x', image: '', layer: null, env: {}, limits }));
  const names = async () => (await sandbox.files('.', 100)).map(({ path }) => path);
  return { sandbox, names };
};
const order = (shell: string): Order => ({
  shell,
  workdir: '.',
  env: {},
  timeoutMs: 10_000,
  purpose: 'test',
});

test('is the same until a file is put or a command runs', async () => {
  const { sandbox, names } = await open();
  await using _closed = sandbox;
  await sandbox.put([{ path: 'a', text: '' }]);
  expect(await names()).toEqual(['a']);
  expect(sandbox.files('.', 100)).toBe(sandbox.files('.', 100));
  await sandbox.put([{ path: 'b', text: '' }]);
  expect(await names()).toEqual(['a', 'b']);
  await sandbox.exec(order('touch c'));
  expect(await names()).toEqual(['a', 'b', 'c']);
});

test('that began before a command ended is not kept after it', async () => {
  const { sandbox, names } = await open();
  await using _closed = sandbox;
  const running = sandbox.exec(order('sleep 0.3; touch late'));
  await names();
  await running;
  expect(await names()).toEqual(['late']);
});

test('is asked for anew beside a server', async () => {
  const { sandbox, names } = await open();
  await using _closed = sandbox;
  const server = await sandbox.serve(order('sleep 0.3; touch late; sleep 60'));
  await using _stopped = server;
  expect(await names()).toEqual([]);
  await expect.poll(names).toEqual(['late']);
});

test('depends on the folder and on how many files are wanted', async () => {
  const { sandbox, names } = await open();
  await using _closed = sandbox;
  await sandbox.put(['a', 'inner/b'].map((path) => ({ path, text: '' })));
  expect(await names()).toEqual(['a', 'inner/b']);
  expect((await sandbox.files('inner', 100)).map(({ path }) => path)).toEqual(['inner/b']);
  expect(await sandbox.files('.', 1)).toHaveLength(1);
});
