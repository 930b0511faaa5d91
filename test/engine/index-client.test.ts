import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { filesOf, openIndex } from '../../harness/engine/index-client.ts';
import { chooseRegistry, isReachable } from '../../harness/engine/registry.ts';
import { fetchUv, uvRelease } from '../../harness/engine/uv.ts';
import { openWeb } from '../../harness/engine/web.ts';

const web = openWeb({ env: {}, certificates: null });
const signal = AbortSignal.timeout(30_000);
const wheel = uvRelease.wheels.x86_64;

type Answer = (request: IncomingMessage, reply: ServerResponse) => void;

const serve = async (answer: Answer) => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, reply) => {
    requests.push(request);
    answer(request, reply);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** An index with one project, whose one file stands beside its page. */
const servingFile =
  (file: string, content: string): Answer =>
  (request, reply) => {
    const isPage = request.url === '/simple/uv/';
    reply.setHeader('content-type', isPage ? 'text/html' : 'application/octet-stream');
    reply.end(isPage ? `<a href="../../files/${file}#sha256=1">${file}</a>` : content);
  };

describe('a page of an index', () => {
  const base = new URL('https://index.example/simple/uv/');
  it.each<[string, string, string, readonly string[]]>([
    [
      'HTML, absolute',
      'text/html',
      '<a href="https://files.example/a.whl#sha256=1" >a.whl</a>',
      ['https://files.example/a.whl#sha256=1'],
    ],
    [
      'HTML, relative',
      'text/html',
      '<A class="x" href="../../f/a.whl">a.whl</A>',
      ['https://index.example/f/a.whl'],
    ],
    [
      'HTML, escaped',
      'text/html',
      '<a href="a.whl?x=1&amp;y=2">a.whl</a>',
      ['https://index.example/simple/uv/a.whl?x=1&y=2'],
    ],
    ['HTML without files', 'text/html', '<h1>Links for uv</h1>', []],
    [
      'JSON',
      'application/vnd.pypi.simple.v1+json',
      '{"files":[{"filename":"a.whl","url":"/f/a.whl","hashes":{}}]}',
      ['https://index.example/f/a.whl'],
    ],
  ])('%s', (_, type, text, expected) => {
    expect(filesOf({ type, text, base }).map(String)).toEqual(expected);
  });
});

describe('uv', () => {
  it('is refused when the file is not the one that was published', async () => {
    using index = await serve(servingFile(wheel.file, 'something else'));
    const fetching = fetchUv(openIndex(web, `http://${index.host}/simple`), {
      architecture: 'x86_64',
      signal,
    });
    await expect(fetching).rejects.toMatchObject({
      code: 'INDEX_UNREACHABLE',
      message: expect.stringContaining('serves another file'),
    });
  });

  it.each<[string, Answer]>([
    ['lists no such file', servingFile('uv-0.0.1-py3-none-any.whl', '')],
    ['refuses', (_request, reply) => void reply.writeHead(403).end()],
    ['breaks off', (request) => void request.socket.destroy()],
  ])('is missing, and the index is named, where it %s', async (_, answer) => {
    using index = await serve(answer);
    const fetching = fetchUv(openIndex(web, `http://${index.host}/simple/`), {
      architecture: 'x86_64',
      signal,
    });
    await expect(fetching).rejects.toMatchObject({
      code: 'INDEX_UNREACHABLE',
      message: `The package index ${index.host} did not give ${wheel.file}.`,
    });
  });

  it('is asked for with the credentials of the index, which no other host sees', async () => {
    using files = await serve((_request, reply) => void reply.end('x'));
    using index = await serve((_request, reply) => {
      reply.setHeader('content-type', 'text/html');
      reply.end(`<a href="http://${files.host}/${wheel.file}">uv</a>`);
    });
    const { name, file } = openIndex(web, `http://ada:s%40cret@${index.host}/simple/`);
    const content = await file({ project: 'uv', file: wheel.file, signal });
    expect(createHash('sha256').update(content).digest('hex')).toBe(
      createHash('sha256').update('x').digest('hex'),
    );
    const login = Buffer.from('ada:s@cret').toString('base64');
    expect(index.requests.map(({ headers }) => headers.authorization)).toEqual([`Basic ${login}`]);
    expect(files.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(name).not.toContain('cret');
  });
});

describe('a registry', () => {
  it.each([
    ['', 'https://registry-1.docker.io/v2/', 'python:3.12-slim', false],
    ['docker.io', 'https://registry-1.docker.io/v2/', 'python:3.12-slim', true],
    ['localhost:5000', 'http://localhost:5000/v2/', 'localhost:5000/python:3.12-slim', true],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000/v2/', '127.0.0.1:5000/python:3.12-slim', true],
    ['r.example/mirror/', 'https://r.example/v2/', 'r.example/mirror/python:3.12-slim', true],
    ['localhost.example', 'https://localhost.example/v2/', 'localhost.example/python:3.12-slim', true],
  ])('is chosen by TAKEHOME_REGISTRY=%s', (chosen, probe, reference, chosenByOperator) => {
    const registry = chooseRegistry({ TAKEHOME_REGISTRY: chosen });
    expect(registry.probe.href).toBe(probe);
    expect(registry.reference('3.12')).toBe(reference);
    expect(registry.chosenByOperator).toBe(chosenByOperator);
  });

  it.each<[string, Answer, boolean]>([
    ['answers', (_request, reply) => void reply.end('{}'), true],
    [
      'asks for a login, which the engine may have',
      (_request, reply) => void reply.writeHead(401).end(),
      true,
    ],
    ['is something else', (_request, reply) => void reply.writeHead(404).end(), false],
    ['never replies', () => {}, false],
  ])('is reachable or not: it %s', async (_, answer, expected) => {
    using server = await serve(answer);
    const registry = chooseRegistry({ TAKEHOME_REGISTRY: server.host });
    expect(await isReachable(registry, web, signal)).toBe(expected);
  });

  it('that is waited for is given up when the operator interrupts', async () => {
    using server = await serve(() => {});
    const registry = chooseRegistry({ TAKEHOME_REGISTRY: server.host });
    const interrupted = isReachable(registry, web, AbortSignal.timeout(50));
    await expect(interrupted).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
