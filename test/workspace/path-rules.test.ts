import { isAbsolute, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dependencyFolder,
  foldedPath,
  foldersOf,
  isUnusedByGit,
  pathProblem,
  withoutRepository,
} from '../../harness/workspace/path-rules.ts';

describe('pathProblem', () => {
  test.each([
    'a.py',
    'src/model/train.py',
    '.github/workflows/ci.yml',
    '.gitignore',
    '.gitattributes',
    'git/x',
    'caf\u00e9.py',
    'a b/c d.csv',
    'console.py',
    'auxiliary/nullable.py',
    '...hidden',
    'com10',
  ])('finds nothing wrong with %j', (path) => {
    expect(pathProblem(path)).toBeNull();
  });

  test.each([
    '',
    '.',
    '..',
    'a/..',
    '../a',
    '/a',
    'a//b',
    'a/',
    'C:a',
    'c:/a',
    'a\\b',
    'a\u0000',
    'a\u0085b',
    '.git',
    'a/.git/hooks/x',
    '.GiT',
    '.git.',
    '.git ',
    '.git::$INDEX_ALLOCATION',
    '.g\u200cit',
    '\ufeff.git',
    'GIT~1',
    'con',
    'a/LPT1.txt',
    'com\u00b9',
    'nul .txt',
    'conin$',
    'x.',
    'x /y',
    'n'.repeat(256),
    'é'.repeat(128),
    `${'d/'.repeat(600)}x`,
  ])('refuses %j', (path) => {
    expect(pathProblem(path)?.kind).toBe('unsafe');
  });

  test.each(['ab:c', 'what?.md', 'a|b', '<a>', 'star*', '"q"', 'bad\ufffd', 'half\ud800'])(
    'sets %j aside',
    (path) => {
      expect(pathProblem(path)?.kind).toBe('unportable');
    },
  );

  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '',
      '.git',
      '.GIT',
      'git~1',
      'a',
      'B',
      'con',
      'C:',
      '\\',
      '/',
      '\u0000',
      '\u200c.git',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const anyPath = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));

  test('lets nothing through that leaves its folder on any system', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        fc.pre(pathProblem(path) === null);
        for (const system of [posix, win32]) {
          const root = system === posix ? '/root/files' : 'C:\\root\\files';
          const target = system.resolve(root, path);
          expect(target.startsWith(`${root}${system.sep}`)).toBe(true);
          expect(system.relative(root, target).split(system.sep)).toEqual(path.split('/'));
        }
        expect(isAbsolute(path)).toBe(false);
        expect(path.toLowerCase().split('/')).not.toContain('.git');
      }),
      { numRuns: 2000 },
    );
  });
});

test('foldedPath is one for what some system takes for one name', () => {
  expect(foldedPath('SRC/Cafe\u0301.py')).toBe(foldedPath('src/caf\u00e9.PY'));
  expect(foldedPath('a.py')).not.toBe(foldedPath('b.py'));
});

test('foldersOf names every folder above', () => {
  expect(foldersOf('a/b/c.py')).toEqual(['a', 'a/b']);
  expect(foldersOf('a.py')).toEqual([]);
});

test.each([
  ['node_modules/x/index.js', 'node_modules'],
  ['web/node_modules/x/node_modules/y.js', 'web/node_modules'],
  ['venv/lib/python3.11/site-packages/numpy/__init__.py', 'venv/lib/python3.11/site-packages'],
  ['src/__pycache__/a.pyc', 'src/__pycache__'],
  ['nb/.ipynb_checkpoints/a.ipynb', 'nb/.ipynb_checkpoints'],
  ['src/a.py', null],
  ['node_modules', null],
  ['docs/venv/notes.md', null],
])('dependencyFolder of %j is %j', (path, folder) => {
  expect(dependencyFolder(path)).toBe(folder);
});

test.each([
  ['top/.git/hooks/post-checkout', true],
  ['.git/index', true],
  ['.git/logs/HEAD', true],
  ['.git/lfs/objects/ab/x', true],
  ['.git/HEAD', false],
  ['.git/objects/ab/cd', false],
  ['.git/refs/heads/main', false],
  ['src/hooks/x', false],
])('isUnusedByGit of %j is %j', (path, unused) => {
  expect(isUnusedByGit(path)).toBe(unused);
});

test('withoutRepository excuses .git as it is spelt, and nothing else', () => {
  expect(pathProblem(withoutRepository('top/.git/HEAD'))).toBeNull();
  for (const path of ['.GIT/HEAD', '.git./HEAD', '.git/../../x', 'git~1/x']) {
    expect(pathProblem(withoutRepository(path))?.kind).toBe('unsafe');
  }
});
