import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caps, visible } from '../../reports/escape.ts';

const moving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('what cannot be seen is named', () => {
  test.each([
    ['plain text stays', 'plain text stays'],
    ['Ünïcödé, 日本語, العربية, עברית', 'Ünïcödé, 日本語, العربية, עברית'],
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['back\bspace', 'back\\x08space'],
    ['over\rwritten', 'over\\x0dwritten'],
    ['nul\0', 'nul\\x00'],
    ['\u007f\u009b31m', '\\x7f\\x9b31m'],
    ['\u202egpj.exe', '[U+202E]gpj.exe'],
    ['\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['zero\u200bwidth\u200d\ufeff', 'zero[U+200B]width[U+200D][U+FEFF]'],
    ['soft\u00adhyphen', 'soft\\xadhyphen'],
    ['line\u2028separator\u2029', 'line[U+2028]separator[U+2029]'],
    ['tag \u{e0041}', 'tag [U+E0041]'],
    ['hangul filler \u3164', 'hangul filler [U+3164]'],
    ['heart \u2764\ufe0f', 'heart \u2764\ufe0f'],
    ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
    ['not XML \uffff', 'not XML [U+FFFF]'],
    ['z\u0300\u0301\u0302\u0303\u0304', 'z\u0300\u0301\u0302\u0303[U+0304]'],
  ])('%j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test('a block keeps its lines and tabs, a single line of ours does not', () => {
    expect(visible('one\ttwo\r\nthree\n')).toBe('one\ttwo\nthree\n');
    expect(visible('one\ttwo\r\nthree', caps.name)).toBe('one\\x09two\\x0d\\x0athree');
  });
});

describe('what is too long is cut, and the cut is said', () => {
  test('a line', () => {
    expect(visible('x'.repeat(2_003))).toBe(`${'x'.repeat(2_000)} … truncated: 3 more characters`);
    expect(visible('x'.repeat(121), caps.name)).toBe(`${'x'.repeat(120)} … truncated: 1 more character`);
  });

  test('a block: 200 lines', () => {
    const shown = visible('line\n'.repeat(1_200)).split('\n');
    expect(shown).toHaveLength(201);
    expect(shown.at(-1)).toBe('… truncated: 1,001 more lines');
  });

  test('a block: 64 KiB', () => {
    const text = `${'x'.repeat(1_000)}\n`.repeat(100);
    expect(visible(text).split('\n').at(-1)).toBe('… truncated: 34,564 more characters');
  });

  test('a log keeps its end', () => {
    const shown = visible(Array.from({ length: 50 }, (_, index) => `line ${index + 1}`).join('\n'), caps.log);
    expect(shown.split('\n')[0]).toBe('… truncated: 10 more lines');
    expect(shown.split('\n').at(-1)).toBe('line 50');
  });

  test('ten megabytes in one paragraph', () => {
    expect(visible('x'.repeat(10_000_000)).length).toBeLessThan(2_200);
  });
});

describe('for any text', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 500 });

  test('nothing that moves the cursor or hides is left', () => {
    fc.assert(fc.property(anyText, (text) => !moving.test(visible(text).replaceAll(/[\n\t]/g, ''))));
    fc.assert(fc.property(anyText, (text) => !moving.test(visible(text, caps.sentence))));
  });

  test('showing twice shows the same', () => {
    fc.assert(fc.property(anyText, (text) => visible(visible(text)) === visible(text)));
  });

  test('it is well formed', () => {
    fc.assert(fc.property(anyText, (text) => visible(text).isWellFormed()));
  });
});
