import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { projectFolder, projectFolders } from '../../harness/start/project-folders.ts';
import { submission } from './submission.ts';

const list = 'requirements.txt';

test.each<[string, readonly string[], string]>([
  ['the root, where it begins there', [list, 'a/requirements.txt', 'a/train.py'], '.'],
  ['a folder that holds all the code', ['README.md', `a/${list}`, 'a/train.py', 'a/api/main.py'], 'a'],
  ['the outer one of two', [`a/b/${list}`, 'a/pyproject.toml', 'a/b/train.py'], 'a'],
  ['the root, where other code lies beside', [`a/${list}`, 'a/train.py', 'b/main.py'], '.'],
  ['a folder, whatever notebooks lie beside', [`a/${list}`, 'a/train.py', 'looks/first.ipynb'], 'a'],
  ['the root, where nothing begins', ['a/train.py'], '.'],
  ['the root, whatever a vendored tree holds', [`venv/lib/${list}`, 'train.py'], '.'],
])('a project lies in %s', (_, paths, folder) => {
  expect(projectFolder(submission(Object.fromEntries(paths.map((path) => [path, '']))))).toBe(folder);
});

test('commands found by convention run where the project lies', () => {
  const files = { 'a/requirements.txt': '', 'a/churn/__init__.py': '', 'a/churn/train.py': '' };
  const input = submission(files, { 'a/tests/test_a.py': { tests: 1 } });
  const { train, test } = chooseCommands(input);
  expect(train).toMatchObject({ shell: 'python -m churn.train', workdir: 'a' });
  expect(test).toMatchObject({ shell: 'python -m pytest', workdir: 'a' });
});

test('folders are those of commands, then those in which a project begins, and none outside', () => {
  const files = { 'ml/train.py': '', 'api/requirements.txt': '', 'web/Dockerfile': '', Makefile: '' };
  const input = submission(files);
  const command = { shell: 'x', workdir: 'ml', env: {}, port: 8000, assumptions: [] };
  const found = { ...command, source: 'readme', place: { path: 'README.md', line: 1 } } as const;
  const folders = (workdir: string) =>
    projectFolders(input, { train: { ...found, workdir }, test: null, serve: [] });
  expect(folders('ml')).toEqual(['ml', 'api', 'web']);
  expect(folders('./ml/')).toEqual(['ml', 'api', 'web']);
  expect(folders('.')).toEqual(['api', 'web']);
  expect(folders('../ml')).toEqual(['api', 'web']);
  expect(folders('/etc')).toEqual(['api', 'web']);
  expect(folders('missing')).toEqual(['api', 'web']);
});
