import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangesSchema } from '../../harness/config/challenge.ts';
import { manifestSchema } from '../../harness/config/manifest.ts';
import { describeProblem, loadYaml, readYaml } from '../../harness/config/read.ts';
import { HarnessError } from '../../harness/errors.ts';

const manifest = (text: string) => readYaml(manifestSchema, { file: 'takehome.yaml', text });
const said = (text: string) => manifest(text).problems.map(describeProblem);
const exchanges = (text: string) =>
  readYaml(exchangesSchema, { file: 'exchanges.yaml', text }).problems.map(describeProblem);

test('a good file gives its value, defaults filled in', () => {
  const { value } = readYaml(exchangesSchema, {
    file: 'exchanges.yaml',
    text: 'malformed:\n  - { id: a, title: A, send: { kind: row }, accepts: [400] }\n',
  });
  expect(value?.malformed[0]).toMatchObject({ field: null, send: { kind: 'row', set: {}, remove: [] } });
});

test('all mistakes come back together, in the order of the file, with the nearest known names', () => {
  const text = [
    'python: [3]',
    'requirments: req.txt',
    'serve:',
    '  comand: python app.py',
    '  port: many',
    '',
  ].join('\n');
  expect(said(text)).toEqual([
    'takehome.yaml:1:1 expected text, found [3]',
    'takehome.yaml:2:1 unknown key "requirments" (did you mean "requirements"?)',
    'takehome.yaml:3:1 "command" is missing',
    'takehome.yaml:4:3 unknown key "comand" (did you mean "command"?)',
    'takehome.yaml:5:3 expected a number, found "many"',
  ]);
});

test('a wrong choice is shown with the choices and the nearest', () => {
  const text = 'malformed:\n  - id: a\n    title: A\n    send: { kind: rwo }\n    accepts: [400]\n';
  expect(exchanges(text)).toEqual([
    'exchanges.yaml:4:13 unknown name "rwo", expected raw, row, rows, verb, content-type, huge, nested (did you mean "row"?)',
  ]);
});

test('items of a list are placed at themselves', () => {
  const text =
    'malformed:\n  - id: a\n    title: A\n    send: { kind: row }\n    accepts:\n      - 400\n      - 9\n';
  expect(exchanges(text)[0]).toMatch(/^exchanges.yaml:7:9 9: /);
});

describe('syntax', () => {
  test('mistakes of syntax and of meaning come together', () => {
    const problems = said('train: a\ntrain: b\ntets: c\n');
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^takehome.yaml:2:1 .*unique/);
    expect(problems[1]).toBe('takehome.yaml:3:1 unknown key "tets" (did you mean "test"?)');
  });

  test('a stray bracket is placed', () => {
    expect(said('train: [a\nserve: b\n')[0]).toMatch(/^takehome.yaml:[12]:\d+ /);
  });

  test.each(['', '# nothing but a comment\n', 'just text', '- a\n- b\n', '42'])(
    '%j is no mapping',
    (text) => {
      expect(said(text)).toEqual([expect.stringMatching(/^takehome.yaml:1:1 expected a mapping, found /)]);
    },
  );
});

describe('hostile files', () => {
  test('aliases that multiply are refused', () => {
    const levels = Array.from({ length: 12 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
    expect(said(`l0: &l0 [x]\n${levels.join('\n')}\n`)[0]).toMatch(/alias/i);
  });

  test('nesting without end is refused', () => {
    expect(said(`train: ${'['.repeat(100_000)}`)).toEqual([
      'takehome.yaml:1:1 the file is nested too deeply',
    ]);
  });

  test('a file of megabytes is refused', () => {
    expect(said(`train: ${'x'.repeat(2 ** 20)}`)).toEqual([
      'takehome.yaml:1:1 the file is larger than 1 MiB',
    ]);
  });

  test('an alias without an anchor is refused', () => {
    expect(said('train: *nowhere\n').length).toBeGreaterThan(0);
  });

  test('prototypes stay clean', () => {
    manifest('__proto__: { polluted: yes }\nenv: { __proto__: x }\n');
    expect('polluted' in {}).toBe(false);
  });

  test('unknown tags are no way in', () => {
    expect(said('train: !!js/function "f"\n').length).toBeGreaterThan(0);
  });

  test('no text throws, and a refusal always has a reason', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'a:-[]{}&*!|>"\'\n #,? ') })),
        (text) => {
          const { value, problems } = manifest(text);
          expect(value === null).toBe(problems.length > 0);
          for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('files of the operator’s raise one error that lists everything', () => {
  const load = () => loadYaml(manifestSchema, { file: 'takehome.yaml', text: 'a: 1\nb: 2\n' });
  expect(load).toThrow(HarnessError);
  expect(load).toThrow('takehome.yaml:1:1 unknown key "a"\ntakehome.yaml:2:1 unknown key "b"');
});
