import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withShuffledColumn } from '../../harness/gather/shuffled.ts';

const digest = 'a1b2c3d4';
const cell = fc.string({ maxLength: 6 });
const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });
const textOf = (rows: readonly (readonly string[])[]): string =>
  ['id,label,note', ...rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))].join(
    '\n',
  );

test('only the named column moves, and it keeps its values', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const moved: string[][] = parse(withShuffledColumn(textOf(rows), { column: 'label', digest }));
      const [header, ...after] = moved;
      expect(header).toEqual(['id', 'label', 'note']);
      expect(after.map(([id, , note]) => [id, note])).toEqual(rows.map(([id, , note]) => [id, note]));
      expect(after.map(([, label]) => label).toSorted()).toEqual(rows.map(([, label]) => label).toSorted());
    }),
  );
});

test('the order is the same at each grading, and another for other files', () => {
  const text = textOf(Array.from({ length: 40 }, (_, at) => [`C${at}`, String(at % 7), '']));
  const shuffled = withShuffledColumn(text, { column: 'label', digest });
  expect(withShuffledColumn(text, { column: 'label', digest })).toBe(shuffled);
  expect(withShuffledColumn(text, { column: 'label', digest: '99b2c3d4' })).not.toBe(shuffled);
});
