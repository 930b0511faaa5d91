import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsSchema } from '../../harness/evidence/signs.ts';
import type { Routed } from '../../harness/gather/example-code.ts';
import { type Asked, fieldOf, repeatsRow } from '../../harness/gather/signs-fields.ts';
import { lineOf } from '../../harness/gather/signs-lines.ts';
import { targetsOf } from '../../harness/gather/signs-paths.ts';
import { bestOf, recordsIn } from '../../harness/gather/signs-records.ts';
import { addedTo } from '../../harness/gather/signs-written.ts';

const row = {
  customer_id: 'C1000001',
  full_name: 'Anna Clark',
  plan: 'basic',
  email: 'a@example.com',
  fee: 7.9911,
};
const asked: Asked = { path: '/predict', values: [0.131234, 0.25], rows: [row] };

describe('a line', () => {
  test.each([
    ['uvicorn', 'INFO:     127.0.0.1:34158 - "POST /predict HTTP/1.1" 200 OK'],
    ['werkzeug', '127.0.0.1 - - [30/Nov/2026 16:00:00] "POST /predict HTTP/1.1" 200 -'],
    [
      'werkzeug through logging',
      'INFO:werkzeug:127.0.0.1 - - [30/Nov/2026 16:00:00] "\u001b[37mPOST /predict HTTP/1.1\u001b[0m" 200 -',
    ],
    ['gunicorn', '127.0.0.1 - - [30/Nov/2026:16:00:00 +0000] "POST /predict HTTP/1.1" 200 41 "-" "-"'],
    ['Django', '[30/Nov/2026 16:00:00] "POST /predict/ HTTP/1.1" 200 41'],
    [
      'hypercorn',
      '[2026-11-30 16:00:00 +0000] [7] [INFO] 127.0.0.1:1 - - [30/Nov/2026] "POST /predict 1.1" 200 41 "-"',
    ],
    ['morgan, short for development', '\u001b[0mPOST /predict \u001b[32m200\u001b[0m 3.210 ms - 41\u001b[0m'],
    ['morgan, tiny', 'POST /predict 200 41 - 3.210 ms'],
    ['Hono', '--> POST /predict 200 3ms'],
    [
      'BentoML',
      '2026 [INFO] [api] 127.0.0.1:1 (scheme=http,method=POST,path=/predict,type=x) (status=200,type=x) 3.2ms',
    ],
    [
      'uvicorn behind a formatter of JSON',
      '{"level": "INFO", "message": "127.0.0.1:1 - \\"POST /predict HTTP/1.1\\" 200"}',
    ],
  ])('of %s is an access log', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('access-log');
  });

  test.each([
    ['JSON', '{"status": 200, "path": "/predict"}'],
    ['JSON behind a prefix', 'INFO:churn:{"duration_ms": 3.2, "request_id": "x"}'],
    ['JSON with fields below another', '{"time": 1, "req": {"url": "/predict"}, "res": {"statusCode": 200}}'],
    [
      'Fastify',
      '{"level":30,"reqId":"req-1","res":{"statusCode":200},"responseTime":1.2,"msg":"request completed"}',
    ],
    ['key=value', 'ts=1 level=info status=200 took=3.2ms'],
    ['key=value behind a message', '2026-11-30 INFO churn served request_id=ab12 probability=0.1312'],
    ['quoted values', 'msg="a b" path="/predict" status="200"'],
  ])('of %s is structured', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('structured');
  });

  test.each([
    ['what was done', 'scored 1 row'],
    ['the route', 'called /predict'],
    ['the time it took', 'done in 3.2 ms'],
    ['JSON around a sentence', '{"level": "INFO", "message": "scored 1 row"}'],
    ['key=value with one field', 'prediction done status=200'],
  ])('that says %s is a sentence', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('plain');
  });

  test.each([
    ['a warning', 'UserWarning: X does not have valid feature names, but scorer was fitted with them'],
    ['a stack trace', 'Traceback (most recent call last): predict'],
    ['a heartbeat', 'alive'],
    ['JSON that says nothing of it', '{"level": "INFO", "message": "alive"}'],
    ['broken JSON', '{"status": 200, "path"'],
    ['nothing', ''],
  ])('of %s is none of these', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('other');
  });
});

