import { scaleSqrt, scaleTime } from 'd3-scale';
import { el, type Markup } from '../markup.ts';
import { picture } from './frame.ts';

export type Commit = { readonly at: Date; readonly files: number };

const size = { width: 640, height: 118 };
const side = 6;
const top = 22;
const base = 86;

const day = (date: Date): string => date.toISOString().slice(0, 10);

const round = (value: number): number => Math.round(10 * value) / 10;

/** One stroke a commit where it stands in time, as high as the root of the files it changed: oldest first. */
export const history = (commits: readonly Commit[], told: string): Markup => {
  const times = commits.map(({ at }) => at.getTime());
  const [from, to] = [Math.min(...times), Math.max(...times)];
  // A history of one moment has no width: it is drawn in the middle of an hour.
  const spread = to > from ? [from, to] : [from - 1_800_000, to + 1_800_000];
  const x = scaleTime(spread, [side, size.width - side]);
  const most = Math.max(1, ...commits.map(({ files }) => files));
  const up = scaleSqrt([0, most], [3, base - top]);
  const strokes = commits.map(({ at, files }) => `M${round(x(at))},${base}v${round(-up(files))}`);
  const end = size.width - side;
  return picture(size, {
    title: 'Commits over time',
    told,
    marks: [
      el('text', { class: 'axis', x: 0, y: 10 }, [`files changed, up to ${most}`]),
      el('line', { class: 'zero', x1: side, x2: end, y1: base, y2: base }),
      el('path', { class: 'commits', d: strokes.join('') }),
      el('text', { x: side, y: base + 18 }, [day(new Date(from))]),
      ...(day(new Date(to)) === day(new Date(from))
        ? []
        : [el('text', { x: end, y: base + 18, 'text-anchor': 'end' }, [day(new Date(to))])]),
    ],
  });
};
