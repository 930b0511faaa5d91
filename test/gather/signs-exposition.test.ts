import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expositionIn, maxNumbers } from '../../harness/gather/signs-exposition.ts';

const shownIn = (text: string) =>
  expositionIn(text)?.shown.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]) ??
  null;

describe('Prometheus’ text format', () => {
  test.each([
    ['a number', 'up 1', [['up', {}, 1]]],
    ['labels', 'a{b="c",d="e"} 2', [['a', { b: 'c', d: 'e' }, 2]]],
    ['a comma at the end of labels', 'a{b="c",} 2', [['a', { b: 'c' }, 2]]],
    ['no label between braces', 'a{} 2', [['a', {}, 2]]],
    ['blanks', '  a { b = "c" }   2  ', null],
    ['braces and quotes in a value', 'a{b="}{\\"x"} 3', [['a', { b: '}{\\"x' }, 3]]],
    ['a time behind the value', 'a 4 1395066363000', [['a', {}, 4]]],
    ['an exemplar', 'a_bucket{le="1"} 5 # {trace_id="x"} 0.6', [['a_bucket', { le: '1' }, 5]]],
    [
      'small and large numbers',
      'a 1e-3\nb 2.5E+6\nc -7\nd .5',
      [
        ['a', {}, 0.001],
        ['b', {}, 2.5e6],
        ['c', {}, -7],
        ['d', {}, 0.5],
      ],
    ],
    ['what is no number', 'a NaN\nb +Inf\nc -Inf\nd 1', [['d', {}, 1]]],
    [
      'comments and the end of OpenMetrics',
      '# HELP a b\n# TYPE a counter\na_total 1\n# EOF',
      [['a_total', {}, 1]],
    ],
    [
      'lines of Windows',
      'a 1\r\nb 2\r\n',
      [
        ['a', {}, 1],
        ['b', {}, 2],
      ],
    ],
    [
      'one odd line among more',
      'a 1\nb 2\nwhat is this',
      [
        ['a', {}, 1],
        ['b', {}, 2],
      ],
    ],
    ['HTML', '<html>\n<body>\nup 1\n</body>\n</html>', null],
    ['a sentence', 'there were 5 requests', null],
    ['nothing', '', null],
    ['a value that goes on', 'a 12abc', null],
  ] as const)('reads %s', (_, text, expected) => {
    expect(shownIn(text)).toEqual(expected);
  });

  test('is read up to so many numbers', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, place) => `a${place} 1`).join('\n');
    expect(expositionIn(lines(maxNumbers))).toMatchObject({ cut: false });
    const more = expositionIn(lines(maxNumbers + 1));
    expect(more?.cut).toBe(true);
    expect(more?.shown).toHaveLength(maxNumbers);
  });

  const label = fc.tuple(fc.stringMatching(/^[a-z]\w{0,8}$/), fc.stringMatching(/^[ -!#-[\]-~]{0,20}$/));
  const series = fc.record({
    name: fc.stringMatching(/^[a-z_]\w{0,20}$/),
    labels: fc.array(label, { maxLength: 4 }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  });

  test('gives back whatever is written in it', () => {
    fc.assert(
      fc.property(fc.array(series, { minLength: 1, maxLength: 20 }), (all) => {
        const text = all.map(
          ({ name, labels, value }) =>
            `${name}{${labels.map(([key, said]) => `${key}="${said}"`).join(',')}} ${value}`,
        );
        expect(expositionIn(text.join('\n'))?.shown).toEqual(all);
      }),
    );
  });
});
