import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedTo } from '../../harness/gather/signs-written.ts';
import { json, lines } from './signs-log.ts';

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
