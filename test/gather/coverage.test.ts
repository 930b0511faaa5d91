import { describe, expect, it } from 'vitest';
import { coverageFrom } from '../../harness/gather/coverage.ts';
import { entriesTold } from '../../harness/gather/coverage-told.ts';
import { factsOf } from '../source/memory.ts';

const facts = factsOf({
  'model.py':
    'class A:\n    def run(self):\n        return 1\nclass B:\n    @staticmethod\n    def run():\n        return 2\n',
  'tests/test_model.py': 'def test_run():\n    assert run() == 1\n',
  'src/clean.ts': 'export function clean(x: number) { return x; }\nexport const fold = () => 1;\n',
});

const python = (...texts: readonly string[]) =>
  coverageFrom(facts, entriesTold(texts, { kind: 'python', root: '/work' }));
const told = (functions: readonly unknown[], lines: readonly unknown[] = []): string =>
  JSON.stringify({ functions, lines });
const reachedIn = (coverage: ReturnType<typeof python>) =>
  coverage?.functions.filter(({ reached }) => reached).map(({ name, place }) => `${name}:${place.line}`);

describe('what a run of Python tells', () => {
  it('is matched with the functions that were read, by name and line', () => {
    expect(reachedIn(python(told([['model.py', 2, 'run']])))).toEqual(['run:2']);
    expect(reachedIn(python(told([['model.py', 5, 'run']])))).toEqual(['run:6']);
  });

  it('is put together from its processes, each line counted once', () => {
    const lines = [
      ['model.py', 3],
      ['model.py', 3],
      ['model.py', 0],
      ['model.py', 99],
      ['/etc/passwd', 1],
    ];
    const both = `${told([['model.py', 2, 'run']], lines)}\n${told([['model.py', 5, 'run']], lines)}\n`;
    expect(python(both)).toMatchObject({ lines: 1 });
    expect(reachedIn(python(both))).toEqual(['run:2', 'run:6']);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'reached everything'],
    ['JSON that nests', '['.repeat(100_000)],
    ['other JSON', '{"functions": 7}'],
    ['functions that are not there', told([['model.py', 2, 'walk']])],
    ['functions of tests', told([['tests/test_model.py', 1, 'test_run']])],
    ['lines that are none', told([['model.py', 1e300, 'run']])],
  ])('is not told by %s', (_, text) => {
    expect(python(text)).toBeNull();
  });
});

describe('what a run of Node tells', () => {
  const node = (url: string, functions: readonly (readonly [string, number])[]) => {
    const ran = functions.map(([functionName, count]) => ({ functionName, ranges: [{ count }] }));
    const text = JSON.stringify({ result: [{ url, functions: ran }] });
    return coverageFrom(facts, entriesTold([text, '{'], { kind: 'node', root: '/work' }));
  };

  it('is matched by name, in files of its own', () => {
    const coverage = node('file:///work/src/clean.ts', [
      ['clean', 3],
      ['fold', 0],
    ]);
    expect(reachedIn(coverage)).toEqual(['clean:1']);
    expect(coverage?.lines).toBeNull();
    expect(node('file:///work/node_modules/a/src/clean.ts', [['clean', 3]])).toBeNull();
  });
});
