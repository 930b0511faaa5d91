import { describe, expect, it } from 'vitest';
import { withReports } from '../../harness/source/left-behind.ts';
import { isDockerfile, kindOf, originOf } from '../../harness/source/paths.ts';

describe('kinds', () => {
  it.each([
    ['src/train.py', 'python'],
    ['eda.ipynb', 'notebook'],
    ['README', 'markdown'],
    ['docs/plan.rst', 'markdown'],
    ['notes.txt', 'markdown'],
    ['requirements.txt', 'config'],
    ['requirements/dev.txt', 'config'],
    ['low_requirements.txt', 'config'],
    ['Makefile', 'config'],
    ['docker/api.Dockerfile', 'config'],
    ['.github/workflows/ci.yml', 'config'],
    ['data/train.csv', 'data'],
    ['model.joblib', 'model'],
    ['model.joblib.dat', 'model'],
    ['model.pkl.gz', 'model'],
    ['finalized_model.sav', 'model'],
    ['rows.csv.gz', 'data'],
    ['src/index.ts', 'typescript'],
    ['a.constructor', 'other'],
    ['noextension', 'other'],
  ] as const)('%s is %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});

describe('Dockerfiles', () => {
  it.each([
    'Dockerfile',
    'dockerfile',
    'DOCKERFILE',
    'Dockerfile.train',
    'docker/api.Dockerfile',
    'a/Dockerfile-dev',
    'Containerfile',
  ])('%s is one', (path) => expect(isDockerfile(path)).toBe(true));
  it.each([
    'Dockerfile.template',
    'docker-compose.yml',
    'Dockerfile.md',
    '.dockerignore',
    'dockerfiles.py',
    'x.dockerfile.j2',
  ])('%s is none', (path) => expect(isDockerfile(path)).toBe(false));
});

describe('origins', () => {
  it.each([
    ['venv/lib/python3.11/site-packages/x.py', 'vendored'],
    ['my-env/lib/python3.9/os.py', 'vendored'],
    ['web/node_modules/a/index.js', 'vendored'],
    ['third_party/a.py', 'vendored'],
    ['static/jquery.min.js', 'vendored'],
    ['static/jquery.hotkeys.js', 'vendored'],
    ['static/jquery-3.6.0.js', 'vendored'],
    ['static/myjquery.js', 'own'],
    ['.hypothesis/examples/a', 'generated'],
    ['.dvc/tmp/user.json', 'generated'],
    ['.dvc/config', 'own'],
    ['mlruns/0/abc/params/alpha', 'generated'],
    ['proto/churn_pb2.py', 'generated'],
    ['.ipynb_checkpoints/eda-checkpoint.ipynb', 'generated'],
    ['churn.egg-info/PKG-INFO', 'generated'],
    ['build/lib/churn/model.py', 'generated'],
    ['wandb/run-20250101_000000-abc/files/config.yaml', 'generated'],
    ['src/model.py', 'own'],
    ['environment/model.py', 'own'],
    ['src/build/features.py', 'generated'],
    ['src/churn/build/features.py', 'own'],
    ['inventory/vendors.py', 'own'],
  ] as const)('%s is %s', (path, origin) => {
    expect(originOf({ path, bytes: 100 })).toBe(origin);
  });

  it('takes a big bundle for somebody else’s, whatever it is called', () => {
    expect(originOf({ path: 'static/app.js', bytes: 2_000_000 })).toBe('vendored');
    expect(originOf({ path: 'static/app.js', bytes: 2_000 })).toBe('own');
  });
});

describe('reports of coverage', () => {
  const originsOf = (paths: readonly string[]) =>
    withReports(paths.map((path) => ({ path, bytes: 100 }))).map(originOf);

  it.each<[string, readonly string[]]>([
    ['by their script', ['out/coverage_html.js', 'out/index.html']],
    ['by their later script', ['reports/html/coverage_html_cb_6fb7b396.js', 'reports/html/style.js']],
    ['by their pages', ['out/index.html', 'out/status.json', 'out/z_1f_train_py.html']],
  ])('are known %s', (_, paths) => {
    expect(originsOf([...paths, 'src/a.py', 'out.py'])).toEqual([
      ...paths.map(() => 'generated'),
      'own',
      'own',
    ]);
  });

  it('are no pages of one’s own, and never the whole submission', () => {
    const own = ['docs/index.html', 'docs/train_py.html', 'status.json', 'index.html', 'a_py.html'];
    expect(originsOf(own)).toEqual(own.map(() => 'own'));
  });
});
