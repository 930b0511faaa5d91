import { describe, expect, test } from 'vitest';
import { nodeAskedFor } from '../../harness/environment/node-version.ts';
import { readNpmConfig } from '../../harness/environment/npm-config.ts';
import { readNpm } from '../../harness/environment/npm-package.ts';
import { submission } from '../start/submission.ts';

const packageOf = (content: object): string => JSON.stringify(content, null, 2);
const listOf = (files: Readonly<Record<string, string>>) => readNpm(submission(files));
const manifestOf = (content: object) =>
  JSON.parse(listOf({ 'package.json': packageOf(content) })?.manifest ?? 'null');

const registry = {
  version: '1.3.0',
  resolved: 'https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz',
  integrity: 'sha512-AAAA',
};
const lockOf = (packages: object, lockfileVersion = 3): string =>
  JSON.stringify({ lockfileVersion, packages: { '': { name: 'x' }, ...packages } });
const withLock = (lock: string) =>
  listOf({ 'package.json': packageOf({ dependencies: { 'left-pad': '1.3.0' } }), 'package-lock.json': lock })
    ?.lock;

describe('package.json, rewritten', () => {
  test('scripts, programs and settings of the submission are not in it', () => {
    const written = manifestOf({
      name: 'evil',
      scripts: { preinstall: 'touch /tmp/pwned', install: 'x', prepare: 'x' },
      bin: { node: 'evil.js', npm: 'evil.js', python3: 'evil.js' },
      config: { registry: 'https://evil.example' },
      dependencies: { 'left-pad': '^1.3.0' },
      devDependencies: { typescript: '5.9.x' },
    });
    expect(Object.keys(written).toSorted()).toEqual(
      ['name', 'version', 'private', 'dependencies', 'optionalDependencies', 'overrides'].toSorted(),
    );
    expect(written.dependencies).toEqual({ 'left-pad': '^1.3.0', typescript: '5.9.x' });
    expect(written.name).toBe('submission');
  });

  test.each([
    ['a', 'git+ssh://git@example.com/a.git', 'a git repository'],
    ['b', 'github:owner/b', 'a git repository'],
    ['c', 'owner/c', 'a git repository'],
    ['d', 'file:../d', 'a path'],
    ['e', '../e', 'a path'],
    ['f', 'link:/etc', 'a path'],
    ['g', 'https://example.com/g.tgz', 'an address'],
    ['h', 'http://169.254.169.254/h.tgz', 'an address'],
    ['i', 'npm:other@1.0.0', 'another name'],
    ['j', 'workspace:*', 'a package of a workspace'],
    ['k', '$(touch /tmp/pwned)', 'not a version'],
    ['l', '1.0.0\n--registry=https://evil.example', 'not a version'],
    ['m', { version: '1' }, 'not a version'],
    ['$(reboot)', '1.0.0', 'not a name'],
    ['../../etc/passwd', '1.0.0', 'not a name'],
    ['a b', '1.0.0', 'not a name'],
    ['--registry', 'https://evil.example', 'an address'],
    ['x'.repeat(300), '1.0.0', 'not a name'],
  ])('%s at %s is blocked, and said', (name, range, because) => {
    const list = listOf({ 'package.json': packageOf({ dependencies: { [name]: range, kept: '1.0.0' } }) });
    expect(JSON.parse(list?.manifest ?? '').dependencies).toEqual({ kept: '1.0.0' });
    expect(list?.blocked).toHaveLength(1);
    expect(list?.blocked[0]?.because).toContain(because);
    expect(list?.blocked[0]?.place).toEqual({ path: 'package.json', line: 3 });
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['deep nesting', `{"dependencies":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['an object for each dependency', packageOf({ dependencies: { a: { b: { c: {} } } } })],
    ['words for dependencies', packageOf({ dependencies: 'all of them' })],
    ['a prototype', '{"dependencies":{"__proto__":"1.0.0","constructor":"x:y"}}'],
  ])('%s installs nothing and breaks nothing', (_, text) => {
    expect(listOf({ 'package.json': text })?.requirements).toEqual([]);
  });

  test('one that is too large to be read is said', () => {
    const list = readNpm({ ...submission({ 'package.json': 'x' }), read: () => null });
    expect(list?.blocked[0]?.because).toBe('larger than 1 MiB, or not text');
  });

  test('ten thousand dependencies are cut to what somebody could have meant', () => {
    const dependencies = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, '1.0.0']));
    expect(listOf({ 'package.json': packageOf({ dependencies }) })?.requirements).toHaveLength(300);
  });

  test('the one nearest to the root counts; other lock files and workspaces are said', () => {
    const list = listOf({
      'api/package.json': packageOf({ dependencies: { a: '1.0.0' }, workspaces: ['packages/*'] }),
      'api/web/package.json': packageOf({ dependencies: { b: '1.0.0' } }),
      'api/yarn.lock': '# yarn',
    });
    expect(list).toMatchObject({
      folder: 'api',
      files: ['api/package.json'],
      lock: { kind: 'none' },
      locked: true,
    });
    expect(list?.notes).toEqual([
      'api/yarn.lock is not read by npm: versions were chosen from package.json',
      'workspaces are not supported: the packages in them were not installed',
    ]);
  });

  test('installed packages that were handed in are no package.json of its own', () => {
    expect(listOf({ 'node_modules/a/package.json': packageOf({ dependencies: { b: '1.0.0' } }) })).toBeNull();
  });
});

describe('the lock file, rewritten', () => {
  test('digests stay, addresses and unknown fields go', () => {
    const lock = withLock(
      lockOf({
        'node_modules/left-pad': {
          ...registry,
          resolved: 'https://evil.example/x.tgz',
          scripts: { install: 'x' },
          bin: { pad: 'cli.js' },
        },
        'node_modules/a/node_modules/@b/c': {
          version: '2.0.0-rc.1',
          integrity: 'sha512-BBBB',
          dependencies: { d: 'npm:e@^1' },
        },
      }),
    );
    const { packages } = JSON.parse(lock?.kind === 'used' ? lock.text : 'null');
    expect(packages['node_modules/left-pad']).toEqual({
      version: '1.3.0',
      integrity: 'sha512-AAAA',
      bin: { pad: 'cli.js' },
    });
    expect(packages['node_modules/a/node_modules/@b/c']).toMatchObject({ integrity: 'sha512-BBBB' });
    expect(packages['']).toMatchObject({ name: 'submission', dependencies: { 'left-pad': '1.3.0' } });
  });

  test.each([
    [
      'git',
      lockOf({ 'node_modules/a': { ...registry, resolved: 'git+ssh://git@example.com/a.git#1' } }),
      'outside the registry',
    ],
    [
      'a file',
      lockOf({ 'node_modules/a': { ...registry, resolved: 'file:../../etc' } }),
      'outside the registry',
    ],
    ['a link', lockOf({ 'node_modules/a': { resolved: 'packages/a', link: true } }), 'outside the registry'],
    ['a folder of its own', lockOf({ 'packages/a': { version: '1.0.0' } }), 'outside the registry'],
    ['a folder above', lockOf({ 'node_modules/../../x': registry }), 'outside the registry'],
    [
      'a version that is an address',
      lockOf({ 'node_modules/a': { version: 'https://evil.example/a.tgz' } }),
      'no registry has',
    ],
    [
      'a range that is an address',
      lockOf({ 'node_modules/a': { ...registry, dependencies: { b: 'http://evil.example' } } }),
      'no registry has',
    ],
    [
      'a program with a path for a name',
      lockOf({ 'node_modules/a': { ...registry, bin: { '../../node': 'x.js' } } }),
      'no registry has',
    ],
    [
      'a program outside its package',
      lockOf({ 'node_modules/a': { ...registry, bin: { x: '../../../x.js' } } }),
      'no registry has',
    ],
    ['npm 6', lockOf({}, 1), 'npm 7 or newer'],
    ['no JSON', '{', 'npm 7 or newer'],
    ['nesting without end', `{"packages":${'['.repeat(50_000)}`, 'npm 7 or newer'],
  ])('%s is not used, and why is said', (_, text, because) => {
    const lock = withLock(text);
    expect(lock).toMatchObject({ kind: 'refused', path: 'package-lock.json' });
    expect(lock?.kind === 'refused' && lock.because).toContain(because);
  });
});

test.each<[string, Readonly<Record<string, string>>, string | null]>([
  ['.nvmrc', { '.nvmrc': 'v22.1.0\n', 'package.json': '{"engines":{"node":">=18"}}' }, 'v22.1.0 .nvmrc:1'],
  ['.node-version', { '.node-version': '20' }, '20 .node-version:1'],
  ['engines', { 'package.json': '{\n"engines":{"node":">=18"}}' }, '>=18 package.json:2'],
  [
    'a Dockerfile',
    { Dockerfile: 'FROM node:22-slim\nCMD ["node", "x.js"]\n', 'package.json': '{}' },
    'node:22-slim Dockerfile:1',
  ],
  ['nothing', { 'package.json': '{"engines":[]}' }, null],
])('the version of Node is read from %s', (_, files, expected) => {
  const found = nodeAskedFor(submission(files), 'package.json');
  expect(found && `${found.asked} ${found.askedIn.path}:${found.askedIn.line}`).toBe(expected);
});

describe("the operator's registry", () => {
  const read = (env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
    readNpmConfig({ env, home: '/home/me', readFile: (path) => files[path] ?? null });

  test('is read from npm’s own variables and file, with its credentials, and nothing else is', () => {
    const npmrc = [
      'registry=https://npm.example/',
      '@acme:registry=https://acme.example/',
      `//npm.example/:_authToken=$${'{TOKEN}'}`,
      'script-shell=/tmp/evil',
      'ignore-scripts=false',
      '; registry=https://comment.example',
    ].join('\n');
    const { npmrc: text, secrets } = read(
      { TOKEN: 's3cret', npm_config_https_proxy: 'http://me:pa55@proxy.example:3128' },
      { '/home/me/.npmrc': npmrc },
    );
    expect(text.split('\n').filter(Boolean)).toEqual([
      'registry=https://npm.example/',
      '@acme:registry=https://acme.example/',
      '//npm.example/:_authToken=s3cret',
      'https-proxy=http://me:pa55@proxy.example:3128',
    ]);
    expect(secrets).toEqual(['s3cret', 'pa55', 'pa55']);
  });

  test('a variable goes before the file; authorities are read', () => {
    const { npmrc, authorities } = read(
      { NPM_CONFIG_REGISTRY: 'https://two.example/', NODE_EXTRA_CA_CERTS: '/ca.pem' },
      { '/home/me/.npmrc': 'registry=https://one.example/\n', '/ca.pem': 'PEM' },
    );
    expect({ npmrc, authorities }).toEqual({ npmrc: 'registry=https://two.example/\n', authorities: 'PEM' });
  });
});
