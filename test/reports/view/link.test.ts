import { describe, expect, test } from 'vitest';
import { commitLink, pageLink, placeLink, placeText } from '../../../reports/view/link.ts';
import { header } from '../../helpers/evidence.ts';

const at = (forge: string | null) => ({ ...header.submission, forge });
const github = at('https://github.com/example/churn/blob/abc123/');

describe('places on the forge', () => {
  test.each([
    [{ path: 'src/app.py', line: 12 }, 'https://github.com/example/churn/blob/abc123/src/app.py#L12'],
    [
      { path: 'src/app.py', line: 12, endLine: 20 },
      'https://github.com/example/churn/blob/abc123/src/app.py#L12-L20',
    ],
    [
      { path: 'a b/ü#?.py', line: 1 },
      'https://github.com/example/churn/blob/abc123/a%20b/%C3%BC%23%3F.py#L1',
    ],
    [{ path: '../../../evil/x', line: 1 }, null],
    [{ path: '/etc/passwd', line: 1 }, null],
    [{ path: 'a//b', line: 1 }, null],
    [{ path: 'lone\ud800', line: 1 }, null],
  ])('%j', (place, link) => expect(placeLink(github, place)).toBe(link));

  test.each([
    null,
    'not a url',
    'javascript:alert(1)//',
    'data:text/html,x/',
    'http://github.com/example/churn/blob/abc/',
    'https://user:secret@github.com/example/churn/blob/abc/',
    'https://github.com:8443/example/churn/blob/abc/',
    'https://github.com.evil.example/example/churn/blob/abc/',
    'https://tracker.example/blob/abc/',
    'https://github.com/example/churn/blob/abc',
    'https://github.com/example/churn/blob/abc/?q=/',
  ])('no link through %s', (forge) => {
    expect(placeLink(at(forge), { path: 'a.py', line: 1 })).toBeNull();
    expect(commitLink(at(forge))).toBeNull();
  });
});

test.each([
  ['https://github.com/e/c/blob/abc/', 'https://github.com/e/c/tree/abc'],
  ['https://gitlab.com/e/c/-/blob/abc/', 'https://gitlab.com/e/c/-/tree/abc'],
  ['https://bitbucket.org/e/c/src/abc/', 'https://bitbucket.org/e/c/src/abc/'],
  ['https://codeberg.org/e/c/src/commit/abc/', 'https://codeberg.org/e/c/src/commit/abc/'],
])('the commit at %s', (forge, link) => expect(commitLink(at(forge))).toBe(link));

test.each([
  ['https://github.com/e/c/actions', true],
  ['https://gitlab.com/e/s/c/-/pipelines', true],
  ['https://gitlab.example.org/e/c/-/pipelines', false],
  ['http://github.com/e/c/actions', false],
  ['https://user@github.com/e/c/actions', false],
  ['javascript:alert(1)', false],
])('a page is linked on a public forge alone: %s', (address, linked) =>
  expect(pageLink(address)).toBe(linked ? address : null),
);

test('a place in words shows what hides', () => {
  expect(placeText({ path: 'src/app.py', line: 3 })).toBe('src/app.py:3');
  expect(placeText({ path: 'src/app.py', line: 3, endLine: 9 })).toBe('src/app.py:3–9');
  expect(placeText({ path: 'gpj\u202e.py', line: 3 })).toBe('gpj[U+202E].py:3');
});
