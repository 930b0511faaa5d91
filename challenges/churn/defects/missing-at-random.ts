import { type Strike, strikeShare } from '../table.ts';

/** A share of the rows loses the value of one of the columns, whatever it was. */
export const missingAtRandom =
  ({ columns, share }: { columns: readonly [string, ...string[]]; share: number }): Strike =>
  (rows, random) =>
    strikeShare('missing-at-random', {
      rows,
      random,
      share,
      change: () => ({ [random.pick(columns)]: null }),
    });
