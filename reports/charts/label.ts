import { max, min } from 'd3-array';

type Point = { readonly x: number; readonly y: number };
type Line = { readonly points: readonly Point[]; readonly text: string };
export type Placed = Point & { readonly text: string };

const height = 13;
const letter = 6.4;

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const boxOf = ({ x, y, text }: Placed): Box => ({
  left: x,
  right: x + text.length * letter,
  top: y - height,
  bottom: y + 3,
});

/** Free space between a point and a box, 0 inside. */
const gap = (box: Box, { x, y }: Point): number =>
  Math.hypot(Math.max(0, box.left - x, x - box.right), Math.max(0, box.top - y, y - box.bottom));

const corners = ({ left, right, top, bottom }: Box): readonly Point[] =>
  [left, (left + right) / 2, right].flatMap((x) => [top, bottom].map((y) => ({ x, y })));

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

type Scene = { readonly all: readonly Point[]; readonly placed: readonly Placed[]; readonly area: Box };

/** Room around a candidate place: nothing when it covers a label or leaves the picture. */
const room = (candidate: Placed, { all, placed, area }: Scene): number => {
  const box = boxOf(candidate);
  const outside =
    box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom;
  if (outside || placed.some((other) => overlaps(box, boxOf(other)))) return -1;
  const nearest = min(all, (point) => gap(box, point)) ?? 0;
  const other =
    min(
      placed.flatMap((label) => corners(boxOf(label))),
      (point) => gap(box, point),
    ) ?? nearest;
  return Math.min(nearest, other, height);
};

const candidates = ({ points, text }: Line): readonly Placed[] =>
  points.flatMap(({ x, y }) =>
    [-5, height + 3].map((shift) => ({ x: x - (text.length * letter) / 2, y: y + shift, text })),
  );

/** Points along the steps, close enough that a label cannot slip between two. */
const dense = ({ points }: Line): readonly Point[] =>
  points.flatMap((point, index) => {
    const next = points[index + 1] ?? point;
    const steps = Math.max(1, Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / 4));
    return Array.from({ length: steps }, (_, step) => ({
      x: point.x + ((next.x - point.x) * step) / steps,
      y: point.y + ((next.y - point.y) * step) / steps,
    }));
  });

/** A label on each line where there is most room around it: greedy, in the order given, and so the same every time. */
export const labelled = (lines: readonly Line[], area: Box): readonly Placed[] => {
  const drawn = lines.map((line) => ({ points: dense(line), text: line.text }));
  const all = drawn.flatMap(({ points }) => points);
  const placed: Placed[] = [];
  for (const line of drawn) {
    const options = candidates(line).map((place) => ({ place, free: room(place, { all, placed, area }) }));
    const best = max(options, ({ free }) => free) ?? -1;
    const chosen = options.find(({ free }) => free === best && free >= 0);
    if (chosen) placed.push(chosen.place);
  }
  return placed;
};
