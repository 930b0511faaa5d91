import { expect, test } from 'vitest';
import { fieldOf, repeatsRow } from '../../harness/gather/signs-fields.ts';
import { asked, row } from './signs-log.ts';

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

test('a row is repeated where most of its telling values are', () => {
  expect(repeatsRow('C1000001 Anna Clark basic a@example.com', [row])).toBe(true);
  expect(repeatsRow('C1000001 Anna Clark', [row])).toBe(false);
  expect(repeatsRow('', [{}])).toBe(false);
});
