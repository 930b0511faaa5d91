import { el, type Markup } from '../markup.ts';

type Span = {
  readonly from: number;
  readonly length: number;
  readonly total: number;
  readonly stopped: boolean;
};

/** A stage that took any time at all is seen. */
const least = 0.6;

const share = (value: number): string => `${Math.round(value * 100) / 100}%`;

/** One stage on the time line of all: where it began and how long it took. Its numbers stand beside it. */
export const timeBar = ({ from, length, total, stopped }: Span): Markup => {
  const start = total > 0 ? (100 * from) / total : 0;
  const width = length > 0 && total > 0 ? Math.max(least, (100 * length) / total) : 0;
  return el(
    'svg',
    {
      class: stopped ? 'time-bar stopped' : 'time-bar',
      width: '100%',
      height: 12,
      'aria-hidden': 'true',
    },
    [
      el('line', { class: 'track', x1: '0%', x2: '100%', y1: 6, y2: 6 }),
      el('rect', {
        class: 'fill',
        x: share(Math.min(start, 100 - width)),
        width: share(width),
        y: 1,
        height: 10,
        rx: 2,
      }),
    ],
  );
};
