import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { el, type Markup } from '../markup.ts';
import type { Kind } from './kind.ts';

/** One row: a value, its interval where there is one, and what it stands for. */
export type Dot = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly kind: Kind;
};

/** Values to per cent of the width, the same for every row of one table. */
export type Axis = { readonly from: number; readonly to: number; readonly at: (value: number) => string };

/** A share is drawn on its whole range, so that tables can be compared; anything else on a round range of its own. */
export const axisOf = (dots: readonly Dot[], share: boolean): Axis => {
  const [least = 0, most = 1] = extent(dots.flatMap(({ value, low, high }) => [value, low, high]));
  const inside = share && least >= 0 && most <= 1;
  const scale = scaleLinear(inside ? [0, 1] : [Math.min(0, least), Math.max(0, most) || 1], [2, 98]);
  const [from = 0, to = 1] = (inside ? scale : scale.nice(4)).domain();
  return { from, to, at: (value) => `${Math.round(scale(value) * 100) / 100}%` };
};

const mark = (dot: Dot, { at, y }: { readonly at: Axis['at']; readonly y: number }): Markup[] => [
  ...(dot.high > dot.low
    ? [
        el('line', {
          class: `whisker ${dot.kind}`,
          x1: at(dot.low),
          x2: at(dot.high),
          y1: y,
          y2: y,
        }),
      ]
    : []),
  el('circle', {
    class: `dot ${dot.kind}`,
    cx: at(dot.value),
    cy: y,
    r: dot.kind === 'submission' ? 5 : 4,
  }),
];

const track = ({ from, to, at }: Axis, y: number): Markup =>
  el('line', { class: 'track', x1: at(from), x2: at(to), y1: y, y2: y });

/** Dots with their whiskers, one lane each, on one axis. The numbers stand beside the picture. */
export const lanes = (dots: readonly Dot[], axis: Axis): Markup => {
  const marks = dots.flatMap((dot, index) => {
    const y = 9 + 14 * index;
    return [track(axis, y), ...mark(dot, { at: axis.at, y })];
  });
  const height = 4 + 14 * dots.length;
  return el('svg', { class: 'strip', width: '100%', height, 'aria-hidden': 'true' }, marks);
};
