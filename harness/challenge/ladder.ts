import type { Grade } from '../types.ts';
import { misses } from './landing.ts';
import type { Expected } from './reference.ts';

export type Graded = { readonly name: string; readonly grade: Grade; readonly expected: Expected };

/** What sets a reference apart from the best of the rung below: checks by points, the largest lead first. */
type Apart = {
  readonly from: string;
  readonly by: readonly { readonly check: string; readonly points: number }[];
};

/** Where one reference landed. `problems` is empty when it landed where it must. */
export type Landing = {
  readonly name: string;
  readonly middle: number;
  readonly score: Grade['score'];
  readonly band: Expected['band'];
  readonly flags: readonly string[];
  readonly apart: Apart | null;
  readonly problems: readonly string[];
};

const most = 3;

export const middleOf = ({ score }: Grade): number => (score.low + score.high) / 2;

const pointsOf = ({ findings }: Grade): ReadonlyMap<string, number> =>
  new Map(findings.map(({ check, points }) => [check, (points.low + points.high) / 2]));

const apartFrom = (one: Graded, other: Graded): Apart => {
  const theirs = pointsOf(other.grade);
  const leads = [...pointsOf(one.grade)].map(([check, points]) => ({
    check,
    points: points - (theirs.get(check) ?? 0),
  }));
  const by = leads.filter(({ points }) => points > 0.05).toSorted((a, b) => b.points - a.points);
  return { from: other.name, by: by.slice(0, most) };
};

const best = (graded: readonly Graded[]): Graded | null =>
  graded.toSorted((a, b) => middleOf(b.grade) - middleOf(a.grade))[0] ?? null;

const outOfOrder = (one: Graded, below: readonly Graded[]): readonly string[] =>
  below
    .filter((other) => middleOf(other.grade) >= middleOf(one.grade))
    .map((other) => `does not stand above ${other.name}, at ${middleOf(other.grade).toFixed(1)}`);

const flaggedUnasked = ({ grade, expected }: Graded): readonly string[] =>
  expected.cheats ? [] : grade.flags.map(({ check }) => `is honest and carries the integrity flag ${check}`);

/** A cheater gains nothing over the honest submission it was made from, and what it did is named. */
const gains = ({ grade, expected }: Graded, all: readonly Graded[]): readonly string[] => {
  if (!expected.cheats) return [];
  const { over, caughtBy } = expected.cheats;
  const honest = all.find(({ name }) => name === over);
  const flags = new Set(grade.flags.map(({ check }) => check));
  const gain = honest ? middleOf(grade) - middleOf(honest.grade) : Number.NEGATIVE_INFINITY;
  return [
    ...(gain >= 0 ? [`gains ${gain.toFixed(1)} points over ${over}`] : []),
    ...caughtBy.filter((check) => !flags.has(check)).map((check) => `carries no integrity flag ${check}`),
  ];
};

const faulted = ({ grade }: Graded): readonly string[] =>
  grade.faults.map(({ code, message }) => `a fault of ours: ${code} ${message}`);

/**
 * Where each reference landed: its band and verdicts, the order of the rungs, what sets it apart from the rung below, and
 * what cheating brought. Rungs that were not graded are left out.
 */
export const landingsOf = (
  graded: readonly Graded[],
  rungs: readonly (readonly string[])[],
): readonly Landing[] => {
  const stands = rungs.map((names) => graded.filter(({ name }) => names.includes(name)));
  return stands
    .filter((rung) => rung.length > 0)
    .flatMap((rung, place, kept) =>
      rung.map((one) => {
        const below = kept[place + 1] ?? [];
        const neighbour = best(below);
        return {
          name: one.name,
          middle: middleOf(one.grade),
          score: one.grade.score,
          band: one.expected.band,
          flags: one.grade.flags.map(({ check }) => check),
          apart: neighbour && apartFrom(one, neighbour),
          problems: [
            ...misses(one.grade, one.expected),
            ...outOfOrder(one, below),
            ...flaggedUnasked(one),
            ...gains(one, graded),
            ...faulted(one),
          ],
        };
      }),
    );
};
