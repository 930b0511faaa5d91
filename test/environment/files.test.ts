import { describe, expect, test } from 'vitest';
import { readConda } from '../../harness/environment/conda.ts';
import { poetryVersion } from '../../harness/environment/poetry.ts';
import { readPyproject } from '../../harness/environment/pyproject.ts';
import { formatRequirement } from '../../harness/environment/requirement.ts';
import { readRequirementsFile } from '../../harness/environment/requirements-file.ts';
import type { DependencyList } from '../../harness/environment/types.ts';

const reader = (files: Readonly<Record<string, string>>) => (path: string) => files[path] ?? null;
const lines = (list: DependencyList | null) => list?.requirements.map(formatRequirement);
const blocked = (list: DependencyList | null) =>
  list?.blocked.map(({ text, because, place }) => `${place.path}:${place.line} ${text}: ${because}`);

describe('requirements.txt', () => {
  test('comments, blanks, continuation lines, hashes and Windows line ends', () => {
    const text =
      '# head\r\npandas==2.2.2  # why\r\n\r\nnumpy \\\r\n  >=1.26 \\\r\n  --hash=sha256:aa --hash=sha256:bb\r\nurl#fragment\r\n';
    const list = readRequirementsFile(reader({ 'requirements.txt': text }), 'requirements.txt');
    expect(lines(list)).toEqual(['pandas==2.2.2', 'numpy>=1.26']);
    expect(list?.requirements[1]?.place).toEqual({ path: 'requirements.txt', line: 4 });
    expect(blocked(list)).toEqual([
      'requirements.txt:7 url#fragment: versions that are not in the form of PEP 440',
    ]);
  });

  test('UTF-16 with a byte order mark, read as UTF-8', () => {
    const raw = Buffer.from('\uFEFFpandas==2.2.2\r\nnumpy\r\n', 'utf16le').toString('utf8');
    expect(lines(readRequirementsFile(reader({ 'r.txt': raw }), 'r.txt'))).toEqual([
      'pandas==2.2.2',
      'numpy',
    ]);
  });

  test('files from inside are included once, files from outside never', () => {
    const files = {
      'api/requirements.txt':
        '-r base.txt\n--requirement=../common.txt\n-r ../../outside.txt\n-r /etc/passwd\n-r https://evil.example/r.txt\n-r missing.txt\n-c limits.txt\nflask\n',
      'api/base.txt': 'pandas\n-r requirements.txt\n',
      'common.txt': 'numpy\n',
      'api/limits.txt': 'jinja2<3.1\n-r base.txt\n',
    };
    const list = readRequirementsFile(reader(files), 'api/requirements.txt');
    expect(lines(list)).toEqual(['pandas', 'numpy', 'flask']);
    expect(list?.constraints.map(formatRequirement)).toEqual(['jinja2<3.1']);
    expect(list?.files).toEqual(['api/requirements.txt', 'api/base.txt', 'common.txt', 'api/limits.txt']);
    expect(blocked(list)).toEqual([
      'api/requirements.txt:3 -r ../../outside.txt: includes a file from outside the submission',
      'api/requirements.txt:4 -r /etc/passwd: includes a file from outside the submission',
      'api/requirements.txt:5 -r https://evil.example/r.txt: includes a file from outside the submission',
      'api/requirements.txt:6 -r missing.txt: includes a file that is not there',
    ]);
  });

  test('hostile lines are listed and the rest is kept', () => {
    const text = `--index-url https://evil.example\npandas\n-e git+https://evil.example/x\nnumpy==\${TOKEN}\nflask --global-option=evil\n`;
    const list = readRequirementsFile(reader({ 'r.txt': text }), 'r.txt');
    expect(lines(list)).toEqual(['pandas', 'flask']);
    expect(list?.blocked).toHaveLength(4);
  });

  test('a token in an address is not kept', () => {
    const list = readRequirementsFile(
      reader({ 'r.txt': 'git+https://ghp_secret@github.com/x/y.git\n' }),
      'r.txt',
    );
    expect(list?.blocked[0]?.text).toBe('git+https://****@github.com/x/y.git');
  });

  test('no more requirements than any submission has', () => {
    const list = readRequirementsFile(reader({ 'r.txt': 'a\n'.repeat(1500) }), 'r.txt');
    expect(list?.requirements).toHaveLength(1000);
    expect(list?.blocked).toHaveLength(500);
  });
});

