import { max } from 'd3-array';

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

/** Square of the free space between a point and a box, 0 inside. */
const gap = (box: Box, { x, y }: Point): number => {
  const beside = x < box.left ? box.left - x : x > box.right ? x - box.right : 0;
  const apart = y < box.top ? box.top - y : y > box.bottom ? y - box.bottom : 0;
  return beside * beside + apart * apart;
};

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

type Scene = {
  readonly own: readonly Point[];
  readonly others: readonly Point[];
  readonly placed: readonly Placed[];
  readonly area: Box;
};

/** Beyond this a label is clearly not the other line's. */
const enough = 30;

/** Free space around a box, as far as it matters. Called for every place of every label, hence the plain loop. */
const nearest = (box: Box, points: readonly Point[]): number => {
  let least = enough * enough;
  for (const point of points) {
    least = Math.min(least, gap(box, point));
    if (least === 0) return 0;
  }
  return Math.sqrt(least);
};

/** How clearly a label at this place is its own line's: -1 when it covers a line or a label, or leaves the picture. */
const clarity = (candidate: Placed, { own, others, placed, area }: Scene): number => {
  const box = boxOf(candidate);
  const outside =
    box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom;
  if (outside || placed.some((label) => overlaps(box, boxOf(label))) || nearest(box, own) === 0) return -1;
  return nearest(box, others) || -1;
};

const beside = 7;
/** Where all lines begin, a label is nobody's. */
const edge = 0.1;

/** Above and below a point, and beside it: right above and left below, where a falling line leaves room. */
const candidates = ({ points, text }: Line, { left, right }: Box): readonly Placed[] => {
  const wide = text.length * letter;
  const inside = points.filter(({ x }) => x > left + edge * (right - left));
  return inside.flatMap(({ x, y }) => [
    { x: x - wide / 2, y: y - 5, text },
    { x: x - wide / 2, y: y + height + 3, text },
    { x: x + beside, y: y - 5, text },
    { x: x - wide - beside, y: y + height + 3, text },
  ]);
};

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

/** A label on each line where it is clearest whose it is: greedy, in the order given, and so the same every time. */
export const labelled = (lines: readonly Line[], area: Box): readonly Placed[] => {
  const drawn = lines.map((line) => ({ points: dense(line), text: line.text }));
  const placed: Placed[] = [];
  for (const line of drawn) {
    const others = drawn.filter((other) => other !== line).flatMap(({ points }) => points);
    const scene = { own: line.points, others, placed, area };
    const options = candidates(line, area).map((place) => ({ place, clear: clarity(place, scene) }));
    const best = max(options, ({ clear }) => clear) ?? -1;
    const chosen = options.filter(({ clear }) => clear === best && clear > 0);
    const middle = chosen[Math.floor(chosen.length / 2)];
    if (middle) placed.push(middle.place);
  }
  return placed;
};