test.each([
  ['path', 'url', '/predict', 'path'],
  ['a path under any name', 'what', '/predict', 'path'],
  ['a status in text', 'status', '200', 'status'],
  ['a word for a status', 'status', 'ok', null],
  ['a status that is none', 'status', 700, null],
  ['a duration', 'elapsed', 0.003, 'duration'],
  ['a duration with a unit', 'latency', '3.2ms', 'duration'],
  ['a duration below zero', 'latency', -1, null],
  ['a duration that is an answer by chance', 'seconds', 0.1312, 'duration'],
  ['a time of day', 'time', 1_764_518_400, null],
  ['a request id', 'x-request-id', 'ab12', 'request id'],
  ['a model', 'model_version', '7', 'model version'],
  ['the answer to four decimals, under any name', 'x', 0.1312, 'prediction'],
  ['the answer to two decimals, under a name', 'score', 0.13, 'prediction'],
  ['the answer to two decimals, under another name', 'x', 0.13, null],
  ['a near miss', 'score', 0.14, null],
  ['a text of the answer', 'probability', '0.2500', 'prediction'],
  ['one decimal', 'probability', 0.1, null],
] as const)('a value is told to be what it is: %s', (_, name, value, field) => {
  expect(fieldOf({ name: `extra.${name}`, value }, asked)).toBe(field);
});

const counting = { asked, answered: 6, hidden: (text: string) => text.includes('hidden') };
const written = (text: string, over = {}) =>
  recordsIn({ source: 'output', header: null, text, ...over }, counting);
const lines = (count: number, line: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => `${line(place)}\n`).join('');
const json = (place: number): string => `{"status": 200, "request_id": "r${place}", "took": ${place}}`;
const access = (place: number): string => `INFO: 127.0.0.1:${place} - "POST /predict HTTP/1.1" 200 OK`;

describe('records', () => {
  test.each([
    [5, 'unrelated', 5],
    [6, 'structured', 6],
    [12, 'structured', 12],
    [24, 'structured', 24],
    [25, 'unrelated', 25],
  ] as const)('of %d lines for 6 requests are %s', (count, kind, found) => {
    expect(written(lines(count, json))).toMatchObject({ kind, count: found });
  });

  test('are found among other lines', () => {
    const other = lines(40, (place) => `GET /metrics ${place}\n{"event": "gc", "took": ${place}}`);
    expect(written(`${other}${lines(6, access)}${lines(6, json)}`)).toMatchObject({
      kind: 'structured',
      count: 6,
      fields: ['status', 'duration', 'request id'],
    });
  });

  test('of two kinds for each request hold the fields of both', () => {
    const coming = (place: number) => `{"reqId": "r${place}", "req": {"url": "/predict"}, "msg": "incoming"}`;
    const { fields } = written(lines(6, coming) + lines(6, json));
    expect(fields).toEqual(['path', 'status', 'duration', 'request id']);
  });

  test('of readings of our own are none of the predictions', () => {
    const read = lines(8, (place) => `INFO: 127.0.0.1:${place} - "GET /metrics HTTP/1.1" 200 OK`);
    expect(written(read + lines(6, access))).toMatchObject({ kind: 'access-log', count: 6 });
  });

  test('of nothing are none', () => {
    expect(written(' \n\n')).toMatchObject({ kind: 'none', source: null, count: 0 });
  });

  test('hold nothing where nothing was answered', () => {
    expect(
      recordsIn({ source: 'output', header: null, text: json(1) }, { ...counting, answered: 0 }),
    ).toMatchObject({
      kind: 'unrelated',
    });
  });

  test('show what is known of a request, and nothing else', () => {
    const secret = () => `{"status": 200, "took": 2, "user": "somebody", "plan": "basic"}`;
    expect(written(lines(6, secret)).excerpt).toBe('status=200 took=2 user=… plan=…');
  });

  test('of a hidden row show nothing', () => {
    expect(written(lines(6, () => '{"status": 200, "took": 2, "id": "hidden"}')).excerpt).toBe('');
    expect(written(lines(6, () => 'scored hidden')).excerpt).toBe('');
  });

  test('that repeat the row say so, and do not show it', () => {
    const whole = () => JSON.stringify({ status: 200, took: 2, input: row });
    expect(written(lines(6, whole))).toMatchObject({
      holdsRow: true,
      excerpt: expect.not.stringContaining('Anna'),
    });
    const sentence = () => `scored ${JSON.stringify(row)}`;
    expect(written(lines(6, sentence))).toMatchObject({ kind: 'plain', holdsRow: true, excerpt: '' });
    expect(written(lines(6, json)).holdsRow).toBe(false);
  });

  test('in a table are read under its header', () => {
    const table = { source: 'a.csv', header: 'time,note,probability' };
    expect(
      written(
        lines(6, () => '1,"a, b",0.1312'),
        table,
      ),
    ).toMatchObject({
      kind: 'structured',
      fields: ['prediction'],
      holdsPrediction: true,
    });
    expect(
      written(
        lines(6, () => '1,"a, b",0.7'),
        table,
      ),
    ).toMatchObject({ kind: 'unrelated' });
  });

  const anyLine = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.json(),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(json(1), access(1), 'scored', 'a=b c="d', '{"a":{"b":[1,{"c":2}]}}', '"a,""b",0.1312'),
  );

  test('of any text fit the dossier, and count no more than there is', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), fc.boolean(), (some, table) => {
        const found = written(
          some.join('\n'),
          table ? { source: 'a.csv', header: 'a,probability,status' } : {},
        );
        expect(recordsSchema.safeParse(found).error).toBeUndefined();
        expect(found.count).toBeLessThanOrEqual(some.join('\n').split('\n').length);
        expect(found.excerpt.length).toBeLessThanOrEqual(400);
      }),
    );
  });

  test('the most telling place counts', () => {
    const [plain, structured] = [written(lines(6, () => 'scored')), written(lines(6, json))];
    expect(bestOf([plain, structured]).kind).toBe('structured');
    expect(bestOf([]).kind).toBe('none');
  });
});

