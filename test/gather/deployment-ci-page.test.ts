import { expect, test } from 'vitest';
import { runsPage } from '../../harness/gather/deployment-ci-page.ts';

const actions = 'GitHub Actions';
const pipelines = 'GitLab CI';

test.each<[string, string, { forge?: string | null; origin?: string }, string | null]>([
  ['GitHub', actions, { forge: 'https://github.com/a/b/blob/abc/' }, 'https://github.com/a/b/actions'],
  [
    'GitLab',
    pipelines,
    { forge: 'https://gitlab.com/a/s/b/-/blob/abc/' },
    'https://gitlab.com/a/s/b/-/pipelines',
  ],
  [
    'a GitLab of one’s own',
    pipelines,
    { origin: 'https://gitlab.example.org/a/b.git' },
    'https://gitlab.example.org/a/b/-/pipelines',
  ],
  [
    'one with a port',
    pipelines,
    { origin: 'https://gitlab.example.org:8443/a/b' },
    'https://gitlab.example.org:8443/a/b/-/pipelines',
  ],
  ['a service that runs elsewhere', actions, { forge: 'https://gitlab.com/a/b/-/blob/abc/' }, null],
  ['another service', 'Jenkins', { forge: 'https://github.com/a/b/blob/abc/' }, null],
  ['a folder without a remote', actions, {}, null],
  ['a host that is only named like one', pipelines, { origin: 'https://notgitlab.example.org/a/b' }, null],
  ['an odd path', pipelines, { origin: 'https://gitlab.example.org/a/<b>' }, null],
  ['plain http', pipelines, { origin: 'http://gitlab.example.org/a/b' }, null],
])('runs are listed where the repository’s address says: %s', (_, service, address, page) => {
  expect(runsPage(service, { forge: null, origin: '/work/submission', ...address })).toBe(page);
});
