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
  const flags = flagged(input);
  const groups = input.rubric.criteria.map((criterion) => {
    const voidedBy = criterion.countsOnlyWith?.find((id) => flags.has(id)) ?? null;
    const members = criterion.checks
      .map((check) => member(check, input))
      .map((one) => (voidedBy === null ? one : withoutPoints(one)));
    return { criterion, members, voidedBy, weight: criterion.weight, bounds: meanOf(members) };
  });
  const shares = sharesOf(groups);
  return {
    score: meanOf(groups) ?? { low: 0, high: 0 },
    criteria: groups.map(gradedCriterion),
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

/** Integrity checks that did not hold at all, unless a person has decided otherwise. */
function flagged({ checks, judged, overrides }: WeighInput): ReadonlySet<string> {
  const integrity = new Set(checks.filter((check) => check.integrity).map(({ id }) => id));
  const decided = new Set(overrides.map(({ check }) => check));
  const broken = judged.filter(({ verdict }) => verdict.kind === 'scored' && verdict.score === 0);
  return new Set(broken.map(({ check }) => check).filter((id) => integrity.has(id) && !decided.has(id)));
}

/** What a person has scored stands; what does not apply still does not. */
function withoutPoints(one: Member): Member {
  return one.bounds === null || one.override ? one : { ...one, bounds: { low: 0, high: 0 } };
}

type Weighty = {
  readonly criterion: Criterion;
  readonly bounds: Bounds | null;
  readonly voidedBy: string | null;
};

function gradedCriterion({ criterion, bounds, voidedBy }: Weighty): GradedCriterion {
  const { id, title, weight } = criterion;
  return { id, title, weight, score: bounds && toPoints(bounds), voidedBy };
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
    const { asks, why, remedy } = check;
    const followUp = judged.followUp ?? check.followUp ?? null;
    return { ...judged, criterion: group.criterion.id, asks, why, remedy, followUp, points, override };
  });
}

// `loadRubric` refuses unknown names with their place; this is for rubrics made in code.
function known<T>(found: T | undefined, id: string): T {
  if (found !== undefined) return found;
  const message = `The rubric names ${id}, and there is no such check.`;
  throw new HarnessError({ code: 'CONFIG_INVALID', message, hint: 'Check the names in the rubric.' });
}
