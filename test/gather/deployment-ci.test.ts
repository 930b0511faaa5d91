import { describe, expect, it } from 'vitest';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { type Files, factsOf } from '../source/memory.ts';

const workspace = { forge: null, origin: '/work/submission', leftOut: [] };

const gather = (files: Files) => gatherDeployment({ facts: factsOf(files), manifest: null, workspace }).ci;
const workflow = (steps: string, on = 'on: push') =>
  gather({ '.github/workflows/a.yml': `${on}\njobs:\n  a:\n    steps:\n${steps}` });
const step = (run: string) => workflow(`      - run: ${JSON.stringify(run)}\n`)[0]?.steps[0];

describe('a step', () => {
  it.each([
    ['pytest -q', ['test']],
    ['poetry run pytest --cov', ['test']],
    ['python -m unittest', ['test']],
    ['npm test', ['test']],
    ['make test', ['test']],
    ['ruff check . && mypy src', ['lint']],
    ['docker build -t a .', ['build']],
    ['gcloud builds submit --tag gcr.io/a/b', ['build']],
    ['az acr build -t a .', ['build']],
    ['gcloud run deploy a', ['deploy']],
    ['locust -f tests/load/locustfile.py --headless', ['other']],
    ['k6 run tests/smoke_test.js', ['other']],
    ['make stress-test', ['other']],
    ['pytest tests/load_test.py', ['test']],
    ['kubectl apply -f k8s', ['deploy']],
    ['python train.py', ['train']],
    ['./something', ['other']],
  ])('%s is for %j', (run, aims) => {
    expect(step(run)?.aims).toEqual(aims);
  });

  it.each(['pip install pytest', 'echo pytest', 'apt-get install black', 'cd tests'])(
    '%s only prepares',
    (run) => {
      expect(step(run)).toBeUndefined();
    },
  );

  it.each([
    ['pytest || echo "no tests"', '|| echo "no tests"'],
    ['pytest || true', '|| true'],
    ['pytest ; exit 0', '; true'],
    ['pylint src --exit-zero', '--exit-zero'],
    ['pytest | tee log.txt', '| tee'],
    ['set +e\npytest', 'set +e'],
  ])('%j changes nothing', (run, harmless) => {
    const [ci] = workflow(`      - run: ${JSON.stringify(run)}\n`);
    expect(ci?.steps.at(-1)?.harmless).toBe(harmless);
  });

  it.each([
    'pytest',
    'pytest || exit 1',
    'pytest || (docker logs a && exit 1)',
    'set -o pipefail\npytest | tee log.txt',
    'if [ -f a ]; then pytest; fi',
    'aws deploy --no-fail-on-empty-changes',
  ])('%j stops the run', (run) => {
    const [ci] = workflow(`      - run: ${JSON.stringify(run)}\n`);
    expect(ci?.steps.at(-1)?.harmless).toBeNull();
  });

  const compose = [
    'services:',
    '  api:',
    '    build: .',
    '    command: uvicorn app:app',
    '  tests:',
    '    profiles: ["tests"]',
    '    build: .',
    '    command: bash -lc "pytest -q"',
    '  unit:',
    '    profiles: ["unit"]',
    '    build: { context: ., dockerfile: Dockerfile.test }',
  ].join('\n');
  const composed = (run: string, makefile = '') =>
    gather({
      '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: ${JSON.stringify(run)}\n`,
      'docker-compose.yml': compose,
      'Dockerfile.test': 'FROM python:3.13\nCMD ["pytest", "-q"]\n',
      'tests/test_a.py': 'def test_a():\n  assert 1 + 1 == 2\n',
      Makefile: makefile,
    })[0]?.steps[0];

  it.each([
    ['docker compose --profile tests up --abort-on-container-exit --exit-code-from tests', null],
    ['docker-compose run --rm tests', null],
    ['docker compose up tests --exit-code-from tests', null],
    ['docker compose -f docker-compose.yml run unit', null],
    ['docker compose run api pytest', null],
    ['docker compose build && docker compose run tests', null],
    ['docker compose --profile tests up -d\ndocker compose wait tests', null],
    ['docker compose --profile tests up', 'up without --exit-code-from'],
    ['docker compose --profile tests up -d', 'up -d'],
    ['docker compose up -d tests && docker compose exec tests pytest', null],
  ])('runs the tests that compose starts: %s', (run, harmless) => {
    expect(composed(run)).toMatchObject({ harmless, aims: expect.arrayContaining(['test']) });
  });

  it('runs the tests that compose starts for a target', () => {
    const makefile = 'check:\n\tdocker compose run --rm tests\n';
    expect(composed('make check', makefile)).toMatchObject({ harmless: null, aims: ['test'] });
  });

  it.each([
    'docker compose up --exit-code-from api',
    'docker compose --profile other up --wait',
    'docker compose run api',
    'docker compose run --entrypoint ls tests',
    'docker compose run tests ls',
    'docker compose -f other.yml run tests',
    'docker compose build tests',
  ])('runs no tests that compose does not start: %s', (run) => {
    expect(composed(run)?.aims ?? []).not.toContain('test');
  });

  it('is let go on by its step or its job', () => {
    const lenient = (text: string) => workflow(text)[0]?.steps[0]?.harmless;
    expect(lenient('      - run: pytest\n        continue-on-error: true\n')).toBe('continue-on-error: true');
    const job = 'on: push\njobs:\n  a:\n    continue-on-error: true\n    steps:\n      - run: pytest\n';
    expect(gather({ '.github/workflows/a.yml': job })[0]?.steps[0]?.harmless).toBe('continue-on-error: true');
    const gitlab = 'a:\n  allow_failure: true\n  script:\n    - pytest\n';
    expect(gather({ '.gitlab-ci.yml': gitlab })[0]?.steps[0]?.harmless).toBe('allow_failure: true');
  });

  it('stands at its own line of a block', () => {
    const [ci] = workflow('      - name: a\n        run: |\n          pip install a\n          pytest\n');
    expect(ci?.steps.map(({ line, text }) => [line, text])).toEqual([[8, 'pytest']]);
  });

  it('does what the recipe of its target does', () => {
    const files = {
      '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    steps:\n      - run: make ci\n',
      Makefile: 'ci:\n\tpytest\n\truff check .\n',
    };
    expect(gather(files)[0]?.steps[0]?.aims).toEqual(['test', 'lint']);
  });

  const made = (recipe: string, files = {}) =>
    gather({
      '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    steps:\n      - run: make check\n',
      Makefile: `check:\n${recipe}`,
      ...files,
    })[0]?.steps[0];

  it('lets go on what the recipe of its target lets go on', () => {
    expect(made('\tpytest || true\n')?.harmless).toBe('|| true');
    expect(made('\tpytest || true\n\truff check .\n')?.harmless).toBeNull();
    expect(made('\techo a || true\n\tpytest\n')?.harmless).toBeNull();
  });

  it('is idle where no file holds a test', () => {
    const test = { 'tests/test_a.py': 'from a import f\ndef test_f():\n    assert f() == 1\n' };
    expect(made('\tpytest\n')?.idle).toBe(true);
    expect(made('\tpytest\n', { 'tests/__init__.py': '' })?.idle).toBe(true);
    expect(made('\tpytest\n', test)).not.toHaveProperty('idle');
    expect(made('\truff check .\n')).not.toHaveProperty('idle');
    expect(workflow('      - run: go test ./...\n')[0]?.steps[0]).not.toHaveProperty('idle');
  });

  it('that is switched off is none', () => {
    expect(workflow('      - run: pytest\n        if: false\n')).toEqual([]);
  });
});

