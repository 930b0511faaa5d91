import { sample } from '../random.ts';
import { type Strike, strikeRows, target } from '../table.ts';

/**
 * A share of the labels is wrong, as many in either direction, so that the share of positives stays. Undone by striking
 * the same rows again.
 */
export const flippedLabels =
  ({ share }: { share: number }): Strike =>
  (rows, random) => {
    const count = Math.round((rows.length * share) / 2);
    const wrong = [1, 0].map((label) =>
      sample(
        rows.filter((row) => row[target] === label),
        { count, random },
      ),
    );
    return strikeRows('flipped-labels', {
      rows,
      change: (row) =>
        wrong.some((chosen) => chosen.has(row)) ? { [target]: 1 - Number(row[target]) } : null,
    });
  };
