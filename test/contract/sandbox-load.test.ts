import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../harness/evidence/common.ts';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import { order, python, smallBox } from '../helpers/docker.ts';
import { untilListening } from '../helpers/listening.ts';
import { echo, implementations, limits, type Opened } from './sandboxes.ts';

describe.each(implementations)('a $name sandbox', ({ open, skip, differences }) => {
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

    const posts = (count: number): readonly HttpRequest[] =>
      Array.from({ length: count }, (_, place) => {
        const body = JSON.stringify({ place, text: '"größer"\n' });
        const headers = { 'content-type': 'application/json' };
        return { method: 'POST', path: '/', headers, body, bodyBytes: Buffer.byteLength(body) };
      });

    test.each([
      ['closes each connection', echo],
      [
        'keeps connections',
        echo.replace(
          'BaseHTTPRequestHandler):',
          'BaseHTTPRequestHandler):\n    protocol_version = "HTTP/1.1"',
        ),
      ],
    ])('takes the time of one request after another, where the server %s', async (_, program) => {
      await using server = await box.serve(python(program, { env: { PORT: '8127' } }));
      await untilListening(server);
      const order = { ...limits, count: 25, budgetMs: 20_000 };
      const { durationsMs, failures } = await server.series(posts(3), order);
      expect(failures).toBe(0);
      expect(durationsMs).toHaveLength(25);
      expect(Math.min(...durationsMs)).toBeGreaterThan(0);
    });

    test('a series ends with its budget, after one request at least, and counts what was not answered well', async () => {
      const slow = echo.replace(
        'def do_POST(self):',
        'def do_POST(self):\n        import time; time.sleep(0.3)',
      );
      await using server = await box.serve(python(slow, { env: { PORT: '8128' } }));
      await untilListening(server);
      const one = await server.series(posts(1), { ...limits, count: 50, budgetMs: 1 });
      expect(one.durationsMs).toHaveLength(1);
      const late = await server.series(posts(1), { ...limits, timeoutMs: 50, count: 2, budgetMs: 5_000 });
      expect(late).toEqual({ durationsMs: [], failures: 2 });
      const broken = { method: 'PUT', path: '/', headers: {}, body: null, bodyBytes: 0 };
      const refused = await server.series([broken], { ...limits, count: 3, budgetMs: 5_000 });
      expect(refused).toEqual({ durationsMs: [], failures: 3 });
    });

    test('sends a load, where there is a generator', async () => {
      const kept = echo
        .replace('BaseHTTPRequestHandler):', 'BaseHTTPRequestHandler):\n    protocol_version = "HTTP/1.1"')
        .replace('http.server.HTTPServer', 'http.server.ThreadingHTTPServer');
      await using server = await box.serve(python(kept, { env: { PORT: '8129' } }));
      await untilListening(server);
      const order = { connections: 4, seconds: 1, timeoutMs: 5_000 };
      const load = await server.load(posts(2), order);
      if (!differences.generatesLoad) return expect(load).toBeNull();
      expect(load).toMatchObject({ connections: 4, refused: 0, failed: 0 });
      expect(load?.answered).toBeGreaterThan(10);
      expect(load?.p95).toBeGreaterThanOrEqual(load?.p50 ?? Number.POSITIVE_INFINITY);
      expect((load?.answered ?? 0) / (load?.seconds ?? 0)).toBeCloseTo(load?.perSecond ?? 0, 6);
    });

    test('a load tells refusals from failures', async () => {
      const program = `
import http.server, itertools, os
turn = itertools.cycle([200, 503, 500, 429])
class Moody(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(next(turn))
        self.send_header("content-length", "0")
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Moody).serve_forever()
`;
      await using server = await box.serve(python(program, { env: { PORT: '8130' } }));
      await untilListening(server);
      const load = await server.load(posts(1), { connections: 1, seconds: 1, timeoutMs: 2_000 });
      if (!load) return expect(differences.generatesLoad).toBe(false);
      expect(load.answered).toBeGreaterThan(2);
      expect(Math.abs(load.refused - 2 * load.failed)).toBeLessThanOrEqual(3);
      expect(Math.abs(load.answered - load.failed)).toBeLessThanOrEqual(3);
    });

    const raw = `
import os, socket, threading, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(os.environ["PORT"])))
s.listen(200 if "REPLY" in os.environ else 1)
def reply(c):
    try:
        c.recv(65536)
        exec(os.environ["REPLY"], {"c": c, "time": time})
    except OSError:
        pass
while "REPLY" in os.environ:
    threading.Thread(target=reply, args=(s.accept()[0],), daemon=True).start()
time.sleep(60)
`;
    const endless = `
c.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999\\r\\n\\r\\n")
while True: c.sendall(b"x" * 262144)
`;
    test.each([
      ['a server that accepts nobody', {}],
      ['a server that never replies', { REPLY: 'time.sleep(60)' }],
      ['a server that closes at once', { REPLY: 'c.close()' }],
      ['replies without an end', { REPLY: endless }],
      ['what is not HTTP', { REPLY: 'c.sendall(b"x" * 1000); c.close()' }],
      ['nothing that listens', null],
    ])('a load on %s is a load of which nothing was answered', async (_, env) => {
      const program = python(raw, { env: { PORT: '8131', ...env } });
      await using server = await box.serve(env ? program : order('sleep 60'));
      if (env) await untilListening(server);
      const load = await server.load(posts(1), { connections: 16, seconds: 1, timeoutMs: 1_000, port: 8131 });
      if (!load) return expect(differences.generatesLoad).toBe(false);
      expect(load).toMatchObject({ answered: 0, refused: 0, failed: 0, perSecond: 0, p50: null });
      expect(load.unanswered).toBeGreaterThanOrEqual(16);
      const one = await server.series(posts(1), { ...limits, timeoutMs: 300, count: 2, budgetMs: 1_000 });
      expect(one).toEqual({ durationsMs: [], failures: expect.any(Number) });
      expect(one.failures).toBeGreaterThan(0);
    });
  });
});