describe('pyproject.toml', () => {
  test('PEP 621 with the extras and groups that matter', () => {
    const text = `[project]
dependencies = ["pandas>=2", "fastapi[all]", "x @ https://evil.example"]
[project.optional-dependencies]
test = ["pytest"]
docs = ["sphinx"]
gpu = ["torch"]
[dependency-groups]
dev = ["ruff", { include-group = "test" }]
`;
    const list = readPyproject(reader({ 'pyproject.toml': text }), 'pyproject.toml', ['gpu']);
    expect(lines(list)).toEqual(['pandas>=2', 'fastapi[all]', 'pytest', 'torch', 'ruff']);
    expect(list?.kind).toBe('pyproject');
    expect(list?.files).toEqual(['pyproject.toml']);
    expect(blocked(list)).toEqual([
      'pyproject.toml:2 x @ https://evil.example: a URL, not a release from the index',
    ]);
  });

  test('a lock limits versions and installs nothing by itself', () => {
    const files = {
      'pyproject.toml': '[project]\ndependencies = ["pandas>=2"]\n',
      'uv.lock': `version = 1
[[package]]
name = "me"
version = "0.1.0"
source = { virtual = "." }
[[package]]
name = "pandas"
version = "2.2.2"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "pywin32"
version = "306"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "mine"
version = "1.0"
source = { git = "https://evil.example" }
[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "numpy"
version = "2.1.0"
source = { registry = "https://pypi.org/simple" }
`,
    };
    const list = readPyproject(reader(files), 'pyproject.toml');
    expect(list?.kind).toBe('uv-lock');
    expect(list?.files).toEqual(['pyproject.toml', 'uv.lock']);
    expect(lines(list)).toEqual(['pandas>=2']);
    expect(list?.constraints.map(formatRequirement)).toEqual(['pandas==2.2.2', 'pywin32==306']);
    expect(list?.constraints[0]?.place).toEqual({ path: 'uv.lock', line: 7 });
  });

  test('Poetry, its groups and its sources', () => {
    const text = `[tool.poetry.dependencies]
python = "^3.10"
pandas = "^2.1"
uvicorn = { version = "~0.29", extras = ["standard"] }
gone = { version = "1.0", optional = true }
mine = { git = "https://evil.example/x.git" }
local = { path = "../x" }
[tool.poetry.group.dev.dependencies]
pytest = "*"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
sphinx = "*"
`;
    const list = readPyproject(reader({ 'pyproject.toml': text }), 'pyproject.toml');
    expect(list?.kind).toBe('poetry');
    expect(lines(list)).toEqual(['pandas>=2.1,<3', 'uvicorn[standard]>=0.29,<0.30', 'pytest']);
    expect(list?.blocked.map(({ text: one }) => one)).toEqual([
      'mine @ https://evil.example/x.git',
      'local @ ../x',
    ]);
  });

  test.each([
    ['^1.2.3', '>=1.2.3,<2'],
    ['^0.2.3', '>=0.2.3,<0.3'],
    ['^0.0.3', '>=0.0.3,<0.0.4'],
    ['^0', '>=0,<1'],
    ['~1.2.3', '>=1.2.3,<1.3'],
    ['~1', '>=1,<2'],
    ['~=1.2', '~=1.2'],
    ['1.2.3', '==1.2.3'],
    ['=1.2', '==1.2'],
    ['>=1.2 <2.0', '>=1.2,<2.0'],
    ['*', ''],
    ['^1.0 || ^2.0', '>=2.0,<3'],
  ])('Poetry %s means %s', (poetry, pep440) => {
    expect(poetryVersion(poetry)).toBe(pep440);
  });

  test('settings of tools declare nothing, and neither does what is not TOML', () => {
    expect(
      readPyproject(reader({ 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' }), 'pyproject.toml'),
    ).toBeNull();
    expect(readPyproject(reader({ 'pyproject.toml': '[[[' }), 'pyproject.toml')).toBeNull();
  });
});

test('environment.yml: its pip section and the conda packages that are known on the index', () => {
  const text = `name: x
channels: [conda-forge]
dependencies:
  - python=3.9.7
  - scikit-learn=1.0
  - conda-forge::pytorch
  - libgcc-ng=9.3.0=h5101ec6_17
  - pip
  - pip:
      - mlflow==1.20
      - git+https://evil.example/x
`;
  const list = readConda(reader({ 'environment.yml': text }), 'environment.yml');
  expect(lines(list)).toEqual(['scikit-learn==1.0.*', 'torch', 'mlflow==1.20']);
  expect(list?.blocked.map(({ text: one, place }) => `${place.line} ${one}`)).toEqual([
    '11 git+https://evil.example/x',
    '7 libgcc-ng=9.3.0=h5101ec6_17',
  ]);
});
