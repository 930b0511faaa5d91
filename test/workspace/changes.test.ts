import { expect, test } from 'vitest';
import { parseTree } from '../../harness/workspace/changes.ts';
import { isoDate } from '../../harness/workspace/history.ts';

const entry = (mode: string, name: string, id: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);

test.each([20, 32])('a tree with ids of %i bytes', (idBytes) => {
  const id = 'ab'.repeat(idBytes);
  const content = Buffer.concat([
    entry('100644', 'a b.py', id),
    entry('40000', 'src', id),
    entry('040000', 'old', id),
  ]);
  expect([...parseTree(content, idBytes)]).toEqual([
    ['a b.py', { id, isTree: false }],
    ['src', { id, isTree: true }],
    ['old', { id, isTree: true }],
  ]);
});

test('a tree that is cut off gives what is whole', () => {
  expect(parseTree(Buffer.from('100644 a'), 20).size).toBe(0);
});

test.each([
  ['0', '1970-01-01T00:00:00.000Z'],
  ['1767323045', '2026-01-02T03:04:05.000Z'],
  ['8640000000000', '+275760-09-13T00:00:00.000Z'],
  ['8640000000001', null],
  ['99999999999999999999', null],
  ['-5', null],
  ['', null],
  ['1e3', null],
])('the date of %j seconds is %j', (seconds, date) => {
  expect(isoDate(seconds)).toBe(date);
});