describe('a configuration', () => {
  it.each([
    ['on: push', 'change'],
    ['on: [push, pull_request]', 'change'],
    ['on:\n  workflow_dispatch:', 'person'],
    ['on:\n  push:\n    branches: []', 'never'],
    ['on:\n  push:\n    paths: ["backend/**"]', 'never'],
    ['on:\n  push:\n    paths: [".github/**"]', 'change'],
  ])('%j starts by %s', (on, starts) => {
    expect(workflow('      - run: pytest\n', on)[0]?.starts).toBe(starts);
  });

  it.each<[string, string, string]>([
    ['.gitlab-ci.yml', 'test:\n  script:\n    - pytest\n', 'pytest'],
    [
      '.circleci/config.yml',
      'jobs:\n  a:\n    steps:\n      - checkout\n      - run:\n          command: pytest\n',
      'pytest',
    ],
    ['.travis.yml', 'language: python\nscript:\n  - pytest\n', 'pytest'],
    ['azure-pipelines.yml', 'steps:\n  - script: pytest\n', 'pytest'],
    [
      'bitbucket-pipelines.yml',
      'pipelines:\n  default:\n    - step:\n        script:\n          - pytest\n',
      'pytest',
    ],
    ['buildspec.yml', 'phases:\n  build:\n    commands:\n      - pytest\n', 'pytest'],
    ['.drone.yml', 'steps:\n  - name: a\n    commands:\n      - pytest\n', 'pytest'],
    ['cloudbuild.yaml', 'steps:\n  - name: python\n    args: ["-m", "pytest"]\n', 'pytest'],
    ['Jenkinsfile', "pipeline {\n  stages {\n    sh 'pytest -q'\n  }\n}\n", 'pytest -q'],
  ])('%s', (path, text, shown) => {
    expect(gather({ [path]: text })[0]?.steps.map((one) => one.text)).toContain(shown);
  });

  it.each([
    ['nothing to run', '.github/workflows/a.yml', 'on: push\n'],
    [
      'not where it is looked for',
      'sub/.github/workflows/a.yml',
      'jobs:\n  a:\n    steps:\n      - run: pytest\n',
    ],
    ['no YAML', '.gitlab-ci.yml', '{{{{'],
    ['deep', '.gitlab-ci.yml', '['.repeat(50_000)],
  ])('is none: %s', (_, path, text) => {
    expect(gather({ [path]: text })).toEqual([]);
  });
});