test('a row is repeated where most of its telling values are', () => {
  expect(repeatsRow('C1000001 Anna Clark basic a@example.com', [row])).toBe(true);
  expect(repeatsRow('C1000001 Anna Clark', [row])).toBe(false);
  expect(repeatsRow('', [{}])).toBe(false);
});

describe('what was added to a log', () => {
  test.each([
    ['nothing', 'abc', 'abc', ''],
    ['an end', 'abc', 'abcdef', 'def'],
    ['to nothing', '', 'def', 'def'],
    ['to a log that was cut at its beginning', 'abcdef', 'cdefgh', 'cdefgh'],
    ['after a log began anew', 'abc', 'xyz', 'xyz'],
  ])('is %s', (_, before, after, added) => {
    expect(addedTo(before, after)).toBe(added);
  });

  test('is found behind the end of a log that was cut', () => {
    const before = lines(20_000, (place) => `line ${place}`);
    const all = before + lines(6, json);
    expect(addedTo(before, all.slice(100_000))).toBe(lines(6, json));
  });

  test('is what was appended, whatever that is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, more) => {
        expect(addedTo(before, before + more)).toBe(more);
      }),
    );
  });
});

describe('paths that are asked for numbers', () => {
  const facts = (...paths: readonly string[]): Routed => ({
    python: [
      {
        test: false,
        strings: paths.map((value) => ({
          value,
          holders: ['app.get'],
          role: 'argument',
          text: value,
          path: 'a.py',
          line: 1,
        })),
      },
    ],
    scripts: [],
  });
  const targets = (given: Routed, predictPath = '/predict', otherPorts: readonly number[] = []) =>
    targetsOf(given, { predictPath, otherPorts }).map(({ path, port }) =>
      port === null ? path : `:${port}${path}`,
    );
  const usual = ['/metrics', '/metrics/', '/prometheus', '/stats'];

  test('are few, and those that the code registers', () => {
    expect(targets(facts())).toEqual(usual);
    expect(targets(facts('/internal/metrics', '/predict', '/metrics', '/v1/stats/', '/a/metrics'))).toEqual([
      ...usual,
      '/internal/metrics',
      '/v1/stats/',
    ]);
  });

  test('stand beside a prediction route of some depth, and on other ports', () => {
    expect(targets(facts(), '/api/v1/predict', [9000, 9001, 9002])).toEqual([
      ...usual,
      '/api/v1/metrics',
      ':9000/metrics',
      ':9001/metrics',
    ]);
  });
});
