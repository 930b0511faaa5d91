import { expect, test } from 'vitest';
import { excerpt } from '../../../reports/view/excerpt.ts';

const shown = (body: string, columns: readonly string[] = [], head = 20): string =>
  excerpt(body, { columns, head })
    .map(({ text, marked }) => (marked ? `[${text}]` : text))
    .join('');

test.each([
  ['{"plan":"basic","fee":1}', ['fee'], '{"plan":"basic",["fee":1]}'],
  ['{"plan": "a \\"b\\" c", "fee": 1}', ['plan'], '{["plan": "a \\"b\\" c"], "fee": 1}'],
  ['{"fee":null}', ['fee'], '{["fee":null]}'],
  ['{"fee": {"a": 1}}', ['fee'], '{["fee": {]"a": 1}}'],
  ['{"fee":"never closed', ['fee'], '{["fee":"never closed]'],
  ['{"a.b":1,"axb":2}', ['a.b'], '{["a.b":1],"axb":2}'],
  ['{"a":1,"b":2}', ['b', 'a'], '{["a":1],["b":2]}'],
  ['{"a":1}', ['z'], '{"a":1}'],
  ['', ['a'], ''],
])('%j marks %j', (body, columns, expected) => expect(shown(body, columns)).toBe(expected));

test('what differs stays in sight, however long the row and wherever it stands', () => {
  const filler = Array.from({ length: 80 }, (_, index) => `"column_${index}":${index}`).join(',');
  const text = shown(`{${filler},"fee":"€ 12,99",${filler}}`, ['fee']);
  expect(text).toMatch(/^\{"column_0":0,"colum … .{30}\["fee":"€ 12,99"\].{29,30} …$/);
  expect(text.length).toBeLessThan(130);
});

test('a value without end is marked only in part', () => {
  const [, marked] = excerpt(`{"a":"${'x'.repeat(9_000)}"}`, { columns: ['a'], head: 20 });
  expect(marked?.text).toHaveLength(200);
});

test('without a column to mark, the beginning is shown', () => {
  expect(shown('x'.repeat(100))).toBe(`${'x'.repeat(20)} …`);
});
