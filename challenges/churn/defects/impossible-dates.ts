import { type Strike, strikeShare } from '../table.ts';

/** What a form without validation, a default value and a broken import leave behind. */
export const impossibleDates: readonly [string, ...string[]] = [
  '31/02/2023',
  '2024-13-05',
  '0000-00-00',
  '1900-01-01',
  '2099-12-31',
];

/** A share of the rows holds a day that never was, or cannot be meant, in one of the columns. */
export const impossibleDatesIn =
  ({ columns, share }: { columns: readonly [string, ...string[]]; share: number }): Strike =>
  (rows, random) =>
    strikeShare('impossible-dates', {
      rows,
      random,
      share,
      change: () => ({ [random.pick(columns)]: random.pick(impossibleDates) }),
    });
