import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import { order, python, smallBox } from '../helpers/docker.ts';
import { untilListening } from '../helpers/listening.ts';
import { echo, get, implementations, limits, type Opened } from './sandboxes.ts';

describe.each(implementations)('a $name sandbox', ({ open, skip }) => {
  describe.skipIf(skip)('', () => {
    let opened: Opened;
    let box: Sandbox;

    beforeAll(async () => {
      opened = await open();
      box = await opened.provider.open(smallBox);
    });
    afterAll(async () => {
      await opened?.close();
    });

    test('speaks to a server on loopback', async () => {
      await using server = await box.serve(python(echo, { env: { PORT: '8123' } }));
      expect(await untilListening(server)).toEqual([{ port: 8123, loopbackOnly: true }]);
      const asked = await server.send(get('/where?is=it'), limits);
      expect(asked).toMatchObject({ error: null, reply: { status: 200, truncated: false } });
      expect(JSON.parse(asked.reply?.body ?? '')).toEqual({ path: '/where?is=it' });
      expect(asked.reply?.headers['content-type']).toBe('application/json');
      expect(asked.durationMs).toBeGreaterThan(0);
      const body = JSON.stringify({ text: 'größer' });
      const headers = { 'content-type': 'application/json' };
      const posted = await server.send(
        { method: 'POST', path: '/', headers, body, bodyBytes: Buffer.byteLength(body) },
        { ...limits, port: 8123 },
      );
      expect(JSON.parse(posted.reply?.body ?? '')).toEqual({ body, type: 'application/json' });
      expect(await server.log()).toContain('up');
    });

    test('says that nothing answers where nothing listens', async () => {
      await using server = await box.serve(order('sleep 60'));
      const asked = await server.send(get('/'), { ...limits, port: 8124 });
      expect(asked).toMatchObject({ reply: null, error: 'refused' });
    });

    test('one request has one deadline and one size', async () => {
      const slow = echo.replace(
        'def do_GET(self):',
        'def do_GET(self):\n        import time; time.sleep(60)',
      );
      await using server = await box.serve(python(slow, { env: { PORT: '8125' } }));
      await untilListening(server);
      const asked = await server.send(get('/'), { ...limits, timeoutMs: 300 });
      expect(asked).toMatchObject({ reply: null, error: 'timed-out' });
      expect(asked.durationMs).toBeGreaterThanOrEqual(299);
    });

    test('a reply that is too large is no reply', async () => {
      await using server = await box.serve(python(echo, { env: { PORT: '8126' } }));
      await untilListening(server);
      const asked = await server.send(get(`/${'x'.repeat(500)}`), { ...limits, maxBytes: 100 });
      expect(asked).toMatchObject({ reply: null, error: 'too-large' });
    });

    test('tells how a server ended by itself', async () => {
      await using server = await box.serve(order('echo giving up >&2; exit 4'));
      expect(await server.ended).toMatchObject({ ending: 'exited', exitCode: 4, stderr: 'giving up\n' });
      expect(await server.log()).toBe('giving up\n');
    });

    test('tells what a server printed, each stream by itself, while it runs', async () => {
      await using server = await box.serve(order('echo out; echo err >&2; sleep 60'));
      const both = { stdout: 'out\n', stderr: 'err\n' };
      await expect.poll(() => server.printed(), { timeout: 10_000 }).toMatchObject(both);
    });

    test('tells that a server was ended by its limit', async () => {
      await using server = await box.serve(order('sleep 60', { timeoutMs: 500 }));
      expect(await server.ended).toMatchObject({ ending: 'timed-out', exitCode: null });
    });

    test('disposing of a server ends it and what it started', async () => {
      const server = await box.serve(order('sleep 60 & python3 -m http.server 8127'));
      await untilListening(server);
      await server[Symbol.asyncDispose]();
      expect(await server.ended).toMatchObject({ ending: 'exited', exitCode: null });
      const again = await box.serve(order('exec python3 -m http.server 8127'));
      expect(await untilListening(again)).toEqual([{ port: 8127, loopbackOnly: false }]);
    });
  });
});
