import { expect, test } from 'vitest';
import { buildSettings } from '../../harness/environment/build-arguments.ts';
import { adaptDockerfile, unreadable } from '../../harness/environment/dockerfile-text.ts';
import { imagesOf } from '../../harness/start/dockerfile.ts';

const added = { begin: ['ARG PIP_INDEX_URL'], label: 'LABEL ours=1' };
const adapted = (...lines: readonly string[]): readonly string[] =>
  adaptDockerfile(lines.join('\n'), added).split('\n').slice(0, -1);

test('every stage and every step carries the label, whatever the file says before', () => {
  expect(
    adapted(
      '# syntax=docker/dockerfile:1',
      'FROM a AS b',
      'LABEL ours=0',
      'RUN one \\',
      '  two',
      'FROM c',
      'RUN d',
    ),
  ).toEqual([
    '# syntax=docker/dockerfile:1',
    'FROM a AS b',
    ...added.begin,
    added.label,
    'LABEL ours=0',
    added.label,
    'RUN one \\',
    '  two',
    'FROM c',
    ...added.begin,
    added.label,
    added.label,
    'RUN d',
  ]);
});

test('cache mounts and VOLUME are left out, other mounts are not', () => {
  expect(
    adapted(
      'RUN --mount=type=cache,target=/c --mount=type=bind,source=x,target=/y pip',
      'VOLUME ["/data", \\',
      ' "/more"]',
      'USER me',
    ),
  ).toEqual([added.label, 'RUN  --mount=type=bind,source=x,target=/y pip', 'USER me']);
});

test.each([
  ['RUN cat <<EOF\nhello\nEOF', /here-document/],
  ['# escape=`\nRUN x', /escape/],
  ['RUN echo $((1<<2)); echo "a << b"', null],
])('%s', (text, why) => {
  const found = unreadable(`FROM a\n${text}\n`);
  if (why === null) expect(found).toBeNull();
  else expect(found).toMatch(why);
});

test('images that a file is built on: by their arguments, without stages of its own', () => {
  const text = [
    'ARG V=3.13',
    'FROM python:$V-slim AS base',
    'COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/',
    'FROM base AS more',
    'FROM scratch',
    'COPY --from=more --chown=1 /a /a',
    'COPY --from=0 /b /b',
  ].join('\n');
  expect(imagesOf(text)).toEqual(['python:3.13-slim', 'ghcr.io/astral-sh/uv:latest']);
});

test('no step sees a setting that holds a user or a password', () => {
  const { args, given, begin, files } = buildSettings({
    env: {
      UV_DEFAULT_INDEX: 'company=https://pypi.example.com/simple',
      UV_INDEX: 'https://user:hunter22@other.example.com/simple',
      HTTPS_PROXY: 'http://user@proxy:3128',
      NO_PROXY: 'hunter22.example.com',
      UV_INDEX_COMPANY_PASSWORD: 'hunter22',
    },
    files: [
      { path: 'authorities.pem', text: 'PEM', variable: 'SSL_CERT_FILE' },
      { path: 'netrc', text: 'password hunter22', variable: 'NETRC' },
    ],
    secrets: ['hunter22'],
    ignored: [],
    npm: { npmrc: '', authorities: null, secrets: [] },
  });
  expect(JSON.stringify([args, given, begin, files])).not.toMatch(/hunter22|user/);
  expect(args).toMatchObject({
    PIP_INDEX_URL: 'https://pypi.example.com/simple',
    PIP_CERT: expect.any(String),
  });
  expect(given).toEqual(['UV_DEFAULT_INDEX', 'PIP_INDEX_URL', 'certificate authorities']);
});
