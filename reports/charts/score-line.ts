import type { Grade } from '../../harness/types.ts';
import { el, type Markup } from '../markup.ts';
import { barText, scoreText } from '../view/summary.ts';

const percent = (value: number): string => `${Math.round(Math.min(100, Math.max(0, value)) * 100) / 100}%`;

/** Text stays inside the picture at both ends. */
const anchorAt = (value: number): string => (value < 8 ? 'start' : value > 92 ? 'end' : 'middle');

/** No width: a point. Narrow: a pill. Wide: pale between two ends, because nothing is known of what lies between. */
const range = ({ low, high }: Grade['score']): Markup[] => {
  const ends = { x1: percent(low), x2: percent(high), y1: 30, y2: 30 };
  const point = (at: number): Markup => el('circle', { class: 'point', cx: percent(at), cy: 30, r: 7 });
  if (high - low < 0.5) return [point((low + high) / 2)];
  return high - low < 4
    ? [el('line', { class: 'range', ...ends })]
    : [el('line', { class: 'range wide-open', ...ends }), point(low), point(high)];
};

const tick = (value: number, { text, y }: { text: string; y: number }): Markup =>
  el('text', { x: percent(value), y, 'text-anchor': anchorAt(value) }, [text]);

const bar = (at: number): Markup[] => [
  el('line', { class: 'bar-tick', x1: percent(at), x2: percent(at), y1: 18, y2: 42 }),
  tick(at, { text: 'bar', y: 12 }),
];

/** The score as a range on a line from 0 to 100, with the bar asked for as a tick. Widths are shares of the page's. */
export const scoreLine = (grade: Pick<Grade, 'score' | 'bar'>): Markup => {
  const told = [`${scoreText(grade)} of 100`, barText(grade)].filter((part) => part !== null).join('. ');
  return el(
    'svg',
    { class: 'score-line', width: '100%', height: 64, role: 'img', 'aria-label': `Score: ${told}.` },
    [
      el('title', {}, ['Score']),
      el('desc', {}, [`${told}.`]),
      el('line', { class: 'track', x1: '0%', x2: '100%', y1: 30, y2: 30 }),
      ...[0, 25, 50, 75, 100].map((at) => tick(at, { text: String(at), y: 60 })),
      ...range(grade.score),
      ...(grade.bar ? bar(grade.bar.failUnder) : []),
    ],
  );
};
