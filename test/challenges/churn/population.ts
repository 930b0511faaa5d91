import { drawCustomer, drawIdentifiers } from '../../../challenges/churn/customers.ts';
import { randomOf } from '../../../challenges/churn/random.ts';
import type { Row } from '../../../harness/challenge/types.ts';

/** Clean customers, every eighth of them labelled as having left: what a defect strikes. */
export const population = (count = 2_000): readonly Row[] => {
  const random = randomOf('test', 'population');
  const period = { from: 0, to: 23 };
  return drawIdentifiers(count, { taken: new Set(), random }).map((id, index) => ({
    ...drawCustomer(id, { period, random }).row,
    churned: index % 8 === 0 ? 1 : 0,
  }));
};
