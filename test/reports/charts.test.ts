import { describe, expect, test } from 'vitest';
import { labelled } from '../../reports/charts/label.ts';
import { precisionRecall, wilson } from '../../reports/charts/precision-recall.ts';

describe('the band', () => {
  test.each([
    [0.5, 100, 0.404, 0.596],
    [0, 10, 0, 0.278],
    [1, 10, 0.722, 1],
    [0.5, 0, 0.055, 0.945],
  ])('of %f over %f rows', (share, cases, low, high) => {
    const found = wilson(share, cases);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });

  test('is drawn for curves that say how many positives there are', () => {
    const points = [0.2, 0.6, 1].map((recall) => ({ recall, precision: 0.9 - recall / 2 }));
    const html = precisionRecall(
      [
        { label: 'submission', kind: 'submission', points, positives: 120 },
        { label: 'baseline', kind: 'baseline', points, positives: null },
      ],
      'Average precision 0.6.',
    ).toHTML();
    expect(html.match(/class="band"/g)).toHaveLength(1);
    expect(html.match(/class="curve/g)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|undefined/);
  });
});

test('two falling lines that nearly coincide each get a label, and neither covers a line', () => {
  const area = { left: 40, right: 440, top: 20, bottom: 290 };
  const falling = (shift: number) =>
    Array.from({ length: 40 }, (_, step) => ({ x: 40 + 10 * step, y: 30 + 6 * step + shift }));
  const placed = labelled(
    [
      { text: 'submission', points: falling(3) },
      { text: 'reference', points: falling(0) },
    ],
    area,
  );
  expect(placed.map(({ text }) => text)).toEqual(['submission', 'reference']);
  const [own, other] = placed;
  expect((own?.y ?? 0) > (other?.y ?? 0) || (own?.x ?? 0) < (other?.x ?? 0)).toBe(true);
});
