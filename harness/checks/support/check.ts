import type { Check, Detail, EvidenceKind, Finding } from '../../types.ts';

/** Infers from `needs` what `judge` may see. */
export function defineCheck<const K extends EvidenceKind>(check: Check<K>): Check<K> {
  return check;
}

export type Scored = {
  /** 0..1 */
  readonly score: number;
  readonly summary: string;
  readonly details?: readonly Detail[];
};

export function scored({ score, summary, details = [] }: Scored): Finding {
  return { verdict: { kind: 'scored', score }, summary, details };
}

/** The question does not arise; it leaves the denominator. */
export function notApplicable(because: string): Finding {
  return { verdict: { kind: 'not-applicable', because }, summary: because, details: [] };
}
