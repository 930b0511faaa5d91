import { type Strike, strikeShare } from '../table.ts';

/** A share of the values was recorded in a smaller unit, and is `factor` times as large. Undone by dividing. */
export const unitOutliers =
  ({ column, share, factor }: { column: string; share: number; factor: number }): Strike =>
  (rows, random) =>
    strikeShare('unit-outliers', {
      rows,
      random,
      share,
      // A small value would hide among the honest ones: nobody could tell that its unit changed.
      eligible: (row) => Number(row[column]) >= 60,
      change: (row) => ({ [column]: Number(row[column]) * factor }),
    });
