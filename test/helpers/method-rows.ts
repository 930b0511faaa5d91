import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { method } from './evidence/method.ts';
import { emptyEvidence, strongEvidence } from './evidence.ts';
import type { Row } from './table.ts';

/** Strong evidence, but for what is said of its method. */
export const givenMethod = (over: Partial<MethodEvidence>) => strongEvidence({ method: method(over) });

export const withoutModel: Row = {
  row: 'no model',
  evidence: emptyEvidence(),
  score: 'not-applicable',
  says: 'No model',
};
