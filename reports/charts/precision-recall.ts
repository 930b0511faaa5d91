import { area } from 'd3-shape';
import { el, type Markup } from '../markup.ts';
import { axes, type Frame, frame, picture } from './frame.ts';
import type { Kind } from './kind.ts';
import { labelled } from './label.ts';

type Point = { readonly recall: number; readonly precision: number };
export type Curve = {
  readonly label: string;
  readonly kind: Kind;
  readonly points: readonly Point[];
  /** Positives among the rows, for the band around the curve; null draws none. */
  readonly positives: number | null;
};

const size = { width: 460, height: 320 };

const fromZero = (points: readonly Point[]): readonly Point[] => {
  const [first] = points;
  return first ? [{ recall: 0, precision: first.precision }, ...points] : [];
};

/** Up or down to each point's height, then across to it: half a unit of the picture is finer than the eye. */
const steps = (points: readonly { readonly x: number; readonly y: number }[]): string => {
  const at = points.map(({ x, y }) => ({ x: Math.round(2 * x) / 2, y: Math.round(2 * y) / 2 }));
  const moves = at.flatMap(({ x, y }, index) => {
    const before = at[index - 1];
    if (!before) return [`M${x},${y}`];
    return [...(y === before.y ? [] : [`V${y}`]), ...(x === before.x ? [] : [`H${x}`])];
  });
  return moves.join('');
};

const drawn = ({ kind, points }: Curve, { x, y }: Frame): Markup =>
  el('path', {
    class: `curve ${kind}`,
    d: steps(points.map(({ recall, precision }) => ({ x: x(recall), y: y(precision) }))),
  });

const z = 1.96;

/**
 * Wilson's 95 % interval of a share of so many cases: it stays inside 0..1, and is not empty at the ends (Wilson 1927).
 */
export const wilson = (share: number, cases: number): { readonly low: number; readonly high: number } => {
  const n = Math.max(1, cases);
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

const mostEdges = 60;

/** How sure the precision is at each threshold: it is a share of the rows that are flagged there. */
const band = ({ points, positives }: Curve, { x, y }: Frame): Markup[] => {
  if (positives === null) return [];
  const every = Math.max(1, Math.ceil(points.length / mostEdges));
  const edges = points
    .filter((_, index) => index % every === 0 || index === points.length - 1)
    .map(({ recall, precision }) => {
      const flagged = precision > 0 ? (recall * positives) / precision : 1;
      return { recall, ...wilson(precision, flagged) };
    });
  const path = area<(typeof edges)[number]>(
    ({ recall }) => Math.round(x(recall)),
    ({ low }) => Math.round(y(low)),
    ({ high }) => Math.round(y(high)),
  );
  return [el('path', { class: 'band', d: path(edges) ?? '' })];
};

const stepped = (points: readonly Point[], { x, y }: Frame) =>
  points.flatMap(({ recall, precision }, index) => {
    const before = points[index - 1];
    const corner = before ? [{ x: x(before.recall), y: y(precision) }] : [];
    return [...corner, { x: x(recall), y: y(precision) }];
  });

const labels = (curves: readonly Curve[], at: Frame): Markup[] => {
  const [left = 0, right = 0] = at.x.range();
  const [bottom = 0, top = 0] = at.y.range();
  const lines = curves.map(({ label, points }) => ({ text: label, points: stepped(points, at) }));
  return labelled(lines, { left, right, top, bottom }).map(({ x, y, text }) => {
    const kind = curves.find(({ label }) => label === text)?.kind ?? 'baseline';
    return el('text', { class: `label ${kind}`, x, y }, [text]);
  });
};

const percent = (value: number): string => `${Math.round(value * 100)}`;
const ticks = [0, 0.25, 0.5, 0.75, 1];

/**
 * Precision against recall, one step curve a standing, labelled on the curve. Steps, because average precision is the area
 * under them: interpolated lines would flatter (Davis & Goadrich 2006).
 */
export const precisionRecall = (curves: readonly Curve[], told: string): Markup => {
  const at = frame(size, { x: [0, 1], y: [0, 1] });
  const whole = curves.map((curve) => ({ ...curve, points: fromZero(curve.points) }));
  return picture(size, {
    title: 'Precision and recall',
    told,
    marks: [
      ...axes(at, {
        across: { title: 'recall, %: leavers found', ticks, format: percent },
        up: { title: 'precision, %: warnings that were right', ticks, format: percent },
      }),
      ...curves.flatMap((curve) => band(curve, at)),
      ...whole.toReversed().map((curve) => drawn(curve, at)),
      ...labels(whole, at),
    ],
  });
};

/** Precision where recall first reaches each tenth, as text for the table beside the picture. */
export const atTenths = (points: readonly Point[]): readonly string[] =>
  Array.from({ length: 10 }, (_, index) => (index + 1) / 10).map((recall) => {
    const found = points.find((point) => point.recall >= recall - 1e-9);
    return found ? `${percent(found.precision)} %` : 'not reached';
  });
