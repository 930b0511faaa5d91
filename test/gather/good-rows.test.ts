import { expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { goodRowsOf } from '../../harness/gather/serving.ts';
import { churnFolder } from '../helpers/reference.ts';

test('good rows need no cleaning, although some defects strike every row', async () => {
  const challenge = await loadChallenge(churnFolder);
  const draw = challenge.generate({ version: challenge.config.version, candidate: 'reference' });
  const rows = goodRowsOf({ draw, challenge });
  const ids = rows.map((row) => row.customer_id);
  const dirt = ['missing-at-random', 'missing-not-at-random', 'mixed-date-formats', 'money-notation'];
  const struck = draw.ledger.filter(({ row, defect }) => ids.includes(row) && dirt.includes(defect));
  expect(rows).toHaveLength(2);
  expect(struck).toEqual([]);
  expect(rows.every((row) => !('churned' in row))).toBe(true);
});
