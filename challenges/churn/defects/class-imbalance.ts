import { type Strike, strikeRows, target } from '../table.ts';

/**
 * Few leave: the share of rows with the highest risk is labelled 1, all others 0. `risks` is parallel to the rows and holds
 * chance already, so that the label is a draw and not a rule. The ledger lists the minority.
 */
export const classImbalance =
  ({ risks, share }: { risks: readonly number[]; share: number }): Strike =>
  (rows) => {
    const order = rows.map((_, index) => index).sort((a, b) => (risks[b] ?? 0) - (risks[a] ?? 0));
    const minority = new Set(order.slice(0, Math.round(rows.length * share)));
    const { rows: labelled, ledger } = strikeRows('class-imbalance', {
      rows,
      change: (_, index) => ({ [target]: minority.has(index) ? 1 : 0 }),
    });
    return { rows: labelled, ledger: ledger.filter(({ after }) => after === '1') };
  };
