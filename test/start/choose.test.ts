import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from './submission.ts';

const fastapi = { 'main.py': { apps: [{}] } };
const shells = (input: Parameters<typeof chooseCommands>[0]) =>
  chooseCommands(input).serve.map(({ shell }) => shell);

test('takehome.yaml comes first, word for word, with the line it stands in', () => {
  const text =
    'python: "3.11"\nserve:\n  command: uvicorn main:app --port 9000\n  port: 9000\ntrain: python fit.py\n';
  const input = {
    ...submission(
      {
        'takehome.yaml': text,
        'main.py': '',
        Dockerfile: 'FROM python:3.11\nWORKDIR /a\nCOPY . .\nCMD uvicorn main:app\n',
      },
      fastapi,
    ),
    manifest: {
      serve: { command: 'uvicorn main:app --port 9000', port: 9000 },
      train: 'python fit.py',
      env: { MODE: 'prod' },
    },
    manifestPlace: { path: 'takehome.yaml', line: 1 },
  };
  const { serve, train } = chooseCommands(input);
  expect(serve[0]).toMatchObject({
    shell: 'uvicorn main:app --port 9000',
    port: 9000,
    source: 'takehome.yaml',
    place: { line: 2 },
    env: { MODE: 'prod' },
  });
  expect(serve.map(({ source }) => source)).toEqual(['takehome.yaml', 'dockerfile', 'app-object']);
  expect(train).toMatchObject({ shell: 'python fit.py', source: 'takehome.yaml', place: { line: 5 } });
});

test('sources are tried in their order, equal commands once', () => {
  const input = submission(
    {
      Dockerfile:
        'FROM python:3.11\nWORKDIR /app\nCOPY . .\nEXPOSE 8001\nCMD ["uvicorn", "main:app", "--port", "8001"]\n',
      Procfile: 'worker: celery x\nweb: gunicorn main:app\n',
      Makefile: 'serve: install\n\tuvicorn main:app --port 8002\n\ninstall:\n\tpip install x\n',
      'README.md':
        '# Run\n\n```bash\n$ uvicorn main:app --port 8002\n$ curl localhost\n$ python client.py\n```\n',
      'main.py': '',
      'client.py': '',
    },
    fastapi,
  );
  expect(chooseCommands(input).serve.map(({ source, port }) => [source, port])).toEqual([
    ['dockerfile', 8001],
    ['procfile', 8000],
    ['makefile', 8002],
    ['app-object', 8000],
  ]);
});

test('a Dockerfile is replayed in the folder that stands for its own', () => {
  const input = submission(
    {
      'api/Dockerfile':
        'FROM python:3.11\nWORKDIR /app\nCOPY . /app\nENV PYTHONPATH=/app/src MODEL=/app/models/m.pkl\nENTRYPOINT ["python", "/app/serve.py"]\nCMD ["--port", "5001"]\n',
      'api/serve.py': '',
      'api/src/x.py': '',
      'api/models/m.pkl': '',
    },
    { 'api/serve.py': { calls: [{ name: 'uvicorn.run' }] } },
  );
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: 'python serve.py --port 5001',
    workdir: 'api',
    port: 5001,
    env: { MODEL: 'models/m.pkl', PYTHONPATH: 'src:..' },
    place: { path: 'api/Dockerfile', line: 6 },
  });
});

test('where no folder looks like that of the image, files are copied inside the root, and it is said', () => {
  const input = submission(
    {
      Dockerfile: 'FROM python:3.11\nWORKDIR /app\nCOPY api ./\nCOPY models ./model\nCMD uvicorn main:app\n',
      'api/main.py': '',
      'models/m.pkl': '',
    },
    { 'api/main.py': { apps: [{}] } },
  );
  const [start] = chooseCommands(input).serve;
  expect(start?.shell).toBe(
    'mkdir -p .takehome/image/app && cp -R api/. .takehome/image/app && mkdir -p .takehome/image/app/model && cp -R models/. .takehome/image/app/model && mkdir -p .takehome/image/app && cd .takehome/image/app && uvicorn main:app',
  );
  expect(start?.assumptions).toContain('files copied to where the image has them, under .takehome/image');
});

test('an image that brings its own command starts the application it looks for', () => {
  const input = submission(
    {
      Dockerfile: 'FROM tiangolo/uvicorn-gunicorn-fastapi:python3.8\nCOPY ./app /app/app\n',
      'app/main.py': '',
    },
    { 'app/main.py': { apps: [{}] } },
  );
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: 'uvicorn app.main:app --host 0.0.0.0 --port 80',
    workdir: '.',
    port: 80,
  });
});

