import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import {
  engineOrSkip,
  leftovers,
  mebibyte,
  openEngine,
  order,
  python,
  smallBox,
  type TestEngine,
} from '../helpers/docker.ts';
import { expectEnd, type Row } from './command.ts';

const rows: readonly Row[] = [
  {
    row: 'R04',
    does: 'pretends to have been killed',
    order: python('import os; os._exit(137)'),
    ends: { ending: 'exited', exitCode: 137 },
  },
  {
    row: 'R04',
    does: 'pretends to have timed out',
    order: order('exit 124'),
    ends: { ending: 'exited', exitCode: 124 },
  },
  {
    row: 'R04',
    does: 'says that the engine is gone',
    order: order('echo Cannot connect to the Docker daemon >&2; exit 1'),
    ends: { ending: 'exited', exitCode: 1 },
  },
  {
    row: 'R10',
    does: 'ignores every signal that can be ignored',
    order: order("trap '' TERM INT HUP QUIT; while :; do sleep 1; done", { timeoutMs: 700 }),
    ends: { ending: 'timed-out', exitCode: null },
  },
  {
    row: 'R14',
    does: 'floods both outputs',
    order: order('yes >&2 & yes', { timeoutMs: 1_500 }),
    ends: { ending: 'timed-out', truncated: true },
  },
  {
    row: 'R14',
    does: 'prints one line without an end',
    order: order('head -c 20000000 /dev/zero | tr "\\0" x; exit 5'),
    ends: { ending: 'exited', exitCode: 5, truncated: true },
  },
  {
    row: 'R14',
    does: 'prints what is no text',
    order: order('head -c 2000 /dev/urandom; exit 5'),
    ends: { ending: 'exited', exitCode: 5, truncated: false },
  },
  {
    row: 'R15',
    does: 'closes its outputs',
    order: order('exec >&- 2>&-; sleep 0.1'),
    ends: { ending: 'exited', exitCode: 0, stdout: '', stderr: '' },
  },
  {
    row: 'R17',
    does: 'kills everything that it may',
    order: order('kill -9 -1; echo alone'),
    ends: { ending: 'exited' },
  },
  {
    row: 'F19',
    does: 'is not executable',
    order: order('/etc/passwd'),
    ends: { ending: 'exited', exitCode: 126 },
  },
];

describe.skipIf(await engineOrSkip())('a hostile command', () => {
  let engine: TestEngine;
  let box: Sandbox;

  beforeAll(async () => {
    engine = await openEngine();
    box = await engine.provider.open(smallBox);
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    if (engine) expect(await leftovers(engine)).toEqual([]);
  });

  test.each(rows)('$row $does', async (row) => {
    await expectEnd(box, row);
  });

  test('R14 what is printed takes a bounded part of the disk of the engine', async (context) => {
    const { DockerRootDir: folder } = await engine.client.info();
    const readable = await access(`${folder}/containers`).then(
      () => true,
      () => false,
    );
    if (!readable) return context.skip();
    await using flood = await box.serve(
      order('yes 0123456789012345678901234567890123456789', { purpose: 'flood' }),
    );
    await sleep(2_000);
    const all = await engine.client.listContainers(engine.label);
    const id = all.find(({ labels }) => labels['takehome.purpose'] === 'flood')?.id;
    const { stdout } = await execa('du', ['-sb', `${folder}/containers/${id}`]);
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(mebibyte);
    expect(Number.parseInt(stdout, 10)).toBeLessThan(6 * mebibyte);
    expect((await flood.log()).length).toBeLessThanOrEqual(64 * 1024);
  });

  test('R11 nothing is written after the end', async () => {
    const daemon = 'while :; do date +%s%N >> /work/beats; sleep 0.05; done';
    await box.exec(order(`setsid sh -c '${daemon}' & sleep 0.5`, { timeoutMs: 400 }));
    const before = await box.read('beats', mebibyte);
    await box.exec(order('sleep 0.3'));
    expect(before?.length).toBeGreaterThan(0);
    expect((await box.read('beats', mebibyte))?.length).toBe(before?.length);
  });
});
