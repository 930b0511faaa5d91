import { sample } from '../random.ts';
import { type Strike, strikeRows, target } from '../table.ts';

/** Of those who left, a share filled in the exit survey: a number from 0 to 10. Nobody else has one. */
export const leakingColumn =
  ({ column, share }: { column: string; share: number }): Strike =>
  (rows, random) => {
    const left = rows.filter((row) => row[target] === 1);
    const answered = sample(left, { count: Math.round(left.length * share), random });
    return strikeRows('leaking-column', {
      rows,
      change: (row) => ({ [column]: answered.has(row) ? Math.floor(random.uniform() * 11) : null }),
    });
  };
