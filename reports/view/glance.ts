import type { Grade, GradedCriterion } from '../../harness/types.ts';
import { meter } from '../charts/meter.ts';
import { byPointsLost, claimOf, dust, lost, open, type Placed, statusOf } from './finding.ts';
import { decimals, pointsOf, scoreRange } from './words.ts';

/** Where points are lost or open, the dearest; else the one that carries most. Checks that do not apply come last. */
const mattered = (items: readonly Placed[]): Placed | null => {
  const [first] = byPointsLost(items);
  if (first && (lost(first.finding) > dust || open(first.finding) > dust)) return first;
  return items.toSorted((a, b) => b.finding.points.possible - a.finding.points.possible)[0] ?? null;
};

const voidedText = ({ voidedBy }: GradedCriterion): string | null =>
  voidedBy === null ? null : `Does not count: "${claimOf({ check: voidedBy })}" did not hold.`;

const tile = (
  criterion: GradedCriterion,
  { items, anchor }: { items: readonly Placed[]; anchor: string },
) => {
  const most = mattered(items);
  const voided = voidedText(criterion);
  return {
    title: criterion.title,
    anchor,
    score: criterion.score ? scoreRange(criterion.score) : null,
    meter: criterion.score ? meter(criterion.score) : null,
    weight: decimals(criterion.weight, 1),
    sentence: voided ?? most?.finding.summary ?? 'No check belongs to this criterion.',
    status:
      voided === null ? most && statusOf(most.finding) : ({ id: 'not', word: 'does not count' } as const),
  };
};

/** The anchor of a criterion's section, by its place in the rubric. */
export const criterionAnchor = (index: number): string => `criterion-${index + 1}`;

/** A tile a criterion, in the rubric's order. */
export const glanceOf = ({ criteria }: Grade, items: readonly Placed[]) =>
  criteria.map((criterion, index) =>
    tile(criterion, {
      items: items.filter(({ finding }) => finding.criterion === criterion.id),
      anchor: criterionAnchor(index),
    }),
  );

const entry = ({ finding, anchor }: Placed) => ({
  claim: claimOf(finding),
  summary: finding.summary,
  status: statusOf(finding),
  points: pointsOf(finding.points, finding.points.possible),
  anchor,
});

const atMost = 3;

/** Strong: at least three quarters of its points are certain. */
const isStrong = ({ points }: Placed['finding']): boolean =>
  points.low > dust && points.low >= 0.75 * points.possible;

/** The first of each criterion: three of one kind would tell one thing three times. */
const oneEach = (items: readonly Placed[]): readonly Placed[] => {
  const seen = new Set<string>();
  return items.filter(({ finding: { criterion } }) => seen.size < seen.add(criterion).size);
};

/** Up to three that carried most, and up to three that lost most, each of a criterion of its own; none is in both. */
export const extremesOf = (items: readonly Placed[]) => {
  const own = items.filter(({ voided }) => !voided);
  const strongest = own
    .filter(({ finding }) => isStrong(finding))
    .toSorted((a, b) => b.finding.points.low - a.finding.points.low);
  const weakest = byPointsLost(own)
    .filter(({ finding }) => lost(finding) > dust && !isStrong(finding))
    .toSorted((a, b) => Number(b.voids) - Number(a.voids));
  return {
    strongest: oneEach(strongest).slice(0, atMost).map(entry),
    weakest: oneEach(weakest).slice(0, atMost).map(entry),
  };
};
