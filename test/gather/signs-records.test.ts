import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsSchema } from '../../harness/evidence/signs.ts';
import { bestOf, recordsIn } from '../../harness/gather/signs-records.ts';
import { asked, json, lines, row } from './signs-log.ts';

const counting = { asked, answered: 6, hidden: (text: string) => text.includes('hidden') };
const written = (text: string, over = {}) =>
  recordsIn({ source: 'output', header: null, text, ...over }, counting);
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
