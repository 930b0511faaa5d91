import type { Row } from '../../harness/challenge/types.ts';
import { isoOf, monthEnd } from './calendar.ts';
import { pickWeighted, type Random } from './random.ts';

/** Months after January 2023, both included. */
export type Period = { readonly from: number; readonly to: number };

/** A customer on the last day of a month as the business would like to know them: clean, complete, without an outcome. */
export type Customer = { readonly month: number; readonly daysUnseen: number; readonly row: Row };

const plans = { basic: 0.4, standard: 0.34, premium: 0.18, family: 0.08 };
/** The plan that came late: no row before this month has it. */
const flexFrom = 15;
const fees = { basic: 7.99, standard: 11.99, premium: 16.99, family: 19.99, flex: 9.49 };
const countries = { Germany: 0.34, France: 0.2, Spain: 0.16, Netherlands: 0.12, Poland: 0.1, Austria: 0.08 };
const contracts = { monthly: 0.62, annual: 0.3, 'two-year': 0.08 };
const discounts = { monthly: 1, annual: 0.88, 'two-year': 0.8 };
const payments = { card: 0.5, 'direct debit': 0.26, paypal: 0.18, invoice: 0.06 };

const between = (low: number, value: number, high: number): number => Math.max(low, Math.min(high, value));

const usageOf = (random: Random): Row => {
  const activity = random.normal(0, 0.75);
  // Most go on as they were; one in five is on the way out or has just found the service.
  const trend = random.chance(0.2) ? random.normal(-0.7, 0.7) : random.normal(0, 0.25);
  const before = random.poisson(Math.exp(2.5 + activity));
  const now = random.poisson(Math.exp(2.5 + activity + trend));
  const minutes = now === 0 ? 0 : Math.round(now * Math.exp(random.normal(3.7, 0.35)));
  return { sessions_30d: now, sessions_prev_30d: before, minutes_watched_30d: minutes };
};

const troubleOf = (random: Random): Row => {
  const trouble = random.normal(0, 1);
  return {
    support_tickets_90d: random.poisson(0.6 * Math.exp(0.6 * trouble)),
    payment_failures_90d: random.chance(0.14) ? 1 + random.poisson(0.6) : 0,
    satisfaction_score: between(1, Math.round(7.1 - 1.3 * trouble + random.normal(0, 1.2)), 10),
  };
};

const termsOf = (month: number, random: Random): Row => {
  const isFlex = month >= flexFrom && random.chance(0.18);
  const plan = isFlex ? 'flex' : pickWeighted(plans, random);
  const contract = isFlex ? 'monthly' : pickWeighted(contracts, random);
  const fee = fees[plan] * discounts[contract] * (1 + 0.04 * Math.round(random.normal(0, 1)));
  return {
    plan,
    contract_type: contract,
    monthly_fee: Math.round(fee * 100) / 100,
    payment_method: pickWeighted(payments, random),
    auto_renew: random.chance(0.78) ? 'yes' : 'no',
  };
};

/** A customer whom nobody has asked anything yet. `id` must be free. */
export const drawCustomer = (
  id: string,
  { period, random }: { period: Period; random: Random },
): Customer => {
  const month = period.from + Math.floor(random.uniform() * (period.to - period.from + 1));
  const today = monthEnd(month);
  const tenure = between(1, 1 + Math.floor(random.exponential(17)), 84);
  const usage = usageOf(random);
  const quiet = 30 / (1 + Number(usage.sessions_30d));
  const daysUnseen = between(0, Math.floor(random.exponential(quiet)), 75);
  const row: Row = {
    customer_id: id,
    snapshot_date: isoOf(today),
    signup_date: isoOf(today - Math.round(tenure * 30.44) - Math.floor(random.uniform() * 28)),
    last_seen_date: isoOf(today - daysUnseen),
    country: pickWeighted(countries, random),
    tenure_months: tenure,
    ...termsOf(month, random),
    ...usage,
    device_count: 1 + random.poisson(1.3),
    ...troubleOf(random),
    newsletter_opt_in: random.chance(0.4) ? 'yes' : 'no',
  };
  return { month, daysUnseen, row };
};

/** So many identifiers that are not taken: `C` and seven digits, in no order that means anything. */
export const drawIdentifiers = (
  count: number,
  { taken, random }: { taken: ReadonlySet<string>; random: Random },
): readonly string[] => {
  const ids = new Set<string>();
  while (ids.size < count) {
    const id = `C${1_000_000 + Math.floor(random.uniform() * 9_000_000)}`;
    if (!taken.has(id)) ids.add(id);
  }
  return [...ids];
};
