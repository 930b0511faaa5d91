import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultError } from '../../harness/errors.ts';
import {
  engineOrSkip,
  leftovers,
  openEngine,
  order,
  python,
  smallBox,
  type TestEngine,
} from '../helpers/docker.ts';
import { untilListening } from '../helpers/listening.ts';
import { get, limits, misbehaving } from './misbehaving.ts';

describe.skipIf(await engineOrSkip())('a hostile server', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    if (engine) expect(await leftovers(engine)).toEqual([]);
  });

  test('S02 tells where a server listens that was expected elsewhere', async () => {
    await using other = await engine.provider.open(smallBox);
    await using lost = await other.serve(
      order('python3 -m http.server 9001 & exec python3 -m http.server 9002 --bind 127.0.0.1'),
    );
    while ((await lost.listening()).length < 2) await sleep(20);
    expect(await lost.listening()).toEqual([
      { port: 9001, loopbackOnly: false },
      { port: 9002, loopbackOnly: true },
    ]);
    expect(await lost.send(get('/'), limits)).toMatchObject({ error: 'refused' });
  });

  test('S03 a server that dies at a request is known to have died of itself', async () => {
    await using other = await engine.provider.open(smallBox);
    await using mortal = await other.serve(python(misbehaving, { env: { PORT: '8000' } }));
    await untilListening(mortal);
    expect(await mortal.send(get('/fine'), limits)).toMatchObject({ reply: { body: 'fine' } });
    expect(await mortal.send(get('/crash'), limits)).toMatchObject({ reply: null, error: 'closed' });
    expect(await mortal.ended).toMatchObject({ ending: 'exited', exitCode: 3 });
    expect(await mortal.send(get('/fine'), limits)).toMatchObject({ reply: null, error: 'refused' });
  });

  test('S14 the end of the prober is a fault of ours', async () => {
    const own = await openEngine();
    const other = await own.provider.open(smallBox);
    const orphan = await other.serve(python(misbehaving, { env: { PORT: '8000' } }));
    await untilListening(orphan);
    const keepers = await own.client.listContainers(own.label);
    const keeper = keepers.find(({ labels }) => labels['takehome.purpose'] === 'keeper');
    await own.client.killContainer(keeper?.id ?? '');
    await expect(orphan.send(get('/fine'), limits)).rejects.toBeInstanceOf(FaultError);
    await own[Symbol.asyncDispose]();
    expect(await leftovers(own)).toEqual([]);
  });
});
