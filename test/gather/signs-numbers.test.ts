import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageSchema } from '../../harness/evidence/signs.ts';
import { expositionIn, maxNumbers } from '../../harness/gather/signs-exposition.ts';
import { jsonNumbersIn } from '../../harness/gather/signs-json.ts';
import { pageOf, type Readings } from '../../harness/gather/signs-moved.ts';
import { type Reading, readingOf } from '../../harness/gather/signs-page.ts';

const shownIn = (text: string) =>
  expositionIn(text)?.shown.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]) ??
  null;

describe('Prometheus’ text format', () => {
  test.each([
    ['a number', 'up 1', [['up', {}, 1]]],
    ['labels', 'a{b="c",d="e"} 2', [['a', { b: 'c', d: 'e' }, 2]]],
    ['a comma at the end of labels', 'a{b="c",} 2', [['a', { b: 'c' }, 2]]],
    ['no label between braces', 'a{} 2', [['a', {}, 2]]],
    ['blanks', '  a { b = "c" }   2  ', null],
    ['braces and quotes in a value', 'a{b="}{\\"x"} 3', [['a', { b: '}{\\"x' }, 3]]],
    ['a time behind the value', 'a 4 1395066363000', [['a', {}, 4]]],
    ['an exemplar', 'a_bucket{le="1"} 5 # {trace_id="x"} 0.6', [['a_bucket', { le: '1' }, 5]]],
    [
      'small and large numbers',
      'a 1e-3\nb 2.5E+6\nc -7\nd .5',
      [
        ['a', {}, 0.001],
        ['b', {}, 2.5e6],
        ['c', {}, -7],
        ['d', {}, 0.5],
      ],
    ],
    ['what is no number', 'a NaN\nb +Inf\nc -Inf\nd 1', [['d', {}, 1]]],
    [
      'comments and the end of OpenMetrics',
      '# HELP a b\n# TYPE a counter\na_total 1\n# EOF',
      [['a_total', {}, 1]],
    ],
    [
      'lines of Windows',
      'a 1\r\nb 2\r\n',
      [
        ['a', {}, 1],
        ['b', {}, 2],
      ],
    ],
    [
      'one odd line among more',
      'a 1\nb 2\nwhat is this',
      [
        ['a', {}, 1],
        ['b', {}, 2],
      ],
    ],
    ['HTML', '<html>\n<body>\nup 1\n</body>\n</html>', null],
    ['a sentence', 'there were 5 requests', null],
    ['nothing', '', null],
    ['a value that goes on', 'a 12abc', null],
  ] as const)('reads %s', (_, text, expected) => {
    expect(shownIn(text)).toEqual(expected);
  });

  test('is read up to so many numbers', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, place) => `a${place} 1`).join('\n');
    expect(expositionIn(lines(maxNumbers))).toMatchObject({ cut: false });
    const more = expositionIn(lines(maxNumbers + 1));
    expect(more?.cut).toBe(true);
    expect(more?.shown).toHaveLength(maxNumbers);
  });

  const label = fc.tuple(fc.stringMatching(/^[a-z]\w{0,8}$/), fc.stringMatching(/^[ -!#-[\]-~]{0,20}$/));
  const series = fc.record({
    name: fc.stringMatching(/^[a-z_]\w{0,20}$/),
    labels: fc.array(label, { maxLength: 4 }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  });

  test('gives back whatever is written in it', () => {
    fc.assert(
      fc.property(fc.array(series, { minLength: 1, maxLength: 20 }), (all) => {
        const text = all.map(
          ({ name, labels, value }) =>
            `${name}{${labels.map(([key, said]) => `${key}="${said}"`).join(',')}} ${value}`,
        );
        expect(expositionIn(text.join('\n'))?.shown).toEqual(all);
      }),
    );
  });
});

describe('numbers in JSON', () => {
  test.each([
    ['flat', '{"requests": 5, "up": true, "name": "x"}', { requests: 5 }],
    [
      'nested',
      '{"requests": {"total": 5, "by status": {"200": 4}}}',
      { 'requests.total': 5, 'requests.by_status.200': 4 },
    ],
    ['in lists', '{"routes": [{"count": 1}, {"count": 2}]}', { 'routes.0.count': 1, 'routes.1.count': 2 }],
    ['under names that are none', '{"<b>": 1, "ok": 2}', { ok: 2 }],
  ])('are read by their path: %s', (_, text, expected) => {
    const found = jsonNumbersIn(text)?.shown.map(({ name, value }) => [name, value]) ?? [];
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test.each([
    '',
    'null',
    '5',
    '"5"',
    '[]',
    '{}',
    '{"a": "1"}',
    '{"a": 1',
    '{"a": 1e999}',
    '['.repeat(200_000),
  ])('are none in %.20s', (text) => expect(jsonNumbersIn(text)).toBeNull());

  test('are read to a depth and a number', () => {
    expect(jsonNumbersIn(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)).toBeNull();
    const wide = Object.fromEntries(Array.from({ length: maxNumbers + 5 }, (_, place) => [`a${place}`, 1]));
    expect(jsonNumbersIn(JSON.stringify(wide))).toMatchObject({ cut: true });
    expect(jsonNumbersIn(JSON.stringify(wide))?.shown).toHaveLength(maxNumbers);
  });
});

const reading = (body: string): Reading => readingOf({ status: 200, body }) ?? expect.unreachable(body);

type Texts = { idle?: string; before: string; after: string; refused?: string };

/** Six were sent; one page, read once on either side. */
const pageFrom = ({ before, idle = before, after, refused }: Texts, over: Partial<Readings> = {}) =>
  pageOf('/metrics', {
    idle: reading(idle),
    before: reading(before),
    after: reading(after),
    refused: refused === undefined ? null : reading(refused),
    asked: [6, 6],
    reads: { idle: 5, between: 1 },
    ...over,
  });

describe('a page', () => {
  test.each([
    ['grew as often', 'a 1', 'a 7', 'counts'],
    ['grew twice as often', 'a 1', 'a 13', 'counts'],
    ['came with the first of our requests', 'b 1', 'b 1\na 6', 'counts'],
    ['grew five times as often', 'a 1', 'a 31', 'moves'],
    ['grew once less', 'a 1', 'a 6', 'moves'],
    ['grew once more, and stood still before', 'a 1', 'a 8', 'moves'],
    ['shrank', 'a 7', 'a 1', 'moves'],
    ['did not move', 'a 1', 'a 1', 'static'],
    [
      'is of the process',
      'process_open_fds 1\nuptime_seconds 1',
      'process_open_fds 7\nuptime_seconds 7',
      'process-only',
    ],
  ] as const)('on which a number %s is told', (_, before, after, kind) => {
    const page = pageFrom({ before, after });
    expect(page.kind).toBe(kind);
    expect(page.counted.length > 0).toBe(kind === 'counts');
  });

  test('that counts every request is told with our readings of it', () => {
    expect(pageFrom({ idle: 'a 1', before: 'a 2', after: 'a 9' }).kind).toBe('counts');
    expect(pageFrom({ idle: 'a 1', before: 'a 2', after: 'a 10' }).kind).toBe('moves');
  });

  test('that grows as much while nothing is asked counts nothing of ours', () => {
    expect(pageFrom({ idle: 'a 1', before: 'a 7', after: 'a 13' }).kind).toBe('moves');
  });

  test('of several processes, each with its own count, counts nothing', () => {
    expect(pageFrom({ idle: 'a 3', before: 'a 1', after: 'a 7' }).kind).toBe('moves');
  });

  test.each([
    [
      'a histogram',
      'x_seconds_sum 1\nx_seconds_count 1',
      'x_seconds_sum 2\nx_seconds_count 7',
      'x_seconds_count',
    ],
    ['a histogram without a sum', 'x_seconds_count 1', 'x_seconds_count 7', undefined],
    [
      'a sum that stands still',
      'x_seconds_sum 1\nx_seconds_count 1',
      'x_seconds_sum 1\nx_seconds_count 7',
      undefined,
    ],
    [
      'a distribution of something else',
      'x_bytes_sum 1\nx_bytes_count 1',
      'x_bytes_sum 2\nx_bytes_count 7',
      undefined,
    ],
    ['quantiles', 'n 1\nx_latency{quantile="0.5"} 1', 'n 7\nx_latency{quantile="0.5"} 2', 'x_latency'],
    ['an average', 'n 1\nlatency_avg 1', 'n 7\nlatency_avg 2', 'latency_avg'],
    ['quantiles beside which nothing was counted', 'latency_p95 1', 'latency_p95 2', undefined],
  ] as const)('tells latency by %s', (_, before, after, expected) => {
    expect(pageFrom({ before, after }).latency?.name).toBe(expected);
  });

  test.each([
    ['a distribution', 'prediction_count', '', 'prediction_count'],
    ['classes', 'model_outputs_total', '{outcome="churn"}', 'model_outputs_total'],
    ['a name of a path alone', 'http_requests_total', '{path="/predictions"}', undefined],
    ['requests for predictions', 'prediction_requests_total', '', undefined],
    ['the time of predictions', 'prediction_seconds_count', '', undefined],
  ] as const)('tells predictions by %s', (_, name, labels, expected) => {
    const [before, after] = [`${name}${labels} 1`, `${name}${labels} 7`];
    expect(pageFrom({ before, after }).predictions?.name).toBe(expected);
  });

  test.each([
    ['a status', 'n{status="200"} 7\nn{status="422"} 1', 'n'],
    ['a class of status', 'n 7\nr_total{code="4xx"} 1', 'r_total'],
    ['a name', 'n 7\ninvalid_requests_total 1', 'invalid_requests_total'],
    ['a count of all requests', 'n 8', undefined],
    ['more than one request could do', 'n 7\nerrors_total 9', undefined],
  ] as const)('tells errors by %s', (_, refused, expected) => {
    const [before, after] = refused.includes('status="200"')
      ? ['n{status="200"} 1', 'n{status="200"} 7']
      : ['n 1', 'n 7'];
    expect(pageFrom({ before, after, refused }).errors?.name).toBe(expected);
  });

  test('that shows something else after the malformed request has counted all the same', () => {
    const page = pageFrom({ before: 'n 1', after: 'n 7', refused: 'errors_total 1' });
    expect(page).toMatchObject({ kind: 'counts', errors: { name: 'errors_total', before: 0, after: 1 } });
    expect(page.counted.map(({ name }) => name)).toEqual(['n']);
  });

  test('of errors that predictions count too tells none', () => {
    const after = 'n 7\nerrors_total 6';
    expect(pageFrom({ before: 'n 1', after, refused: 'n 7\nerrors_total 7' }).errors).toBeNull();
  });

  const bodies = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.json(),
    fc
      .array(
        fc.tuple(fc.stringMatching(/^[a-z_]{1,9}$/), fc.double({ noNaN: true, noDefaultInfinity: true })),
      )
      .map((all) => all.map((pair) => pair.join(' ')).join('\n')),
  );

  test('of any text is none, or one that the dossier takes', () => {
    fc.assert(
      fc.property(bodies, bodies, (one, other) => {
        const [before, after] = [one, other].map((body) => readingOf({ status: 200, body }));
        if (!before || !after) return;
        const given = {
          idle: before,
          before,
          after,
          refused: after,
          asked: [6],
          reads: { idle: 5, between: 1 },
        };
        expect(pageSchema.safeParse(pageOf('/metrics', given)).error).toBeUndefined();
      }),
    );
  });

  test('is cut where names are long', () => {
    const name = 'n'.repeat(500);
    const page = pageFrom({
      before: `${name}{a="${'b'.repeat(500)}"} 1`,
      after: `${name}{a="${'b'.repeat(500)}"} 7`,
    });
    expect(page.counted[0]?.name).toHaveLength(120);
    expect(page.counted[0]?.labels).toHaveLength(120);
  });

  test.each([199, 301, 404, 500])('with status %d is none', (status) => {
    expect(readingOf({ status, body: 'a 1' })).toBeNull();
  });
});
