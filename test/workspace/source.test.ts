import { describe, expect, test } from 'vitest';
import { describeSource } from '../../harness/workspace/source.ts';
import type { UrlPolicy } from '../../harness/workspace/url.ts';

const strict: UrlPolicy = { allowHttpHosts: [], ssh: false };
const withSsh = { allowHttpHosts: [], ssh: true };
const internal = { allowHttpHosts: ['forge.internal', '127.0.0.1:8080'], ssh: false };

const codeOf = (source: string, policy = strict): unknown => {
  try {
    describeSource(source, policy);
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('describeSource', () => {
  test.each([
    ['https://github.com/ada/churn', strict, 'https://github.com/ada/churn', 'churn'],
    ['https://github.com/ada/churn.git', strict, 'https://github.com/ada/churn.git', 'churn'],
    ['HTTPS://GitHub.com/ada/churn/', strict, 'https://github.com/ada/churn/', 'churn'],
    ['ssh://git@host.example/ada/churn.git', withSsh, 'ssh://git@host.example/ada/churn.git', 'churn'],
    ['git@github.com:ada/churn.git', withSsh, 'ssh://git@github.com/ada/churn.git', 'churn'],
    ['http://127.0.0.1:8080/o/n', internal, 'http://127.0.0.1:8080/o/n', 'n'],
    ['https://forge.internal:8443/o/n', internal, 'https://forge.internal:8443/o/n', 'n'],
  ])('takes %j as a URL', (source, policy, location, name) => {
    expect(describeSource(source, policy)).toMatchObject({ kind: 'url', location, name });
  });

  test.each([
    ['/work/churn', 'churn'],
    ['/work/churn.git', 'churn'],
    ['/work/churn.zip', 'churn'],
    ['/work/churn.tar.gz', 'churn'],
    ['/work/churn.TGZ', 'churn'],
    ['/work/v1.2', 'v1.2'],
    ['/', 'submission'],
  ])('takes %j as a path', (source, name) => {
    expect(describeSource(source, strict)).toEqual({ kind: 'path', location: source, origin: source, name });
  });

  test('names a relative path after the folder that it is', () => {
    expect(describeSource('.', strict).name).toBe(process.cwd().split('/').at(-1));
  });

  test.each([
    ['git@github.com:ada/churn.git', strict],
    ['ssh://git:pw@host.example/x', withSsh],
    ['ssh://-oProxyCommand=x/y', withSsh],
    ['ssh://-x@host.example/y', withSsh],
    ['ssh://git@127.1/y', withSsh],
    ['http://github.com/o/n', strict],
    ['http://127.0.0.1:8081/o/n', internal],
    ['https://github.com', strict],
    ['https://github.com/o/n?x=1', strict],
    ['https://github.com/o/n#main', strict],
    ['https://box.local/o/n', strict],
    ['ftp://host.example/x', strict],
    ['', strict],
    ['-c', strict],
    ['a::b', strict],
  ])('refuses %j', (source, policy) => {
    expect(codeOf(source, policy)).toBe('URL_NOT_ALLOWED');
  });
});