test('the service wins over what stands beside it', () => {
  const input = submission(
    {
      'db/Dockerfile': 'FROM postgres:15\nCMD ["postgres"]\n',
      'mlflow/Dockerfile': 'FROM python:3.9\nCMD mlflow server --host 0.0.0.0\n',
      'web/Dockerfile': 'FROM node:20\nCMD ["npm", "start"]\n',
      'service/Dockerfile': 'FROM python:3.9\nWORKDIR /x\nCOPY . .\nCMD uvicorn main:app\n',
      'service/main.py': '',
    },
    { 'service/main.py': { apps: [{}] } },
  );
  expect(chooseCommands(input).serve.filter(({ source }) => source === 'dockerfile')).toMatchObject([
    { workdir: 'service', shell: 'uvicorn main:app' },
  ]);
});

test('compose says the context, mounts and command of a service', () => {
  const input = submission(
    {
      'docker-compose.yml': `services:
  db:
    image: postgres
  api:
    build: ./api
    volumes: ["./api:/srv"]
    working_dir: /srv
    environment: ["FLASK_APP=main.py", "TOKEN=\${SECRET}"]
    ports: ["8080:5000"]
    command: flask run --host 0.0.0.0
`,
      'api/Dockerfile': 'FROM python:3.9\nWORKDIR /app\n',
      'api/main.py': '',
    },
    { 'api/main.py': { apps: [{ framework: 'flask' }] } },
  );
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: 'flask run --host 0.0.0.0',
    workdir: 'api',
    source: 'compose',
    port: 5000,
    env: { FLASK_APP: 'main.py', PYTHONPATH: '..' },
    place: { path: 'docker-compose.yml', line: 4 },
  });
});

test.each([
  ['FastAPI', { framework: 'fastapi' }, { shell: 'uvicorn svc.main:app --host 0.0.0.0 --port 8000' }],
  [
    'a factory',
    { framework: 'fastapi', factory: true, variable: 'make' },
    { shell: 'uvicorn --factory svc.main:make --host 0.0.0.0 --port 8000' },
  ],
  [
    'Flask',
    { framework: 'flask' },
    { shell: 'flask run --host 0.0.0.0 --port 8000', env: { FLASK_APP: 'svc.main:app' } },
  ],
  ['BentoML', { framework: 'bentoml', variable: 'svc' }, { shell: 'bentoml serve svc.main:svc --port 8000' }],
] as const)('an application object is started by its own server: %s', (_, app, expected) => {
  const input = submission({ 'svc/main.py': '' }, { 'svc/main.py': { apps: [app] } });
  expect(chooseCommands(input).serve[0]).toMatchObject({
    workdir: '.',
    port: 8000,
    source: 'app-object',
    ...expected,
  });
});

test('an application is started from the folder where its own imports are found, then from the other', () => {
  const input = submission(
    { 'api/main.py': '', 'api/model.py': '' },
    { 'api/main.py': { apps: [{}], imports: ['fastapi', 'model'] } },
  );
  expect(chooseCommands(input).serve.map(({ shell, workdir }) => [workdir, shell.split(' ')[1]])).toEqual([
    ['api', 'main:app'],
    ['.', 'api.main:app'],
  ]);
});

test('a script that listens is started as a script, on the port it names', () => {
  const input = submission(
    { 'app.py': '', 'README.md': 'Run `python app.py` to start.\n' },
    {
      'app.py': { apps: [{ framework: 'flask' }], calls: [{ name: 'app.run', keywords: { port: '5050' } }] },
    },
  );
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: 'python app.py',
    source: 'readme',
    port: 5050,
    place: { path: 'README.md', line: 1 },
  });
});

const withDefault = `uvicorn main:app --port \${PORT:-5000}`;

test('$PORT is the port that the challenge asks for', () => {
  const input = submission({ Procfile: `web: ${withDefault}\n`, 'main.py': '' });
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: withDefault,
    port: 8000,
  });
});

test('commands for other machines and placeholders are no starts', () => {
  const readme =
    '```\ndocker run -p 80:80 x\nstreamlit run app.py\nmlflow models serve -m runs/<your run>/model\nnpm start\n```\n';
  expect(shells(submission({ 'README.md': readme, 'app.py': '' }))).toEqual([]);
});

test('a command that only an install would make is written out', () => {
  const input = submission({
    'pyproject.toml':
      '[project.scripts]\nserve-churn = "churn.cli:main"\nodd = "churn.cli:main; import os"\n',
    Procfile: 'web: serve-churn --port 9000\napi: odd\n',
    'churn/cli.py': '',
  });
  expect(chooseCommands(input).serve).toMatchObject([
    {
      shell: "python -c 'import sys; from churn.cli import main; sys.exit(main())' --port 9000",
      port: 9000,
      assumptions: ['`serve-churn` written out from pyproject.toml'],
    },
    { shell: 'odd' },
  ]);
});

test('nothing to start, train or test', () => {
  expect(chooseCommands(submission({ 'notes.ipynb': '' }))).toEqual({ train: null, test: null, serve: [] });
});

