import { max } from 'd3-array';
import { el, type Markup } from '../markup.ts';
import { axes, frame, histogram, picture } from './frame.ts';
import type { Kind } from './kind.ts';

type Bin = { readonly predicted: number; readonly observed: number; readonly rows: number };
type Bar = {
  readonly from: number;
  readonly to: number;
  readonly positives: number;
  readonly negatives: number;
};

const size = { width: 260, height: 220 };
const percent = (value: number): string => `${Math.round(value * 100)}`;

/** Observed against predicted share, a dot a bin: on the diagonal, what is said is what happens. `top` is shared. */
export const reliability = (
  bins: readonly Bin[],
  {
    kind,
    title,
    told,
    top,
  }: { readonly kind: Kind; readonly title: string; readonly told: string; readonly top: number },
): Markup => {
  const at = frame(size, { x: [0, top], y: [0, top] });
  const ticks = [0, top / 2, top];
  return picture(size, {
    title,
    told,
    marks: [
      ...axes(at, {
        across: { title: 'predicted, %', ticks, format: percent },
        up: { title: 'observed, %', ticks, format: percent },
      }),
      el('line', { class: 'diagonal', x1: at.x(0), y1: at.y(0), x2: at.x(top), y2: at.y(top) }),
      ...bins.map(({ predicted, observed }) =>
        el('circle', { class: `dot ${kind}`, cx: at.x(predicted), cy: at.y(observed), r: 4 }),
      ),
    ],
  });
};

const shareOf = (bars: readonly Bar[], key: 'positives' | 'negatives'): readonly number[] => {
  const total = bars.reduce((sum, bar) => sum + bar[key], 0);
  return bars.map((bar) => (total > 0 ? bar[key] / total : 0));
};

/** The highest bar of a histogram, as a share of its class: what small multiples share as their height. */
export const tallest = (bars: readonly Bar[]): number =>
  max([...shareOf(bars, 'positives'), ...shareOf(bars, 'negatives')]) ?? 0;

type Looks = { readonly kind: Kind; readonly title: string; readonly told: string; readonly top: number };

/** Predictions by true class, each class as shares of itself: leavers above the line, stayers below it. */
export const byClass = (bars: readonly Bar[], { kind, title, told, top }: Looks): Markup => {
  const at = frame(size, { x: [0, 1], y: [-top, top] });
  const zero = at.y(0);
  const sharesOf = (key: 'positives' | 'negatives') =>
    shareOf(bars, key).map((share, index) => ({ from: 0, to: 0, ...bars[index], share }));
  const [left = 0, right = 0] = at.x.range();
  return picture(size, {
    title,
    told,
    marks: [
      ...axes(at, {
        across: { title: 'predicted, %', ticks: [0, 0.5, 1], format: percent },
        up: {
          title: 'share of class, %',
          ticks: [-top, 0, top],
          format: (value) => percent(Math.abs(value)),
        },
      }),
      histogram(at, { bars: sharesOf('positives'), up: true, className: `leave ${kind}` }),
      histogram(at, { bars: sharesOf('negatives'), up: false, className: `stay ${kind}` }),
      el('line', { class: 'zero', x1: left, x2: right, y1: zero, y2: zero }),
      el('text', { class: 'label', x: right, y: at.y(top) + 12, 'text-anchor': 'end' }, ['left']),
      el('text', { class: 'label', x: right, y: at.y(-top) - 4, 'text-anchor': 'end' }, ['stayed']),
    ],
  });
};
