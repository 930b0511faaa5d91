import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signsSchema } from '../../harness/evidence/signs.ts';
import { requestFor } from '../../harness/gather/shape.ts';
import { gatherSigns } from '../../harness/gather/signs.ts';
import { engineOrSkip, openEngine, type TestEngine } from '../helpers/docker.ts';
import { type Served, servePython } from '../helpers/service.ts';
import { sent, watchedProgram, watchingOf } from '../helpers/watched-service.ts';

/** `answers`: statements of a handler of GET that has to be asked for numbers. */
type Page = { readonly name: string; readonly answers: string; readonly kind?: string };

const text = (expression: string): string => `return self.answer(200, ${expression}, "text/plain")`;
const raw = (...statements: readonly string[]): string =>
  ['self.close_connection = True', ...statements, 'return'].join('\n');
const endless = 'while True: self.wfile.write(b"a_total 1\\n" * 1_000)';
const dripping = 'while True: self.wfile.write(b"a"), self.wfile.flush(), time.sleep(0.1)';
const sends = (status: number, ...rest: readonly string[]): string =>
  raw(`self.send_response(${status})`, ...rest);

const pages: readonly Page[] = [
  { name: 'ten megabytes in a million lines', answers: text('b"a_total 1\\n" * 1_000_000') },
  { name: 'binary', answers: text('bytes(range(256)) * 2_000') },
  { name: 'half a million short lines', answers: text('b"a\\n" * 500_000') },
  {
    name: 'as many series as fit',
    answers: text('b"".join(b"s%d %d\\n" % (i, count) for i in range(80_000))'),
    kind: 'counts',
  },
  { name: 'one line without an end', answers: text('b"a_total" + b"{" * 900_000') },
  { name: 'labels without an end', answers: text('b"a{" + b"l=\\"\\\\\\"" * 150_000') },
  { name: 'deep JSON that never closes', answers: text('b"[" * 500_000') },
  { name: 'deep JSON', answers: text('b"{\\"a\\":" * 100_000 + b"1" + b"}" * 100_000') },
  {
    name: 'HTML where names belong',
    answers: text('b"<script>x</script> %d\\na{b=\\"<img src=x onerror=x>\\"} %d\\n" % (count, count)'),
    kind: 'counts',
  },
  {
    name: 'gzip that nobody asked for',
    answers: text('__import__("gzip").compress(b"a_total 1\\n" * 9_000_000)'),
  },
  {
    name: 'a redirect',
    answers: sends(302, 'self.send_header("location", "http://169.254.169.254/")', 'self.end_headers()'),
  },
  { name: 'an endless body', answers: sends(200, 'self.end_headers()', endless) },
  { name: 'a body that drips', answers: sends(200, 'self.end_headers()', dripping) },
  { name: 'nothing for half a minute', answers: raw('time.sleep(30)') },
  { name: 'a connection that breaks off', answers: raw('self.connection.close()') },
];

/** One service for all pages: what one of them does to it, the next would meet. */
const pagesProgram = watchedProgram({
  setUp: 'mode = -1',
  page: [
    'global mode',
    'if path.startswith("/mode/"): mode = int(path[6:])',
    ...pages.map(
      ({ answers }, place) =>
        `if path == "/metrics" and mode == ${place}:\n    ${answers.split('\n').join('\n    ')}`,
    ),
  ].join('\n'),
});

const logs = [
  { name: 'megabytes in one line', after: 'sys.stdout.write("x" * 3_000_000); sys.stdout.flush()' },
  {
    name: 'records by the ten thousand',
    after: 'sys.stdout.write("status=200 path=/predict\\n" * 20_000); sys.stdout.flush()',
  },
  { name: 'binary', after: 'sys.stdout.buffer.write(os.urandom(300_000)); sys.stdout.flush()' },
];

/** What is gathered, which is bounded whatever comes, and leaves a service that answers. */
const gathered = async (served: Served) => {
  const signs = await gatherSigns(watchingOf(served), served.predicting);
  expect(signsSchema.safeParse(signs).error).toBeUndefined();
  expect(signs).toMatchObject({ sent, answered: sent });
  expect(JSON.stringify(signs).length).toBeLessThan(20_000);
  const { server, shape, goodRows } = served.predicting;
  const limits = { timeoutMs: 5_000, maxBytes: 10_000 };
  const good = await server.send(requestFor(shape, goodRows.slice(0, 1)), limits);
  expect(good.reply?.status).toBe(200);
  return signs;
};

describe.skipIf(await engineOrSkip())('signs', () => {
  let engine: TestEngine;
  let served: Served;
  beforeAll(async () => {
    engine = await openEngine();
    served = await servePython(engine, pagesProgram);
  });
  afterAll(async () => {
    await served?.[Symbol.asyncDispose]();
    await engine?.[Symbol.asyncDispose]();
  });

  const modes = pages.map((page, mode) => ({ ...page, mode }));
  test.each(modes)('of a page of $name are read within bounds', async ({ mode, kind }) => {
    const request = { method: 'GET', path: `/mode/${mode}`, headers: {}, body: null, bodyBytes: 0 };
    await served.predicting.server.send(request, { timeoutMs: 5_000, maxBytes: 10_000 });
    const signs = await gathered(served);
    expect(signs.pages.map((page) => page.kind)).toEqual(kind ? [kind] : []);
    expect(signs.records.kind).toBe('none');
  });

  test.each(logs)('in a log of $name for each request are read within bounds', async ({ after }) => {
    await using noisy = await servePython(engine, watchedProgram({ after }));
    expect((await gathered(noisy)).records.kind).toBe('unrelated');
  });
});
