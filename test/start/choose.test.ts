import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from './submission.ts';

const fastapi = { 'main.py': { apps: [{}] } };

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

const withDefault = `uvicorn main:app --port \${PORT:-5000}`;

test('$PORT is the port that the challenge asks for', () => {
  const input = submission({ Procfile: `web: ${withDefault}\n`, 'main.py': '' });
  expect(chooseCommands(input).serve[0]).toMatchObject({
    shell: withDefault,
    port: 8000,
  });
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
