import { describe, expect, it } from 'vitest';
import { careSchema } from '../../harness/evidence/care.ts';
import { gatherCare } from '../../harness/gather/care.ts';
import type { LeftOut } from '../../harness/workspace/types.ts';
import { type Files, factsOf } from '../source/memory.ts';

const gather = (files: Files, leftOut: readonly LeftOut[] = []) =>
  gatherCare({ facts: factsOf(files), workspace: { leftOut } });

describe('care', () => {
  it('fits its schema and says nothing of an empty submission', () => {
    const evidence = gather({});
    expect(careSchema.parse(evidence)).toEqual(evidence);
    expect(evidence).toEqual({
      secrets: { found: [], files: 0 },
      data: { files: 0, bytes: 0, large: [] },
      leftovers: [],
      gitignore: null,
      licence: null,
    });
  });

  it('masks a secret in its own excerpt, and others on the same line', () => {
    const facts = factsOf({ 'a.py': 'x = 1\n' });
    const secret = { path: 'a.py', line: 2, kind: 'password', text: 'login("aB3$eF6!hJ9", "kL2$nP5!rT8")' };
    const both = ['aB3$eF6!hJ9', 'kL2$nP5!rT8'].map((value) => ({ ...secret, value }));
    const { found } = gatherCare({ facts: { ...facts, secrets: both }, workspace: { leftOut: [] } }).secrets;
    expect(found.map(({ text }) => text)).toEqual([
      'login("aB3… (11 characters)", "kL2… (11 characters)")',
      'login("aB3… (11 characters)", "kL2… (11 characters)")',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/aB3\$eF6|kL2\$nP5/);
  });

  it('masks a password that may open nothing, and keeps it apart', () => {
    const facts = factsOf({ '.env': 'DB_PASSWORD=120800\n' });
    const secret = { path: '.env', line: 1, kind: 'password', text: 'DB_PASSWORD=120800', value: '120800' };
    const care = gatherCare({
      facts: { ...facts, secrets: [{ ...secret, weak: true }] },
      workspace: { leftOut: [] },
    });
    expect(careSchema.parse(care)).toEqual(care);
    expect(care.secrets.found).toMatchObject([{ text: 'DB_PASSWORD=12… (6 characters)', weak: true }]);
  });

  it('counts data, and names what is large', () => {
    const big = Buffer.alloc(2 * 1024 * 1024, 'a');
    const { data } = gather({ 'data/train.csv': big, 'data/s.csv': 'a\n1\n' }, [
      { path: 'all.zip', because: 'too-big' },
    ]);
    expect(data.files).toBe(2);
    expect(data.large).toEqual([
      { path: 'all.zip', bytes: null, kind: 'other' },
      { path: 'data/train.csv', bytes: big.length, kind: 'data' },
    ]);
  });

  it.each([
    ['src/__pycache__/a.cpython-311.pyc', 'byte code'],
    ['.DS_Store', 'desktop files'],
    ['venv/lib/python3.9/site-packages/a.py', 'virtual environment'],
    ['mlruns/0/meta.yaml', 'tracking store'],
    ['nb/.ipynb_checkpoints/a-checkpoint.ipynb', 'notebook checkpoints'],
    ['.pytest_cache/v/cache/lastfailed', 'tool cache'],
    ['.dvc/tmp/rwlock', 'tool cache'],
    ['.dvc/cache/files/md5/ab/12', 'tool cache'],
    ['report/coverage_html.js', 'tool cache'],
    ['wandb/run-1/files/config.yaml', 'tracking store'],
    ['web/.next/a.js', 'build output'],
    ['pkg.egg-info/PKG-INFO', 'build output'],
  ])('takes %s for %s', (path, what) => {
    expect(gather({ [path]: 'x' }).leftovers).toEqual([{ what, path, files: 1 }]);
  });

  it('counts a folder of installed packages that was not taken in', () => {
    const { leftovers } = gather({}, [{ path: 'web/node_modules', because: 'dependencies' }]);
    expect(leftovers).toEqual([{ what: 'installed packages', path: 'web/node_modules', files: 1 }]);
  });

  it.each(['environment.yml', 'src/envs.py', '.dvc/config', 'conda-env/readme.md', 'lib/wandb_utils.py'])(
    'takes %s for nothing of the kind',
    (path) => {
      expect(gather({ [path]: 'x' }).leftovers).toEqual([]);
    },
  );
});

describe('the licence', () => {
  it.each<[string, Files, { path: string; line: number } | null]>([
    ['a file', { LICENSE: 'MIT License\n' }, { path: 'LICENSE', line: 1 }],
    [
      'a file beside a project',
      { 'app/LICENCE.txt': 'MIT', 'app/README.md': 'a' },
      { path: 'app/LICENCE.txt', line: 1 },
    ],
    [
      'pyproject.toml',
      { 'pyproject.toml': '[project]\nlicense = "MIT"\n' },
      { path: 'pyproject.toml', line: 2 },
    ],
    [
      'a classifier',
      { 'pyproject.toml': 'classifiers = [\n "License :: OSI Approved :: MIT License",\n]\n' },
      { path: 'pyproject.toml', line: 2 },
    ],
    ['package.json', { 'package.json': '{\n  "license": "ISC"\n}\n' }, { path: 'package.json', line: 2 }],
    ['none: kept to oneself', { 'package.json': '{\n  "license": "UNLICENSED"\n}\n' }, null],
    ['none: of the data', { 'data/LICENSE': 'CC BY 4.0', 'README.md': 'a' }, null],
    ['none: vendored', { 'node_modules/a/LICENSE': 'MIT' }, null],
  ])('%s', (_, files, place) => {
    expect(gather(files).licence?.place ?? null).toEqual(place);
  });
});

describe('a licence that a README names', () => {
  it.each<[string, string, number | null]>([
    ['# App\n\n## License\n\nMIT\n', 'MIT', 3],
    ['## 8. **📄 License** MIT License.', 'MIT', 1],
    ['# Data Model\n\nLicense: Apache-2.0', 'Apache-2.0', 3],
    ['[![Python](a)](b) [![License: MIT](c)](LICENSE)', 'MIT', 1],
    ['![License](https://img.shields.io/badge/license-MIT-blue.svg)', 'MIT', 1],
    ['License\n=======\n\nDistributed under the GPLv3.', 'GPLv3', 1],
    ['## Licencia\n\nEste proyecto está bajo la licencia MIT.', 'MIT', 1],
    ['**License:** This project is licensed under the [MIT license](LICENSE)', 'MIT', 1],
    ['## Data\n\na\n\n## License\n\n[MIT](https://choosealicense.com/licenses/mit/)', 'MIT', 5],
    ['## License\n\n© 2024 A. All rights reserved; parts are MIT.', '', null],
    ['## License\n\nNot chosen yet, perhaps MIT.', '', null],
    ['## License\n\nThe dataset is under CC BY 4.0.', '', null],
    ['## License\n\nFor this assessment alone.\n\n## Thanks\n\nMIT', '', null],
    ['## Dataset\n\n- Source: UCI\n- License: CC0', '', null],
    ['## Dataset\n\n### License\n\nCC BY 4.0', '', null],
    ['## License plates\n\nPhotos of MIT.', '', null],
    ['- License\n- MIT', '', null],
    ['```toml\nlicense = "MIT"\n```', '', null],
    ['License: permitted', '', null],
  ])('%j', (text, says, line) => {
    const licence = line === null ? null : { place: { path: 'README.md', line }, from: 'readme', says };
    expect(gather({ 'README.md': text }).licence).toEqual(licence);
  });

  it('is not the one of the data, and gives way to the text', () => {
    expect(gather({ 'data/README.md': 'License: CC0' }).licence).toBeNull();
    expect(gather({ 'README.md': 'License: MIT', LICENSE: 'MIT License' }).licence?.from).toBe('file');
  });
});
