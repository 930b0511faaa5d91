import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox, Server } from '../../harness/sandbox/types.ts';
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
import { untilListening } from '../helpers/listening.ts';
import { get, limits, misbehaving } from './misbehaving.ts';

describe.skipIf(await engineOrSkip())('a hostile server', () => {
  let engine: TestEngine;
  let box: Sandbox;
  let server: Server;

  beforeAll(async () => {
    engine = await openEngine();
    box = await engine.provider.open(smallBox);
    server = await box.serve(python(misbehaving, { env: { PORT: '8000' }, timeoutMs: 120_000 }));
    await untilListening(server);
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    if (engine) expect(await leftovers(engine)).toEqual([]);
  });

  const bodyOf = async (path: string, method?: string) => {
    const { reply, error } = await server.send(get(path, method), limits);
    return [error, reply?.status, reply?.body];
  };

  test.each([
    ['/fine', 200, 'fine'],
    ['/until-close', 200, 'until close'],
    ['/chunked', 200, 'abcde'],
    ['/continue', 200, 'after'],
    ['/bare-newlines', 200, 'ok'],
    ['/no-content', 204, ''],
    ['/hold', 200, 'held'],
  ])('an honest reply of another shape is understood: %s', async (path, status, body) => {
    expect(await bodyOf(path)).toEqual([null, status, body]);
  });

  test('the reply to HEAD has no body, whatever its length says', async () => {
    expect(await bodyOf('/fine', 'HEAD')).toEqual([null, 200, '']);
  });

  test('bytes that are no text become replacement characters', async () => {
    const [error, status, body] = await bodyOf('/binary');
    expect([error, status]).toEqual([null, 200]);
    expect(body).toContain('\uFFFD');
  });

  test.each([
    ['S04', '/drip', 'timed-out'],
    ['S04', '/slow-head', 'timed-out'],
    ['S05', '/endless', 'too-large'],
    ['S05', '/endless-chunks', 'too-large'],
    ['S05', '/huge-length', 'too-large'],
    ['S05', '/short', 'protocol'],
    ['S05', '/long', 'protocol'],
    ['S05', '/two-lengths', 'protocol'],
    ['S05', '/signed-length', 'protocol'],
    ['S05', '/both-lengths', 'protocol'],
    ['S05', '/bad-chunk', 'protocol'],
    ['S05', '/negative-chunk', 'protocol'],
    ['S05', '/gzip-chunked', 'protocol'],
    ['S07', '/long-header', 'protocol'],
    ['S07', '/many-headers', 'protocol'],
    ['S07', '/folded-header', 'protocol'],
    ['S07', '/interim-flood', 'protocol'],
    ['S11', '/split', 'protocol'],
    ['S11', '/http2', 'protocol'],
    ['S11', '/http09', 'protocol'],
    ['S11', '/status', 'protocol'],
    ['S11', '/switch', 'protocol'],
    ['S11', '/silent', 'closed'],
  ])('%s %s is no reply: %s', async (_row, path, error) => {
    const timeoutMs = error === 'timed-out' ? 700 : 20_000;
    expect(await server.send(get(path), { ...limits, timeoutMs })).toMatchObject({ reply: null, error });
  });

  test('S05 a compressed bomb is not unpacked', async () => {
    const { reply } = await server.send(get('/bomb'), limits);
    expect(reply?.headers['content-encoding']).toBe('gzip');
    expect(reply?.body.length).toBeLessThan(limits.maxBytes);
  });

  test.each(['/moved', '/moved-here', '/moved-to-file'])('S06 %s is not followed', async (path) => {
    const { reply } = await server.send(get(path), limits);
    expect(reply?.status).toBeGreaterThanOrEqual(300);
    const asked = async () => (await server.log()).split('\n');
    while (!(await asked()).includes(`asked ${path}`)) await sleep(20);
    expect((await asked()).filter((line) => line === `asked ${path}`)).toHaveLength(1);
    expect(await asked()).not.toContain('asked /target');
  });

  test('a refusal before the whole body was sent is heard', async () => {
    const body = 'x'.repeat(8 * mebibyte);
    const request = { method: 'POST', path: '/early', headers: {}, body, bodyBytes: body.length };
    const { reply } = await server.send(request, limits);
    expect(reply).toMatchObject({ status: 413, body: 'too much' });
  });

  test('many requests at once each get their own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => bodyOf('/fine')));
    expect(answers).toEqual(Array.from({ length: 100 }, () => [null, 200, 'fine']));
  });

  test('S12 the prober listens on nothing, and its processes are not seen', async () => {
    const open = await server.listening();
    expect(open).toEqual([{ port: 8000, loopbackOnly: true }]);
    const seen = await box.exec(order('cat /proc/[0-9]*/cmdline | tr "\\0" " "'));
    expect(seen.stdout).not.toContain('prober');
    expect(seen.stdout).not.toContain('BLANK_LINE');
  });

  test.each(['3.9', '3.11'])('the prober runs on Python %s', async (version) => {
    const image = `takehome/python:${version}`;
    if ((await engine.client.inspectImage(image)) === null) return;
    await using older = await engine.provider.open({ ...smallBox, image });
    await using same = await older.serve(python(misbehaving, { env: { PORT: '8000' } }));
    await untilListening(same);
    expect(await same.send(get('/chunked'), limits)).toMatchObject({ reply: { body: 'abcde' } });
    expect(await same.send(get('/endless'), limits)).toMatchObject({ error: 'too-large' });
  });
});
