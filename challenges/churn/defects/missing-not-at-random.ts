import { type Strike, strikeShare } from '../table.ts';

/**
 * A share of the rows loses a score, the lower the likelier: the unhappy do not answer. Each point below `top` makes a gap
 * `steepness` times as likely.
 */
export const missingNotAtRandom =
  ({
    column,
    share,
    top,
    steepness,
  }: {
    column: string;
    share: number;
    top: number;
    steepness: number;
  }): Strike =>
  (rows, random) =>
    strikeShare('missing-not-at-random', {
      rows,
      random,
      share,
      eligible: (row) => row[column] !== null,
      weight: (row) => steepness ** (top - Number(row[column])),
      change: () => ({ [column]: null }),
    });
