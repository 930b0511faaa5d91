import { type Strike, strikeShare } from '../table.ts';

const comma = (amount: number): string => amount.toFixed(2).replace('.', ',');

/** Ways in which an amount in euro is written. None of them reads as a plain number. */
export const moneyNotations: readonly [(amount: number) => string, ...((amount: number) => string)[]] = [
  (amount) => comma(amount),
  (amount) => `€${amount.toFixed(2)}`,
  (amount) => `€ ${comma(amount)}`,
  (amount) => `${comma(amount)} €`,
  (amount) => `EUR ${amount.toFixed(2)}`,
];

/** A share of the amounts is written with a currency sign, a decimal comma or both. */
export const moneyNotation =
  ({ column, share }: { column: string; share: number }): Strike =>
  (rows, random) =>
    strikeShare('money-notation', {
      rows,
      random,
      share,
      eligible: (row) => row[column] !== null,
      change: (row) => ({ [column]: random.pick(moneyNotations)(Number(row[column])) }),
    });
