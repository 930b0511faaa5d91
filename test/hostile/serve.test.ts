import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultError } from '../../harness/errors.ts';
import type { HttpRequest } from '../../harness/evidence/common.ts';
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

/** One misbehaviour a path, on a raw socket; every path asked for is printed. */
const misbehaving = `
import gzip, os, socket, threading, time

def reply(head, body=b""):
    return ("HTTP/1.1 " + head + "\\r\\n\\r\\n").encode() + body

def sized(body, status="200 OK", extra=""):
    return reply("%s\\r\\n%sContent-Length: %d" % (status, extra, len(body)), body)

def drip(c):
    c.sendall(reply("200 OK\\r\\nContent-Length: 1000"))
    while True:
        c.sendall(b".")
        time.sleep(0.1)

def slow_head(c):
    while True:
        c.sendall(b"H")
        time.sleep(0.1)

def endless(c):
    c.sendall(reply("200 OK"))
    while True:
        c.sendall(b"x" * 65536)

def endless_chunks(c):
    c.sendall(reply("200 OK\\r\\nTransfer-Encoding: chunked"))
    while True:
        c.sendall(b"1\\r\\nx\\r\\n")

def interim_flood(c):
    while True:
        c.sendall(b"HTTP/1.1 100 Continue\\r\\n\\r\\n")

def hold(c):
    c.sendall(sized(b"held"))
    time.sleep(60)

def early(c):
    c.sendall(sized(b"too much", "413 Payload Too Large"))
    time.sleep(60)

TEXTS = {
    "/fine": sized(b"fine"),
    "/until-close": reply("200 OK", b"until close"),
    "/chunked": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"3\\r\\nabc\\r\\n2;x=y\\r\\nde\\r\\n0\\r\\nT: 1\\r\\n\\r\\n"),
    "/continue": b"HTTP/1.1 100 Continue\\r\\n\\r\\n" + sized(b"after"),
    "/bare-newlines": b"HTTP/1.1 200 OK\\nContent-Length: 2\\n\\nok",
    "/no-content": reply("204 No Content"),
    "/binary": sized(bytes(range(256))),
    "/silent": b"",
    "/bomb": sized(gzip.compress(b"0" * 100_000_000), extra="Content-Encoding: gzip\\r\\n"),
    "/short": reply("200 OK\\r\\nContent-Length: 100", b"short"),
    "/long": reply("200 OK\\r\\nContent-Length: 2", b"long"),
    "/two-lengths": reply("200 OK\\r\\nContent-Length: 2\\r\\nContent-Length: 3", b"ab"),
    "/signed-length": reply("200 OK\\r\\nContent-Length: +2", b"ab"),
    "/both-lengths": reply("200 OK\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked", b"0\\r\\n\\r\\n"),
    "/huge-length": reply("200 OK\\r\\nContent-Length: 99999999999", b"x"),
    "/bad-chunk": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"zz\\r\\n\\r\\n"),
    "/negative-chunk": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"-1\\r\\n\\r\\n"),
    "/gzip-chunked": reply("200 OK\\r\\nTransfer-Encoding: gzip, chunked", b"0\\r\\n\\r\\n"),
    "/split": sized(b"one") + sized(b"two"),
    "/http2": b"PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
    "/http09": b"just text",
    "/status": reply("999999 What"),
    "/switch": reply("101 Switching Protocols\\r\\nUpgrade: h2c"),
    "/long-header": reply("200 OK\\r\\nX: " + "x" * 100_000),
    "/many-headers": reply("200 OK\\r\\n" + "\\r\\n".join("X-%d: 1" % i for i in range(5000))),
    "/folded-header": reply("200 OK\\r\\nX: 1\\r\\n  2", b""),
    "/moved": sized(b"", "302 Found", "Location: http://169.254.169.254/\\r\\n"),
    "/moved-here": sized(b"", "307 Temporary Redirect", "Location: /target\\r\\n"),
    "/moved-to-file": sized(b"", "308 Permanent Redirect", "Location: file:///etc/passwd\\r\\n"),
}
ACTIONS = {"/drip": drip, "/slow-head": slow_head, "/endless": endless, "/endless-chunks": endless_chunks,
           "/interim-flood": interim_flood, "/hold": hold, "/early": early, "/crash": lambda c: os._exit(3)}

def serve(c):
    try:
        path = c.recv(65536).decode("latin-1").split(" ")[1]
        print("asked", path, flush=True)
        if path in ACTIONS:
            ACTIONS[path](c)
        else:
            c.sendall(TEXTS[path])
    except OSError:
        pass
    finally:
        c.close()

listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
`;

const get = (path: string, method = 'GET'): HttpRequest => ({
  method,
  path,
  headers: {},
  body: null,
  bodyBytes: 0,
});
const limits = { timeoutMs: 4_000, maxBytes: 300_000, port: 8000 };

const untilListening = async (server: Server): Promise<void> => {
  while ((await server.listening()).length === 0) await sleep(20);
};

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
