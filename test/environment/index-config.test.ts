import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { readIndexConfig } from '../../harness/environment/index-config.ts';
import { redactor } from '../../harness/environment/uv.ts';
import { indexFile } from '../../harness/environment/uv-toml.ts';

const read = (env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
  readIndexConfig({ env, home: '/home/me', readFile: (path) => files[path] ?? null });

test("nothing said: uv's own index, no files", () => {
  expect(read({})).toEqual({
    env: {},
    files: [],
    secrets: [],
    ignored: [],
    npm: { npmrc: '', authorities: null, secrets: [] },
  });
});

test.each([
  ['pip variable', { PIP_INDEX_URL: 'https://a/simple' }, {}, 'https://a/simple'],
  ['uv variable before pip', { PIP_INDEX_URL: 'https://a', UV_DEFAULT_INDEX: 'https://b' }, {}, 'https://b'],
  ['old uv variable', { UV_INDEX_URL: 'https://c' }, {}, 'https://c'],
  [
    'user pip.conf',
    {},
    { '/home/me/.config/pip/pip.conf': '[global]\nindex-url = https://d\n' },
    'https://d',
  ],
  [
    '[install] before [global]',
    {},
    { '/etc/pip.conf': '[install]\nindex_url: https://e\n[global]\nindex-url=https://f\n' },
    'https://e',
  ],
  [
    'variables before files',
    { PIP_INDEX_URL: 'https://a' },
    { '/etc/pip.conf': '[global]\nindex-url = https://d\n' },
    'https://a',
  ],
  [
    'PIP_CONFIG_FILE alone',
    { PIP_CONFIG_FILE: '/x' },
    { '/x': '[global]\nindex-url = https://g\n', '/etc/pip.conf': '[global]\nindex-url = https://h\n' },
    'https://g',
  ],
  [
    'uv.toml',
    {},
    { '/home/me/.config/uv/uv.toml': '[[index]]\nurl = "https://i"\ndefault = true\n' },
    'https://i',
  ],
  ['uv.toml, old key', {}, { '/etc/uv/uv.toml': 'index-url = "https://j"\n' }, 'https://j'],
])('the index: %s', (_, env, files, expected) => {
  expect(read(env as Record<string, string>, files as Record<string, string>).env.UV_DEFAULT_INDEX).toBe(
    expected,
  );
});

test('extra indexes, links, trusted hosts and proxies', () => {
  const conf = '[global]\nextra-index-url =\n    https://x/simple\n    https://y/simple\ntrusted-host = x\n';
  const config = read(
    { PIP_FIND_LINKS: '/opt/wheels https://z/links', HTTPS_PROXY: 'http://proxy:3128' },
    { '/etc/pip.conf': conf },
  );
  expect(config.env).toEqual({
    UV_INDEX: 'https://x/simple https://y/simple',
    UV_FIND_LINKS: 'https://z/links',
    UV_INSECURE_HOST: 'x',
    HTTPS_PROXY: 'http://proxy:3128',
  });
  expect(config.ignored).toEqual(['the folder of packages /opt/wheels is not visible to the workshop']);
});

test.each([
  ['PIP_CERT', { PIP_CERT: '/ca.pem' }, {}],
  ['SSL_CERT_FILE', { SSL_CERT_FILE: '/ca.pem' }, {}],
  ['REQUESTS_CA_BUNDLE', { REQUESTS_CA_BUNDLE: '/ca.pem' }, {}],
  ['pip.conf', {}, { '/etc/pip.conf': '[global]\ncert = /ca.pem\n' }],
])('the certificate authority goes into the workshop: %s', (_, env, files) => {
  expect(
    read(env as Record<string, string>, { ...(files as Record<string, string>), '/ca.pem': 'PEM' }).files,
  ).toEqual([{ path: 'authorities.pem', text: 'PEM', variable: 'SSL_CERT_FILE' }]);
});

test("a certificate file that is not there is the operator's to correct", () => {
  expect(() => read({ PIP_CERT: '/gone.pem' })).toThrow(
    expect.objectContaining({ code: 'CERTIFICATE_MISSING' }),
  );
});

test('passwords and tokens are known, so that no log shows them', () => {
  const config = read(
    {
      PIP_INDEX_URL: 'https://me:p%40ss@a/simple',
      UV_INDEX: 'corp=https://tok3n@b/simple',
      UV_INDEX_CORP_PASSWORD: 'hunter2',
      HTTPS_PROXY: 'http://u:proxypw@p:1',
    },
    { '/home/me/.netrc': 'machine c login me password nrc-secret\n' },
  );
  expect(config.secrets.toSorted()).toEqual(['hunter2', 'nrc-secret', 'p%40ss', 'p@ss', 'proxypw', 'tok3n']);
  expect(config.files).toEqual([
    { path: 'netrc', text: 'machine c login me password nrc-secret\n', variable: 'NETRC' },
  ]);
  expect(redactor(config)('GET https://me:p%40ss@a/simple/x as p@ss')).toBe(
    'GET https://me:****@a/simple/x as ****',
  );
});

const freshness = { api: 'max-age=600', files: 'max-age=365000000, immutable' };

test('indexes become a file of uv, extra ones before the default, names kept', () => {
  const { text, env } = indexFile({
    UV_INDEX: 'corp=https://a/simple https://b',
    UV_DEFAULT_INDEX: 'https://c',
    UV_HTTP_TIMEOUT: '9',
  });
  expect(parse(text)).toEqual({
    index: [
      { name: 'corp', url: 'https://a/simple', default: false, 'cache-control': freshness },
      { url: 'https://b', default: false, 'cache-control': freshness },
      { url: 'https://c', default: true, 'cache-control': freshness },
    ],
  });
  expect(env).toEqual({ UV_HTTP_TIMEOUT: '9' });
});
