import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisProcess } from '../../harness/engine/host.ts';
import { connect, type DockerClient } from '../../harness/sandbox/docker/client.ts';
import { unless } from '../../harness/sandbox/docker/failure.ts';
import { reapLeftovers } from '../../harness/sandbox/docker/reap.ts';
import { engineOrSkip, leftovers, openEngine, order, smallBox } from '../helpers/docker.ts';
import { openWay } from '../helpers/engine-way.ts';

const socketOf = (client: DockerClient): string => client.host.replace(/^unix:\/\//, '');

describe.skipIf(await engineOrSkip())('the engine is lost', () => {
  let client: DockerClient;
  beforeAll(() => {
    client = connect({ host: process.env.DOCKER_HOST ?? null });
  });
  afterAll(async () => {
    const { session, living } = thisProcess();
    await reapLeftovers(client, { self: session, living });
  });

  test('for a moment: a command that goes on gives its own ending', async () => {
    await using way = await openWay(socketOf(client));
    const engine = await openEngine({ host: way.host });
    const box = await engine.provider.open(smallBox);
    const execution = box.exec(order('sleep 4; echo through; exit 7'));
    await sleep(1_500);
    way.cut();
    await sleep(100);
    way.mend();
    expect(await execution).toMatchObject({ ending: 'exited', exitCode: 7, stdout: 'through\n' });
    await engine[Symbol.asyncDispose]();
    expect(await leftovers({ ...engine, client })).toEqual([]);
  });

  test('for longer than the command: a fault of ours, never an exit code', async () => {
    await using way = await openWay(socketOf(client));
    const engine = await openEngine({ host: way.host });
    const box = await engine.provider.open(smallBox);
    const execution = box.exec(order('sleep 2'));
    const fault = expect(execution).rejects.toMatchObject({ blame: 'environment' });
    await sleep(1_200);
    way.cut();
    await fault;
    way.mend();
    await engine[Symbol.asyncDispose]();
    expect(await leftovers({ ...engine, client })).toEqual([]);
  });

  test('and whoever waits for it is never answered: a fault all the same', async () => {
    await using way = await openWay(socketOf(client));
    const engine = await openEngine({ host: way.host });
    const box = await engine.provider.open(smallBox);
    const execution = box.exec(order('sleep 2'));
    const fault = expect(execution).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    await sleep(1_200);
    way.fallSilent();
    await fault;
    way.cut();
    way.mend();
    await engine[Symbol.asyncDispose]();
    expect(await leftovers({ ...engine, client })).toEqual([]);
  });

  test('never: a process that has closed its session ends', async () => {
    const program = `
      import { openEngine, order, smallBox } from ${JSON.stringify(join(import.meta.dirname, '../helpers/docker.ts'))};
      const engine = await openEngine();
      const box = await engine.provider.open(smallBox);
      await box.exec(order('sleep 0.35'));
      await box.exec(order('sleep 0.45'));
      await engine[Symbol.asyncDispose]();
      console.log('closed');
    `;
    const ended = await execa(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
    expect(ended.stdout).toBe('closed');
  });

  test('F18 a container that someone else removed is a fault', async () => {
    await using engine = await openEngine();
    const box = await engine.provider.open(smallBox);
    const execution = box.exec(order('sleep 60', { purpose: 'doomed' }));
    const fault = expect(execution).rejects.toMatchObject({ code: 'SANDBOX_LOST' });
    for (;;) {
      const all = await engine.client.listContainers(engine.label);
      const doomed = all.find(({ labels }) => labels['takehome.purpose'] === 'doomed');
      if (doomed) {
        await sleep(500);
        await engine.client.removeContainer(doomed.id);
        break;
      }
      await sleep(50);
    }
    await fault;
  });

  test('F03 F11 the harness is killed: containers end by themselves, and the next session removes them', async () => {
    const program = `
      import { openEngine, order, smallBox } from ${JSON.stringify(join(import.meta.dirname, '../helpers/docker.ts'))};
      const engine = await openEngine();
      const box = await engine.provider.open(smallBox);
      console.log(engine.label);
      await box.exec(order('sleep 600', { timeoutMs: 4_000 }));
    `;
    const harness = execa(process.execPath, ['--input-type=module', '-e', program], { reject: false });
    const [label] = await Promise.race([
      once(harness.stdout, 'data'),
      harness.then(({ stderr }) => [stderr]),
    ]);
    const mine = { client, label: String(label).trim() };
    const running = async () => {
      const all = await client.listContainers(mine.label);
      const states = await Promise.all(all.map(({ id }) => client.inspectContainer(id)));
      return states.filter(({ status }) => status === 'running').length;
    };
    while ((await running()) < 2) await sleep(50);
    harness.kill('SIGKILL');
    await harness;
    for (const { id } of await client.listContainers(mine.label))
      await unless([404], client.waitContainer(id, { ms: 30_000 }));
    const { session, living } = thisProcess();
    await reapLeftovers(client, { self: session, living });
    expect(await client.listContainers(mine.label)).toEqual([]);
    expect(await client.listVolumes(mine.label)).toEqual([]);
  });
});

test('no engine at all is a fault that says so', async () => {
  const nowhere = connect({ host: 'unix:///nowhere/engine.sock' });
  await expect(nowhere.version()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', blame: 'environment' });
});

test.each(['ssh://me@there', 'gopher://x', 'tcp://'])('%s is not an address that we can speak to', (host) => {
  expect(() => connect({ host })).toThrow(host);
});
