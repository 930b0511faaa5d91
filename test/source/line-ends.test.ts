import { expect, it } from 'vitest';
import { pythonOf } from './memory.ts';

const source = [
  '"""What this module is for,',
  'said on two lines."""',
  '# the first line of a longer comment',
  '# and the second line of the same',
  'print("""Printed on the first line',
  'and once more on the second""")',
];

it.each(['\n', '\r\n'])('writing inside code has the same lines where they end with %j', (end) => {
  expect(pythonOf(source.join(end)).prose.map(({ text }) => text)).toEqual([
    'What this module is for,\nsaid on two lines.',
    'the first line of a longer comment\nand the second line of the same',
    'Printed on the first line\nand once more on the second',
  ]);
});