test('training: Makefile, then README, then a script of that name', () => {
  const files = { 'src/train.py': '', 'src/__init__.py': '' };
  const made = { ...files, Makefile: 'PY := python3\ntrain:\n\t@$(PY) -m src.train \\\n\t  --out model\n' };
  const shown = { ...files, 'README.md': '```sh\ncd src\npython train.py --fast\n```\n' };
  expect(chooseCommands(submission(made)).train).toMatchObject({
    shell: 'python -m src.train --out model',
    source: 'makefile',
    place: { line: 2 },
  });
  expect(chooseCommands(submission(shown)).train).toMatchObject({
    shell: 'python train.py --fast',
    workdir: 'src',
    source: 'readme',
  });
  expect(chooseCommands(submission(files)).train).toMatchObject({
    shell: 'python -m src.train',
    source: 'convention',
  });
});

test('a Makefile that runs its own lookups is left alone', () => {
  const input = submission({ Makefile: 'train:\n\tpython train.py $(shell id)\n', 'fit.py': '' });
  expect(chooseCommands(input).train).toMatchObject({ shell: 'python fit.py', source: 'convention' });
});

test('tests run with pytest where tests were found, with packages under src importable', () => {
  const input = submission(
    { 'src/pkg/__init__.py': '', 'tests/test_a.py': '' },
    { 'tests/test_a.py': { tests: 2 } },
  );
  expect(chooseCommands(input).test).toMatchObject({
    shell: 'python -m pytest',
    env: { PYTHONPATH: '.:src' },
    place: { path: 'tests/test_a.py' },
  });
});

test('steps of the README that prepare data run before training, in their order', () => {
  const input = submission({
    'README.md': '```\npython src/prepare_data.py\npython src/train_model.py\npython src/predict.py\n```\n',
    'src/prepare_data.py': '',
    'src/train_model.py': '',
    'src/predict.py': '',
  });
  expect(chooseCommands(input).train).toMatchObject({
    shell: 'python src/prepare_data.py; python src/train_model.py',
    workdir: '.',
  });
});

test('the main entry point of MLproject trains, with the defaults of its parameters', () => {
  const project =
    'entry_points:\n  main:\n    parameters:\n      rows: {default: data/a b.csv}\n    command: "python main.py {rows}"\n';
  const input = submission({ 'model/MLproject': project, 'model/main.py': '' });
  expect(chooseCommands(input).train).toMatchObject({
    shell: "python main.py 'data/a b.csv'",
    workdir: 'model',
  });
});

test.each([
  [
    'a model folder that was handed in',
    submission({ 'models/churn/MLmodel': '' }),
    'mlflow models serve --env-manager local -m models/churn --host 0.0.0.0 --port 8000',
  ],
  [
    'the newest model of the run that a README leaves open',
    submission({ 'README.md': '`mlflow models serve -m mlruns/0/<RUN ID>/artifacts/model -p 1234`\n' }),
    'mlflow models serve --env-manager local -m "$(ls -td mlruns/*/*/artifacts/model mlruns/*/models/*/artifacts 2>/dev/null | head -1)" -p 1234',
  ],
  [
    'the newest model that training logs',
    submission({ 'fit.py': '' }, { 'fit.py': { calls: [{ name: 'mlflow.sklearn.log_model' }] } }),
    'mlflow models serve --env-manager local -m "$(ls -td mlruns/*/*/artifacts/* mlruns/*/models/*/artifacts 2>/dev/null | head -1)" --host 0.0.0.0 --port 8000',
  ],
  [
    'a dashboard, without asking for an address to write to',
    submission({ 'board.py': '' }, { 'board.py': { calls: [{ name: 'streamlit.title' }] } }),
    'streamlit run board.py --server.headless true --server.port 8000 --browser.gatherUsageStats false',
  ],
  [
    'a script with a server of Python’s own',
    submission(
      { 'server.py': '' },
      {
        'server.py': {
          calls: [
            { name: 'http.server.HTTPServer', args: ['("0.0.0.0", 9090)', 'Handler'] },
            { name: 'server.serve_forever' },
          ],
        },
      },
    ),
    'python server.py',
  ],
])('without an application object: %s', (_, input, shell) => {
  expect(shells(input)).toEqual([shell]);
});

test('a script that waits for a database finds what it waits with returning at once', () => {
  const input = submission(
    {
      Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n',
      'entrypoint.sh': 'while ! nc -z db 5432; do sleep 0.1; done\nexec uvicorn main:app\n',
    },
    fastapi,
  );
  const [first] = chooseCommands(input).serve;
  expect(first?.shell).toMatch(/\.takehome\/bin\/nc .*&& bash entrypoint\.sh$/);
  expect(first?.assumptions.join()).toContain('not waiting');
});

test('BentoML finds the models that training stored, from whatever folder', () => {
  const input = submission(
    { 'train.py': '' },
    {
      'train.py': { imports: ['bentoml'] },
      'svc/main.py': { apps: [{ framework: 'bentoml', variable: 'svc' }] },
    },
  );
  const { train, serve } = chooseCommands(input);
  expect(train?.env.BENTOML_HOME).toBe('.bentoml');
  expect(serve.map(({ workdir, env }) => [workdir, env.BENTOML_HOME])).toEqual([
    ['.', '.bentoml'],
    ['svc', '../.bentoml'],
  ]);
});
