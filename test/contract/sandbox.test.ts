import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultError } from '../../harness/errors.ts';
import type { HttpRequest } from '../../harness/evidence/common.ts';
import { openLocal } from '../../harness/sandbox/local/provider.ts';
import type { Sandbox, SandboxProvider, Server } from '../../harness/sandbox/types.ts';
import { engineOrSkip, forgetLayers, openEngine, order, python, smallBox } from '../helpers/docker.ts';

type Opened = {
  readonly provider: SandboxProvider;
  readonly close: () => Promise<void>;
  /** Layers outlive their session on purpose. */
  readonly forget: (layer: string) => Promise<void>;
};

const openTestDocker = async (): Promise<Opened> => {
  const engine = await openEngine();
  return {
    provider: engine.provider,
    close: async () => engine[Symbol.asyncDispose](),
    forget: (layer) => forgetLayers(engine, [layer]),
  };
};

const openTestLocal = async (): Promise<Opened> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-local-'));
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  const provider = openLocal({ folder, env, now: () => performance.now() });
  const close = async () => {
    await provider[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return { provider, close, forget: async () => {} };
};

/** Differences that are accepted, because nothing is contained locally. */
type Differences = {
  readonly seesOnlyItsOwnNetwork: boolean;
  readonly endsDaemons: boolean;
  readonly generatesLoad: boolean;
};

const implementations = [
  {
    name: 'docker',
    open: openTestDocker,
    skip: await engineOrSkip(),
    differences: {
      seesOnlyItsOwnNetwork: true,
      endsDaemons: true,
      generatesLoad: true,
    } satisfies Differences,
  },
  {
    name: 'local',
    open: openTestLocal,
    skip: false,
    differences: {
      seesOnlyItsOwnNetwork: false,
      endsDaemons: false,
      generatesLoad: false,
    } satisfies Differences,
  },
] as const;

const get = (path: string): HttpRequest => ({ method: 'GET', path, headers: {}, body: null, bodyBytes: 0 });
const limits = { timeoutMs: 5_000, maxBytes: 100_000 };

const untilListening = async (server: Server) => {
  for (;;) {
    const ports = await server.listening();
    if (ports.length > 0) return ports;
    await sleep(20);
  }
};

const echo = `
import http.server, json, os
class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.reply({"path": self.path})
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.reply({"body": body, "type": self.headers["content-type"]})
    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Echo)
print("up", flush=True)
server.serve_forever()
`;

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

    test('tells how a command ended, and its two outputs apart', async () => {
      const execution = await box.exec(order('echo out; echo err >&2; exit 3'));
      expect(execution).toMatchObject({
        command: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
        ending: 'exited',
        exitCode: 3,
        stdout: 'out\n',
        stderr: 'err\n',
        truncated: false,
      });
      expect(execution.durationMs).toBeGreaterThan(0);
    });

    test('shows a command without output as empty', async () => {
      const execution = await box.exec(order('true'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 0, stdout: '', stderr: '' });
    });

    test('a command that is not there exits 127', async () => {
      const execution = await box.exec(order('no-such-command'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 127 });
      expect(execution.stderr).toContain('no-such-command');
    });

    test('a folder that is not there is an ordinary failure', async () => {
      const execution = await box.exec(order('true', { workdir: 'nowhere' }));
      expect(execution).toMatchObject({ ending: 'exited' });
      expect(execution.exitCode).not.toBe(0);
    });

    test('gives each command the variables of its order, over those of the sandbox', async () => {
      await using other = await opened.provider.open({ ...smallBox, env: { A: 'box', B: 'box' } });
      const { stdout } = await other.exec(order('echo "$A $B $C"', { env: { B: 'order', C: 'order' } }));
      expect(stdout).toBe('box order order\n');
    });

    test('ends a command at its time limit, with what it printed', async () => {
      const execution = await box.exec(order('echo before; sleep 60', { timeoutMs: 500 }));
      expect(execution).toMatchObject({ ending: 'timed-out', exitCode: null, stdout: 'before\n' });
    });

    test('keeps the end of a flood of output, and says so', async () => {
      const execution = await box.exec(order('yes 0123456789 | head -c 6000000; echo; echo last'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 0, truncated: true });
      expect(execution.stdout.endsWith('last\n')).toBe(true);
      expect(execution.stdout.length).toBeLessThan(1_000_000);
    });

    test('gives standard input that has ended', async () => {
      const execution = await box.exec(order('cat; echo done'));
      expect(execution).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    });

    test('keeps files from one command to the next', async () => {
      await box.put([
        { path: 'in/deep/data.txt', text: 'hello' },
        { path: 'run.sh', text: '#!/bin/sh\ncat in/deep/data.txt > out.txt', executable: true },
      ]);
      await box.exec(order('./run.sh'));
      const execution = await box.exec(order('cat ../out.txt', { workdir: 'in' }));
      expect(execution.stdout).toBe('hello');
    });

    test('lets a command write beside the files that were put', async () => {
      await box.put([{ path: 'given/data.txt', text: 'hello' }]);
      const execution = await box.exec(order('echo more >> data.txt && touch new', { workdir: 'given' }));
      expect(execution).toMatchObject({ exitCode: 0, stderr: '' });
    });

    test('refuses a path that leaves the root', async () => {
      await expect(box.put([{ path: '../outside', text: '' }])).rejects.toThrow('not a path below');
      await expect(box.read('a/../../etc/passwd', 1000)).rejects.toThrow('not a path below');
    });

    test('reads regular files up to a size', async () => {
      await box.put([{ path: 'a/b.bin', text: 'x'.repeat(1000) }]);
      await box.exec(order('ln -s b.bin a/link; mkfifo a/pipe; mkdir a/folder; : > a/empty'));
      expect((await box.read('a/b.bin', 1000))?.length).toBe(1000);
      expect((await box.read('a/empty', 1000))?.length).toBe(0);
      expect(await box.read('a/b.bin', 999)).toBeNull();
      expect(await box.read('a/link', 1000)).toBeNull();
      expect(await box.read('a/pipe', 1000)).toBeNull();
      expect(await box.read('a/folder', 1000)).toBeNull();
      expect(await box.read('a/none', 1000)).toBeNull();
    });

    test('lists regular files with their sizes, and tells new ones by their date', async () => {
      await using box = await opened.provider.open(smallBox);
      await box.put([
        { path: 'b/two', text: '22' },
        { path: 'b/one', text: '1' },
        { path: 'a', text: '' },
      ]);
      const before = Date.parse('2021-01-01');
      await box.exec(order('echo made > b/three; ln -s two b/link; chmod 700 b'));
      const files = await box.files('b', 10);
      expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
        ['b/one', 1],
        ['b/three', 5],
        ['b/two', 2],
      ]);
      expect(files.map(({ modifiedMs }) => modifiedMs > before)).toEqual([false, true, false]);
      expect((await box.files('.', 10)).map(({ path }) => path)).toEqual(['a', 'b/one', 'b/three', 'b/two']);
      expect(await box.files('.', 2)).toHaveLength(2);
      expect(await box.files('nowhere', 10)).toEqual([]);
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

    test('what a command leaves in the background does not outlive it', async () => {
      await using box = await opened.provider.open(smallBox);
      const daemon = differences.endsDaemons ? 'setsid' : 'nohup';
      await box.exec(order(`${daemon} sh -c 'sleep 0.5; touch late' & echo started`));
      await sleep(1_000);
      expect(await box.files('.', 10)).toEqual([]);
    });

    const itsNetwork = differences.seesOnlyItsOwnNetwork ? [['no network but loopback']] : [];
    test.each(itsNetwork)('shows a command %s', async () => {
      const { stdout } = await box.exec(order('tail -n +3 /proc/net/dev | cut -d: -f1'));
      expect(stdout.trim()).toBe('lo');
    });

    test('builds a layer once, and finds it again', async () => {
      const key = `contract-${crypto.randomUUID()}`;
      let builds = 0;
      const build = async (
        workshop: Parameters<Parameters<SandboxProvider['buildLayer']>[0]['build']>[0],
      ) => {
        builds += 1;
        const given = await workshop.put([{ path: 'in/greeting', text: 'hello' }]);
        const command = ['cp', `${given}/in/greeting`, `${workshop.path}/greeting`];
        const { exitCode } = await workshop.run({ command, env: {}, timeoutMs: 10_000 });
        return { exitCode };
      };
      const options = { key, image: smallBox.image, env: {}, build };
      expect(await opened.provider.layer(key)).toBeNull();
      const [one, two] = await Promise.all([
        opened.provider.buildLayer(options),
        opened.provider.buildLayer(options),
      ]);
      expect(builds).toBe(1);
      expect(one).toEqual(two);
      expect(await opened.provider.layer(key)).toEqual(one);
      expect(one.record).toEqual({ exitCode: 0 });
      const layered = await opened.provider.open({ ...smallBox, layer: one });
      expect((await layered.exec(order(`cat ${one.path}/greeting`))).stdout).toBe('hello');
      await layered[Symbol.asyncDispose]();
      await opened.forget(key);
    });

    test('a layer whose build fails does not exist', async () => {
      const key = `contract-${crypto.randomUUID()}`;
      const build = async () => {
        throw new Error('no such wheel');
      };
      const options = { key, image: smallBox.image, env: {}, build };
      await expect(opened.provider.buildLayer(options)).rejects.toThrow('no such wheel');
      expect(await opened.provider.layer(key)).toBeNull();
    });

    test('what went wrong on our side is a fault, never a value', async () => {
      const closed = await opened.provider.open(smallBox);
      await closed[Symbol.asyncDispose]();
      await expect(closed.exec(order('true'))).rejects.toBeInstanceOf(FaultError);
    });
  });
});
