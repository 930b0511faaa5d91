import { describe, expect, it } from 'vitest';
import { factsOf, pythonOf } from './memory.ts';

const python = (body: string, name = 'clean') =>
  pythonOf(`def ${name}(a, b):\n    ${body.replaceAll('\n', '\n    ')}\n`).mutations.map(
    ({ before, after }) => `${before} -> ${after}`,
  );

const script = (body: string, name = 'clean') =>
  factsOf({ 'main.ts': `export function ${name}(a: number, b: number) {\n  ${body}\n}\n` }).scripts.flatMap(
    ({ mutations }) => mutations.map(({ before, after }) => `${before} -> ${after}`),
  );

describe('places to break a Python function at', () => {
  it.each([
    ['a comparison', 'c = a < b', ['a < b -> a >= b']],
    ['a comparison in words', 'c = a is not None', ['a is not None -> a is None']],
    ['a calculation', 'c = a + b', ['a + b -> a - b']],
    ['one or the other', 'c = a or b', ['a or b -> a and b']],
    ['what is turned round', 'c = not a', ['not a -> (a)']],
    ['a bare condition', 'if a:\n    pass', ['a -> not (a)']],
    ['the condition of a choice', 'c = 1 if a else 2', ['a -> not (a)']],
    ['a result', 'return a', ['a -> None']],
    ['a yes', 'return True', ['True -> False']],
    ['two results', 'return a, b', ['a, b -> None']],
  ])('%s', (_, body, found) => {
    expect(python(body)).toEqual(found);
  });

  it.each([
    ['a chained comparison', 'c = 0 < a < b'],
    ['text that is joined', 'c = a + "x"'],
    ['what an error says', 'raise ValueError("no" if a else "yes")'],
    ['what is printed', 'print(a + b)'],
    ['an annotation', 'c: a | None = 1'],
    ['text that is filled in', 'c = f"{a + b}"'],
    ['nothing returned', 'return None'],
  ])('not %s', (_, body) => {
    expect(python(body)).toEqual([]);
  });

  it('not where nothing is computed that a test would look at', () => {
    expect(python('return a', 'main')).toEqual([]);
    expect(python('return a', '__repr__')).toEqual([]);
    expect(pythonOf('a = 1 + 2\n').mutations).toEqual([]);
    expect(pythonOf('def f(a):\n    return 1 + 2\n)) $ not python\n').mutations).toEqual([]);
  });

  it('not in a test, nor in a notebook', () => {
    const cells = [{ cell_type: 'code', source: ['def f(a):\n', '  return a'] }];
    const { python: files } = factsOf({
      'tests/test_a.py': 'def test_a():\n    assert f() == 1\ndef helper(a):\n    return a\n',
      'a.ipynb': JSON.stringify({ cells }),
    });
    expect(files.flatMap(({ mutations }) => mutations)).toEqual([]);
  });

  it('tells where each stands, in which function', () => {
    const source = '# größer\nclass A:\n    def keep(self, x):\n        y = x > 1\n';
    const [place] = pythonOf(source).mutations;
    expect(place).toMatchObject({ kind: 'comparison', within: 'keep', line: 4, before: 'x > 1' });
    expect(source.slice(place?.start).startsWith('x > 1')).toBe(true);
  });

  it('keeps to a few in one function and in one file', () => {
    const many = Array.from({ length: 50 }, (_, at) => `    a = a + ${at}\n`).join('');
    const functions = Array.from({ length: 60 }, (_, at) => `def f${at}(a):\n${many}`).join('');
    const { mutations } = pythonOf(functions);
    expect(mutations.filter(({ within }) => within === 'f0')).toHaveLength(8);
    expect(mutations).toHaveLength(200);
  });
});

describe('places to break a function in TypeScript at', () => {
  it.each([
    ['a comparison', 'const c = a === b;', ['a === b -> a !== b']],
    ['a calculation', 'const c = a * b;', ['a * b -> a / b']],
    ['one and the other', 'const c = a && b;', ['a && b -> a || b']],
    ['what is turned round', 'const c = !a;', ['!a -> (a)']],
    ['a bare condition', 'if (a) b += 1;', ['a -> !(a)']],
    ['a result', 'return a;', ['a -> undefined']],
    ['what is said', 'console.log(a + b);', []],
    ['what an error says', 'throw new Error(a > b ? "a" : "b");', []],
    ['text that is joined', 'const c = "x" + a;', []],
  ])('%s', (_, body, found) => {
    expect(script(body)).toEqual(found);
  });

  it('not outside of functions that have a name, nor in tests', () => {
    expect(script('return a', 'main')).toEqual([]);
    const { scripts } = factsOf({ 'a.ts': 'const a = 1 + 2;', 'a.test.ts': 'function f(a) { return a; }' });
    expect(scripts.flatMap(({ mutations }) => mutations)).toEqual([]);
  });
});
