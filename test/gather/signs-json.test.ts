import { describe, expect, test } from 'vitest';
import { maxNumbers } from '../../harness/gather/signs-exposition.ts';
import { jsonNumbersIn } from '../../harness/gather/signs-json.ts';

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
