import { curveStepBefore, line } from 'd3-shape';
import { el, type Markup } from '../markup.ts';
import { axes, type Frame, frame, picture } from './frame.ts';
import type { Kind } from './kind.ts';
import { labelled } from './label.ts';

type Point = { readonly recall: number; readonly precision: number };
export type Curve = {
  readonly label: string;
  readonly kind: Kind;
  readonly points: readonly Point[];
};

const size = { width: 460, height: 320 };

const fromZero = (points: readonly Point[]): readonly Point[] => {
  const [first] = points;
  return first ? [{ recall: 0, precision: first.precision }, ...points] : [];
};

const drawn = ({ kind, points }: Curve, { x, y }: Frame): Markup => {
  const path = line<Point>(
    ({ recall }) => Math.round(x(recall) * 10) / 10,
    ({ precision }) => Math.round(y(precision) * 10) / 10,
  ).curve(curveStepBefore);
  return el('path', { class: `curve ${kind}`, d: path([...points]) ?? '' });
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
