import type { Check, Detail, EvidenceKind, Finding } from '../../types.ts';

/** Infers from `needs` what `judge` may see. */
export function defineCheck<const K extends EvidenceKind>(check: Check<K>): Check<K> {
  return check;
}

/** `score` is 0..1. */
export function scored(score: number, summary: string, details: readonly Detail[] = []): Finding {
  return { verdict: { kind: 'scored', score }, summary, details };
}

/** The question does not arise; it leaves the denominator. */
export function notApplicable(because: string): Finding {
  return { verdict: { kind: 'not-applicable', because }, summary: because, details: [] };
}
