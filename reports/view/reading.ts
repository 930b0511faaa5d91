import type { Evidence } from '../../harness/types.ts';

type HoldoutEvidence = Evidence['holdout'];
type Estimate = HoldoutEvidence['baseline']['scores']['accuracy'];

const overlap = (a: Estimate, b: Estimate): boolean => a.low <= b.high && b.low <= a.high;

type Three = { readonly submission: Estimate; readonly baseline: Estimate; readonly reference: Estimate };

export type Leads = HoldoutEvidence['leads'];
const holdsZero = ({ low, high }: Estimate): boolean => low <= 0 && high >= 0;

/**
 * Where one estimate stands among three. A tie is said: the interval of the lead on the same rows holds 0, or, where no lead was
 * measured, two intervals overlap.
 */
export const reading = (
  { submission, baseline, reference }: Three,
  { up, leads }: { readonly up: boolean; readonly leads: Leads },
): string => {
  const better = (a: Estimate, b: Estimate): boolean => (up ? a.value > b.value : a.value < b.value);
  const level = (name: 'baseline' | 'reference', other: Estimate): boolean =>
    leads ? holdsZero(leads[name]) : overlap(submission, other);
  const ties = [
    ...(level('reference', reference) ? ['reference'] : []),
    ...(level('baseline', baseline) ? ['baseline'] : []),
  ];
  if (ties.length === 2) return 'level with both';
  if (ties[0]) return `level with the ${ties[0]}`;
  if (better(submission, reference)) return 'better than the reference';
  return better(submission, baseline) ? 'between the two' : 'worse than the baseline';
};
