import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from './submission.ts';

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

test('compose starts a service from an image that another one builds', () => {
  const services = `services:
  build:
    build: .
    image: mine
  train:
    image: mine
    command: python train.py
  api:
    image: mine
    command: flask run
    ports: ["80:5000"]
`;
  const input = submission(
    { 'compose.yaml': services, Dockerfile: 'FROM python:3.9\n', 'app.py': '', 'train.py': '' },
    { 'app.py': { apps: [{ framework: 'flask' }] } },
  );
  expect(chooseCommands(input).serve[0]).toMatchObject({ shell: 'flask run', source: 'compose', port: 5000 });
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
