import { expect, test } from 'vitest';
import type { ClaimedMetric } from '../../../harness/evidence/claims.ts';
import { claimsOf } from '../../../reports/view/claims.ts';
import { claims } from '../../helpers/evidence/endpoint.ts';
import { holdoutNotAsked } from '../../helpers/evidence/holdout.ts';
import { faultedDossier, strongDossier } from '../../helpers/evidence.ts';

const place = { path: 'README.md', line: 41, text: 'A figure.' };
const stated = (metric: ClaimedMetric, value: number, about: 'handed-in' | 'other' = 'handed-in') =>
  ({ metric, value, about, source: 'writing', model: null, place }) as const;
const rowsOf = (...list: ReturnType<typeof stated>[]) =>
  claimsOf(strongDossier({ claims: claims({ claims: list }) }));

test.each([
  ['average-precision', 0.53, 'as measured'],
  ['average-precision', 0.9, 'better than measured'],
  ['average-precision', 0.1, 'worse than measured'],
  ['brier', 0.01, 'better than measured'],
  ['brier', 0.3, 'worse than measured'],
  ['log-loss', 0.3, 'not measured'],
  ['f1', 0.6, 'not measured'],
] as const)('%s of %f reads "%s"', (metric, value, word) => {
  expect(rowsOf(stated(metric, value))[0]?.status.word).toBe(word);
});

test('each figure stands beside its measurement, with the place of both', () => {
  expect(rowsOf(stated('average-precision', 0.53))).toEqual([
    {
      title: 'Average precision',
      stated: '0.53',
      where: 'README.md:41',
      href: expect.stringMatching(/^https:.*README\.md#L41$/),
      measured: '0.52',
      interval: '0.48–0.57',
      status: { id: 'held', word: 'as measured' },
    },
  ]);
});

test('what is said of another model is left out, and so is everything without a measurement', () => {
  expect(rowsOf(stated('accuracy', 0.9, 'other'))).toEqual([]);
  const [row] = claimsOf(strongDossier({ holdout: holdoutNotAsked('train') }));
  expect(row).toMatchObject({ measured: 'not measured', status: { id: 'skip' } });
  expect(claimsOf(faultedDossier(['claims']))).toEqual([]);
});
