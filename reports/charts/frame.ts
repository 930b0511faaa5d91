import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { el, type Markup } from '../markup.ts';

export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
};

type Size = { readonly width: number; readonly height: number };
type Domains = { readonly x: readonly [number, number]; readonly y: readonly [number, number] };

const margin = { top: 26, right: 18, bottom: 36, left: 40 };

/** Two linear scales inside a picture of this size, with room for the axes. */
export const frame = ({ width, height }: Size, { x, y }: Domains): Frame => ({
  width,
  height,
  x: scaleLinear(x, [margin.left, width - margin.right]),
  y: scaleLinear(y, [height - margin.bottom, margin.top]),
});

type Axis = {
  readonly title: string;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
};

const below = ({ x, width, height }: Frame, { title, ticks, format }: Axis): Markup[] => [
  ...ticks.map((tick) => el('text', { x: x(tick), y: height - 20, 'text-anchor': 'middle' }, [format(tick)])),
  el('text', { class: 'axis', x: width - margin.right, y: height - 4, 'text-anchor': 'end' }, [title]),
];

const beside = ({ x, y }: Frame, { title, ticks, format }: Axis): Markup[] => {
  const [from = 0, to = 0] = x.range();
  return [
    ...ticks.flatMap((tick) => [
      el('line', { class: 'grid', x1: from, x2: to, y1: y(tick), y2: y(tick) }),
      el('text', { x: from - 6, y: y(tick) + 4, 'text-anchor': 'end' }, [format(tick)]),
    ]),
    el('text', { class: 'axis', x: 0, y: 10 }, [title]),
  ];
};

/** The grid and the words of both axes: the vertical one's title stands on top, to be read without turning the head. */
export const axes = (at: Frame, { across, up }: { readonly across: Axis; readonly up: Axis }): Markup[] => [
  ...beside(at, up),
  ...below(at, across),
];

type Bar = { readonly from: number; readonly to: number; readonly share: number };

const tenth = (value: number): number => Math.round(10 * value) / 10;

/** Bars on the zero line, above it or below, as one path: a histogram has many of them. */
export const histogram = (
  { x, y }: Frame,
  {
    bars,
    up,
    className,
  }: { readonly bars: readonly Bar[]; readonly up: boolean; readonly className: string },
): Markup => {
  const drawn = bars
    .filter(({ share }) => share > 0)
    .map(({ from, to, share }) => {
      const left = tenth(x(from) + 0.5);
      const wide = tenth(Math.max(1, x(to) - x(from) - 1));
      const high = tenth(y(0) - y(share));
      return `M${left},${tenth(y(0))}v${up ? -high : high}h${wide}v${up ? high : -high}z`;
    });
  return el('path', { class: className, d: drawn.join('') });
};

/** A picture with its title and what it shows in words, for those who do not see it. */
export const picture = (
  { width, height }: Size,
  {
    title,
    told,
    marks,
  }: { readonly title: string; readonly told: string; readonly marks: readonly Markup[] },
): Markup =>
  el(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${title}. ${told}`,
    },
    [el('title', {}, [title]), el('desc', {}, [told]), ...marks],
  );
