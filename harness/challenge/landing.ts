import type { Grade, GradedFinding } from '../types.ts';
import type { Expected, outcomes } from './reference.ts';

type Outcome = (typeof outcomes)[number];

const outcomeOf = ({ verdict }: GradedFinding): Outcome | 'faulted' => {
  if (verdict.kind !== 'scored') return verdict.kind;
  if (verdict.score === 0) return 'lost';
  return verdict.score === 1 ? 'earned' : 'partly';
};

/** Where a reference's grade is not as its `expected.yaml` says, a sentence each; empty when it landed where it must. */
export const misses = ({ score, findings }: Grade, { band, checks }: Expected): readonly string[] => {
  const middle = (score.low + score.high) / 2;
  const [from, to] = band;
  const outside = middle < from || middle > to ? [`the score ${middle} is outside ${from} to ${to}`] : [];
  const others = Object.entries(checks).flatMap(([check, expected]) => {
    const finding = findings.find((one) => one.check === check);
    const found = finding ? outcomeOf(finding) : 'not in the rubric';
    return found === expected ? [] : [`${check} is ${found}, expected ${expected}`];
  });
  return [...outside, ...others];
};
