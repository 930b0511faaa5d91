import { expect, test } from 'vitest';
import { forgeLink } from '../../harness/workspace/forge.ts';

test.each([
  ['https://github.com/ada/churn', 'https://github.com/ada/churn/blob/c0ffee/'],
  ['https://github.com/ada/churn.git', 'https://github.com/ada/churn/blob/c0ffee/'],
  ['https://tok:x@github.com/ada/churn.git', 'https://github.com/ada/churn/blob/c0ffee/'],
  ['git@github.com:ada/churn.git', 'https://github.com/ada/churn/blob/c0ffee/'],
  ['ssh://git@github.com:22/ada/churn', 'https://github.com/ada/churn/blob/c0ffee/'],
  ['https://gitlab.com/group/sub/churn', 'https://gitlab.com/group/sub/churn/-/blob/c0ffee/'],
  ['https://bitbucket.org/ada/churn', 'https://bitbucket.org/ada/churn/src/c0ffee/'],
  ['https://codeberg.org/ada/churn', 'https://codeberg.org/ada/churn/src/commit/c0ffee/'],
  ['https://github.com.evil.example/ada/churn', null],
  ['https://forge.example/ada/churn', null],
  ['https://github.com/ada', null],
  ['https://github.com/ada/"><script>', null],
  ['javascript:alert(1)//github.com/a/b', null],
  ['http://github.com/ada/churn', null],
  ['/srv/git/churn.git', null],
  ['', null],
])('files of %j are at %j', (remote, link) => {
  expect(forgeLink(remote, 'c0ffee')).toBe(link);
});
