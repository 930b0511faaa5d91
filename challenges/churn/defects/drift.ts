import { dayOf, monthEnd } from '../calendar.ts';
import { type Change, type Strike, strikeRows } from '../table.ts';

export type Drift = {
  /** Months after January 2023 from which films play on by themselves, and how much more is watched then. */
  readonly autoplay: { readonly from: number; readonly factor: number };
  /** Months from which some plans cost more, and how much. */
  readonly priceRise: { readonly from: number; readonly factor: number; readonly plans: readonly string[] };
};

const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** The world changes under the model: later rows watch more and pay more. Inverted by dividing by the factors. */
export const drift =
  ({ autoplay, priceRise }: Drift): Strike =>
  (rows) =>
    strikeRows('drift', {
      rows,
      change: (row): Change => {
        const day = dayOf(String(row.snapshot_date));
        const minutes = Number(row.minutes_watched_30d);
        const fee = Number(row.monthly_fee);
        const watchesMore = day >= monthEnd(autoplay.from);
        const paysMore = day >= monthEnd(priceRise.from) && priceRise.plans.includes(String(row.plan));
        if (!watchesMore && !paysMore) return null;
        return {
          minutes_watched_30d: watchesMore ? Math.round(minutes * autoplay.factor) : minutes,
          monthly_fee: paysMore ? cents(fee * priceRise.factor) : fee,
        };
      },
    });
