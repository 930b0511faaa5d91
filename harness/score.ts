import type { Bounds, Override, Verdict } from './types.ts';

/** One member of a weighted mean; `null` bounds: it does not apply and leaves the denominator. */
export type Weighted = { readonly weight: number; readonly bounds: Bounds | null };

const open: Bounds = { low: 0, high: 1 };

/** 0..1: what a verdict is worth at least and at most. Open items count 0 in `low` and 1 in `high`. */
export function boundsOf(verdict: Verdict, override: Override | null): Bounds | null {
  if (override) return { low: override.score, high: override.score };
  switch (verdict.kind) {
    case 'scored':
      return { low: verdict.score, high: verdict.score };
    case 'not-applicable':
      return null;
    case 'needs-human':
    case 'faulted':
      return open;
  }
}

/**
 * Each member's share of the whole, 0..1, in the order given. What does not apply has no share, so the shares of the
 * others add up to 1; where nothing applies all shares are 0, because nothing was earned.
 */
export function sharesOf(members: readonly Weighted[]): readonly number[] {
  const applies = (member: Weighted) => (member.bounds ? member.weight : 0);
  const total = members.reduce((sum, member) => sum + applies(member), 0);
  return members.map((member) => (total > 0 ? applies(member) / total : 0));
}

/** Weighted mean of the bounds of what applies; null where nothing does. */
export function meanOf(members: readonly Weighted[]): Bounds | null {
  if (members.every((member) => member.bounds === null)) return null;
  const shares = sharesOf(members);
  const sum = (side: keyof Bounds) =>
    members.reduce((total, member, at) => total + (shares[at] ?? 0) * (member.bounds?.[side] ?? 0), 0);
  return { low: sum('low'), high: sum('high') };
}

/** From 0..1 to points of 100 with one decimal: only for what is shown or compared with a bar. */
export function toPoints(bounds: Bounds): Bounds {
  return { low: oneDecimal(bounds.low * 100), high: oneDecimal(bounds.high * 100) };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
