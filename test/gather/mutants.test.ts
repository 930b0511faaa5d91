import { describe, expect, it } from 'vitest';
import { chooseMutants, type Mutant } from '../../harness/gather/mutants-choose.ts';
import { broken, editableText, stands, unbroken } from '../../harness/gather/mutants-edit.ts';
import { reachedPython } from '../../harness/gather/reached-code.ts';
import { type Files, factsOf } from '../source/memory.ts';

const digest = '0123456789abcdef'.repeat(4);
const chosen = (files: Files, most = 5) => chooseMutants(factsOf(files), { digest, most });

const code = [
  'def clean(x):',
  '    return fold(x) if x > 0 else None',
  'def fold(x):',
  '    return x + 1',
  'def unused(x):',
  '    return x * 2',
  '',
].join('\n');
const test = 'from cleaning import clean\ndef test_clean():\n    assert clean(1) == 2\n';

const reached = (files: Files) =>
  Object.fromEntries([...reachedPython(factsOf(files))].map(([path, names]) => [path, [...names].sort()]));

describe('what tests lead to', () => {
  it.each<[string, Files, Record<string, readonly string[]>]>([
    [
      'a function and what it calls',
      { 'cleaning.py': code, 'tests/test_a.py': test },
      { 'cleaning.py': ['clean', 'fold'] },
    ],
    [
      'a function in another file, handed on by name',
      {
        'cleaning.py': 'from money import euros\ndef clean(x):\n    return x.map(euros)\n',
        'money.py': 'def euros(x):\n    return x / 100\n',
        'tests/test_a.py': test,
      },
      { 'cleaning.py': ['clean'], 'money.py': ['euros'] },
    ],
    [
      'the methods of a class',
      {
        'cleaning.py': 'class Cleaner:\n    def run(self):\n        return 1\n',
        'tests/test_a.py': 'from cleaning import Cleaner\ndef test_a():\n    assert Cleaner().run() == 1\n',
      },
      { 'cleaning.py': ['run'] },
    ],
    [
      'the routes of an application',
      {
        'api.py':
          'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "a"\n',
        'tests/test_a.py':
          'from api import app\ndef test_a():\n    assert app.test_client().get("/").status_code == 200\n',
      },
      { 'api.py': ['home'] },
    ],
    [
      'nothing behind a constant',
      {
        'cleaning.py': `LIMIT = 3\n${code}`,
        'tests/test_a.py': 'from cleaning import LIMIT\ndef test_a():\n    assert LIMIT == 3\n',
      },
      {},
    ],
  ])('%s', (_, files, expected) => {
    expect(reached(files)).toEqual(expected);
  });
});

describe('chooseMutants', () => {
  it('takes functions that the tests lead to, data before results, and the same each time', () => {
    const files = { 'cleaning.py': code, 'tests/test_a.py': test };
    const places = chosen(files).map(({ within, kind }) => `${within} ${kind}`);
    expect(places.slice(0, 2).sort()).toEqual(['clean comparison', 'fold arithmetic']);
    expect(places.some((place) => place.startsWith('unused'))).toBe(false);
    expect(chosen(files)).toEqual(chosen(files));
  });

  it('takes any function where reading finds none that is reached, and none where there is no function', () => {
    expect(chosen({ 'cleaning.py': code }, 9).map(({ within }) => within)).toContain('unused');
    expect(chosen({ 'train.py': 'print(1 + 1)\n' })).toEqual([]);
  });

  it('spreads over files, and never takes more than asked for', () => {
    const file = (name: string) =>
      Array.from({ length: 6 }, (_, at) => `def ${name}${at}(x):\n    return x + ${at}\n`).join('');
    const files = { 'a.py': file('a'), 'b.py': file('b'), 'c.py': file('c') };
    expect(new Set(chosen(files, 3).map(({ path }) => path))).toEqual(new Set(['a.py', 'b.py', 'c.py']));
    expect(chosen(files, 3)).toHaveLength(3);
  });
});

const mutant = (path: string, [text, before, after]: readonly [string, string, string]): Mutant => ({
  path,
  kind: 'comparison',
  within: 'f',
  line: 1,
  start: text.indexOf(before),
  before,
  after,
});

describe('edits', () => {
  it.each([
    ['main.py', 'x = a < b', 'x = a >= b', 'x = ((a < b) if __name__ else (a < b))'],
    ['main.ts', 'x = a < b', 'x = a >= b', 'x = (globalThis ? (a < b) : (a < b))'],
  ])('of %s: one that breaks, and one that changes nothing', (path, text, changed, same) => {
    const place = mutant(path, [text, 'a < b', 'a >= b']);
    expect(broken(text, place)).toBe(changed);
    expect(unbroken(text, [place])).toBe(same);
  });

  it('leave a place alone that lies inside another', () => {
    const text = 'return (a < b) and c';
    const inner = mutant('main.py', [text, 'a < b', 'a >= b']);
    const outer = mutant('main.py', [text, '(a < b) and c', '(a < b) or c']);
    expect(unbroken(text, [inner, outer])).toBe('return (((a < b) and c) if __name__ else ((a < b) and c))');
  });

  it('are made only where the text stands as it was read', () => {
    const text = 'x = a < b';
    expect(stands(text, mutant('main.py', [text, 'a < b', 'a >= b']))).toBe(true);
    expect(stands('x = 12345', mutant('main.py', [text, 'a < b', 'a >= b']))).toBe(false);
    expect(editableText(Buffer.from('größer'))).toBe('größer');
    expect(editableText(Buffer.from('größer', 'latin1'))).toBeNull();
    expect(editableText(Buffer.from('\uFEFFx'))).toBeNull();
  });
});
