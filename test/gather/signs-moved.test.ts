import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageSchema } from '../../harness/evidence/signs.ts';
import { pageOf, type Readings } from '../../harness/gather/signs-moved.ts';
import { type Reading, readingOf } from '../../harness/gather/signs-page.ts';

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
