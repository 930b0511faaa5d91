import type { LoadedRubric } from './config/rubric.ts';
import { HarnessError } from './errors.ts';
import type { AnyCheck, JudgedFinding } from './judge.ts';
import { boundsOf, meanOf, sharesOf, toPoints, type Weighted } from './score.ts';
import type { Bounds, GradedCriterion, GradedFinding, Override } from './types.ts';

export type WeighInput = {
  readonly rubric: LoadedRubric;
  readonly checks: readonly AnyCheck[];
  readonly judged: readonly JudgedFinding[];
  readonly overrides: readonly Override[];
};

/** `score` is 0..1 and unrounded; the points of `findings` add up to a hundred times it. */
export type Weighed = {
  readonly score: Bounds;
  readonly criteria: readonly GradedCriterion[];
  readonly findings: readonly GradedFinding[];
};

type Criterion = LoadedRubric['criteria'][number];
type Member = Weighted & { readonly judged: JudgedFinding; readonly override: Override | null };

/** Lays a rubric over findings. What does not apply leaves its criterion, and an empty criterion leaves the whole. */
export function weigh(input: WeighInput): Weighed {
  const groups = input.rubric.criteria.map((criterion) => {
    const members = criterion.checks.map((check) => member(check, input));
    return { criterion, members, weight: criterion.weight, bounds: meanOf(members) };
  });
  const shares = sharesOf(groups);
  return {
    score: meanOf(groups) ?? { low: 0, high: 0 },
    criteria: groups.map(({ criterion, bounds }) => gradedCriterion(criterion, bounds)),
    findings: groups.flatMap((group, at) =>
      gradedFindings({ ...group, share: shares[at] ?? 0 }, input.checks),
    ),
  };
}

function member({ id, weight }: Criterion['checks'][number], { judged, overrides }: WeighInput): Member {
  const override = overrides.findLast(({ check }) => check === id) ?? null;
  const finding = known(
    judged.find(({ check }) => check === id),
    id,
  );
  return { judged: finding, override, weight, bounds: boundsOf(finding.verdict, override) };
}

function gradedCriterion({ id, title, weight }: Criterion, bounds: Bounds | null): GradedCriterion {
  return { id, title, weight, score: bounds && toPoints(bounds) };
}

type Group = { readonly criterion: Criterion; readonly members: readonly Member[]; readonly share: number };

function gradedFindings(group: Group, checks: readonly AnyCheck[]): readonly GradedFinding[] {
  const shares = sharesOf(group.members);
  return group.members.map(({ judged, override, bounds }, at) => {
    const possible = 100 * group.share * (shares[at] ?? 0);
    const { low, high } = bounds ?? { low: 0, high: 0 };
    const points = { possible, low: possible * low, high: possible * high };
    const check = known(
      checks.find(({ id }) => id === judged.check),
      judged.check,
    );
    const { asks, why, remedy, followUp = null } = check;
    return { ...judged, criterion: group.criterion.id, asks, why, remedy, followUp, points, override };
  });
}

// `loadRubric` refuses unknown names with their place; this is for rubrics made in code.
function known<T>(found: T | undefined, id: string): T {
  if (found !== undefined) return found;
  const message = `The rubric names ${id}, and there is no such check.`;
  throw new HarnessError({ code: 'CONFIG_INVALID', message, hint: 'Check the names in the rubric.' });
}
