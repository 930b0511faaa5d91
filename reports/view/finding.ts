import type { GradedCriterion, GradedFinding, Verdict } from '../../harness/types.ts';
import { capital } from './words.ts';

export type StatusId = 'held' | 'part' | 'not' | 'person' | 'fault' | 'skip';
/** Shape (by id), colour (by id) and word. */
export type Status = { readonly id: StatusId; readonly word: string };

/** Float sums of checks leave 0.9999999: what rounds to 1 in the third decimal is whole. */
const whole = 0.9995;

const scored = (score: number, finding: GradedFinding): Status => {
  if (score >= whole) return { id: 'held', word: 'held' };
  if (score > 1 - whole) return { id: 'part', word: 'held in part' };
  const absent = finding.details.length > 0 && finding.details.every(({ kind }) => kind === 'looked-for');
  return { id: 'not', word: absent ? 'not found' : 'did not hold' };
};

const judged = (verdict: Verdict, finding: GradedFinding): Status => {
  switch (verdict.kind) {
    case 'scored':
      return scored(verdict.score, finding);
    case 'needs-human':
      return { id: 'person', word: 'needs a person' };
    case 'faulted':
      return { id: 'fault', word: 'could not be measured' };
    case 'not-applicable':
      return { id: 'skip', word: 'does not apply' };
  }
};

/** A person's score counts instead of the verdict. */
export const statusOf = (finding: GradedFinding): Status =>
  finding.override ? scored(finding.override.score, finding) : judged(finding.verdict, finding);

/** The verdict as the harness reached it, whatever a person said later. */
export const originalStatus = (finding: GradedFinding): Status => judged(finding.verdict, finding);

/** Words that an id cannot spell. */
const spelt: Readonly<Record<string, string>> = { ci: 'CI', readme: 'README', 'trade offs': 'trade-offs' };

/** The first word of these ids names a topic and is no part of the claim. */
const topics = /^(?:behaviour|data|integrity)-/;

/** Check ids are claims: `serving-refuses-malformed-rows` reads "Serving refuses malformed rows". */
export const claimOf = ({ check }: Pick<GradedFinding, 'check'>): string =>
  capital(
    check
      .replace(topics, '')
      .replaceAll('-', ' ')
      .replace(/\b(?:ci|readme|trade offs)\b/g, (word) => spelt[word] ?? word),
  );

/** Points that are gone for certain. */
export const lost = ({ points }: GradedFinding): number => points.possible - points.high;

/** Points that a person or a repeated run can still give. */
export const open = ({ points }: GradedFinding): number => points.high - points.low;

/** Differences below this are the dust of adding floats. */
export const dust = 0.005;

/** A finding with its place in the grade, which names its anchor. */
export type Placed = {
  readonly finding: GradedFinding;
  readonly anchor: string;
  /** Its points are gone for what another check found: they say nothing about its own claim. */
  readonly voided: boolean;
  /** Whole criteria do not count because of it. */
  readonly voids: boolean;
};

export const placed = (
  findings: readonly GradedFinding[],
  criteria: readonly GradedCriterion[] = [],
): readonly Placed[] => {
  const voided = new Set(criteria.filter(({ voidedBy }) => voidedBy !== null).map(({ id }) => id));
  const voiding = new Set(criteria.map(({ voidedBy }) => voidedBy));
  return findings.map((finding, index) => ({
    finding,
    anchor: `check-${index + 1}`,
    voided: voided.has(finding.criterion),
    voids: voiding.has(finding.check),
  }));
};

const difference = (a: number, b: number): number => (Math.abs(a - b) < dust ? 0 : a - b);

/** Most points lost first, then most points open, then most points at stake, then as the rubric lists them. */
export const byPointsLost = <T extends { readonly finding: GradedFinding }>(
  items: readonly T[],
): readonly T[] =>
  items.toSorted(
    ({ finding: a }, { finding: b }) =>
      difference(lost(b), lost(a)) ||
      difference(open(b), open(a)) ||
      difference(b.points.possible, a.points.possible),
  );
