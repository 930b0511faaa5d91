import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from './submission.ts';

const shells = (input: Parameters<typeof chooseCommands>[0]) =>
  chooseCommands(input).serve.map(({ shell }) => shell);

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

test('commands for other machines and placeholders are no starts', () => {
  const readme =
    '```\ndocker run -p 80:80 x\nstreamlit run app.py\nmlflow models serve -m runs/<your run>/model\nnpm start\n```\n';
  expect(shells(submission({ 'README.md': readme, 'app.py': '' }))).toEqual([]);
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
