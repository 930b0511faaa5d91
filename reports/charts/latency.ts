import { el, type Markup } from '../markup.ts';
import { decimals, grouped } from '../view/words.ts';
import { axes, type Frame, frame, histogram, picture } from './frame.ts';
import type { Kind } from './kind.ts';

type Bin = { readonly fromMs: number; readonly toMs: number; readonly count: number };
export type Spread = { readonly kind: Kind; readonly label: string; readonly bins: readonly Bin[] };

const size = { width: 460, height: 240 };
const log = (ms: number): number => Math.log10(Math.max(ms, 1e-3));

const shares = ({ bins }: Spread): readonly (Bin & { readonly share: number })[] => {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.map((bin) => ({ ...bin, share: total > 0 ? bin.count / total : 0 }));
};

const milliseconds = (decade: number): string => grouped(Number((10 ** decade).toPrecision(1)));

/** The first stands above the line, the second below it, on the same axes. */
const bars = (spread: Spread, { at, up }: { readonly at: Frame; readonly up: boolean }): Markup =>
  histogram(at, {
    bars: shares(spread).map(({ fromMs, toMs, share }) => ({ from: log(fromMs), to: log(toMs), share })),
    up,
    className: `bar ${spread.kind}`,
  });

/** The name stands on the side of the picture that has fewer of the bars. */
const named = (spread: Spread, { at, y }: { readonly at: Frame; readonly y: number }): Markup => {
  const [left = 0, right = 0] = at.x.range();
  const place = shares(spread).reduce((sum, { fromMs, share }) => sum + share * at.x(log(fromMs)), 0);
  const end = place < (left + right) / 2;
  return el(
    'text',
    { class: `label ${spread.kind}`, x: end ? right : left + 6, y, 'text-anchor': end ? 'end' : 'start' },
    [spread.label],
  );
};

/** Time of single requests on a logarithmic axis, as shares of all, over those of what it is compared with. */
export const latencySpread = (
  [first, second]: readonly [Spread, Spread],
  { title, told }: { readonly title: string; readonly told: string },
): Markup => {
  const all = [...first.bins, ...second.bins];
  const from = Math.floor(log(Math.min(...all.map(({ fromMs }) => fromMs))));
  const to = Math.ceil(log(Math.max(...all.map(({ toMs }) => toMs))));
  const top = Math.max(0.1, ...[first, second].flatMap((one) => shares(one).map(({ share }) => share)));
  const at = frame(size, { x: [from, Math.max(to, from + 1)], y: [-top, top] });
  const decades = Array.from({ length: Math.max(to, from + 1) - from + 1 }, (_, step) => from + step);
  const [left = 0, right = 0] = at.x.range();
  const zero = at.y(0);
  return picture(size, {
    title,
    told,
    marks: [
      ...axes(at, {
        across: { title: 'one row, ms, logarithmic', ticks: decades, format: milliseconds },
        up: {
          title: 'share of requests, %',
          ticks: [-top, 0, top],
          format: (value) => `${Math.round(Math.abs(value) * 100)}`,
        },
      }),
      bars(first, { at, up: true }),
      bars(second, { at, up: false }),
      el('line', { class: 'zero', x1: left, x2: right, y1: zero, y2: zero }),
      named(first, { at, y: at.y(top) + 12 }),
      named(second, { at, y: at.y(-top) - 4 }),
    ],
  });
};

export type Step = { readonly connections: number; readonly perSecond: number };

const small = { width: 260, height: 200 };

/** Answers a second against clients at once, a bar a step. `top` is shared by pictures that are compared. */
export const throughputBars = (
  steps: readonly Step[],
  {
    kind,
    title,
    told,
    top,
  }: { readonly kind: Kind; readonly title: string; readonly told: string; readonly top: number },
): Markup => {
  const at = frame(small, { x: [0, Math.max(1, steps.length)], y: [0, top] });
  const named = (place: number): string => String(steps[Math.floor(place)]?.connections ?? '');
  return picture(small, {
    title,
    told,
    marks: [
      ...axes(at, {
        across: { title: 'clients at once', ticks: steps.map((_, place) => place + 0.5), format: named },
        up: {
          title: 'answers a second',
          ticks: [0, top / 2, top],
          format: (value) => decimals(value, 3),
        },
      }),
      ...steps.map(({ perSecond }, place) =>
        el('rect', {
          class: `bar ${kind}`,
          x: at.x(place + 0.2),
          width: at.x(0.6) - at.x(0),
          y: at.y(perSecond),
          height: at.y(0) - at.y(perSecond),
        }),
      ),
    ],
  });
};
