import type { Check } from '../types.ts';

/** Every check there is, in the order of the report's criteria. A rubric chooses from these and weighs them. */
export const checks: readonly Check[] = [];
