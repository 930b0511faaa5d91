import { expect, test } from 'vitest';
import { statisticOf, tells } from '../../../reports/view/statistic.ts';
import { behaviourStatistic } from '../../helpers/evidence/behaviour.ts';

const half = (label: string, value: number) => ({
  label,
  value: { value, low: value - 0.1, high: value + 0.1 },
});

test('a rate is held between two ends', () => {
  expect(statisticOf(behaviourStatistic())).toMatchObject({
    expected: 'Expected: 0.50 to 2.00, over 2,000 rows.',
    rows: [{ label: 'Mean prediction over the share of leavers', value: '1.04', interval: '0.93–1.16' }],
  });
});

test('two periods stand beside their ratio, each with its interval', () => {
  const { expected, rows } = statisticOf(
    behaviourStatistic({
      kind: 'periods',
      value: { value: 0.94, low: 0.76, high: 1.14 },
      accepts: { low: 0.7, high: 1.14 },
      against: [half('early half', 0.55), half('late half', 0.52)],
    }),
  );
  expect(expected).toBe('Expected: at least 0.70, over 2,000 rows.');
  expect(rows.map(({ label, value, interval }) => [label, value, interval])).toEqual([
    ['Average precision of the late half over that of the early half', '0.94', '0.76–1.14'],
    ['Early half', '0.55', '0.45–0.65'],
    ['Late half', '0.52', '0.42–0.62'],
  ]);
});

test.each([
  [0, 1, false],
  [0.5, 1, true],
  [0, 0.8, true],
])('from %f to %f tells something: %s', (low, high, expected) => {
  expect(tells(behaviourStatistic({ accepts: { low, high } }))).toBe(expected);
});
