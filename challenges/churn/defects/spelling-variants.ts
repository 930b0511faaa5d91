import type { Row } from '../../../harness/challenge/types.ts';
import { type Strike, strikeShare } from '../table.ts';

export type Variants = Readonly<Record<string, readonly [string, ...string[]]>>;

/** A share of the rows has one of its categories spelt in another way; each variant belongs to one category. */
export const spellingVariants =
  ({ columns, share }: { columns: Readonly<Record<string, Variants>>; share: number }): Strike =>
  (rows, random) => {
    const known = (row: Row): string[] =>
      Object.keys(columns).filter((column) => columns[column]?.[String(row[column])] !== undefined);
    return strikeShare('spelling-variants', {
      rows,
      random,
      share,
      eligible: (row) => known(row).length > 0,
      change: (row) => {
        const [first, ...others] = known(row);
        if (first === undefined) return null;
        const column = random.pick([first, ...others]);
        const spellings = columns[column]?.[String(row[column])];
        return spellings ? { [column]: random.pick(spellings) } : null;
      },
    });
  };
