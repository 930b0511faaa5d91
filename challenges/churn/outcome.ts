import type { Row } from '../../harness/challenge/types.ts';
import type { Customer } from './customers.ts';
import type { Random } from './random.ts';

const n = (row: Row, column: string): number => Number(row[column]);
const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(high, value));

/** Watching less than the month before, which says less and less as films play on by themselves; not seen lately. */
const engagement = ({ row, month, daysUnseen }: Customer): number => {
  const decline = Math.log((n(row, 'sessions_prev_30d') + 2) / (n(row, 'sessions_30d') + 2));
  return (2.6 - 0.05 * month) * clamp(-0.8, decline, 2) + 1.0 * Math.log1p(daysUnseen / 4);
};

/** Free to go: a monthly contract, or a longer one about to end. */
const freedom = ({ row }: Customer): number => {
  const term = { monthly: 1, annual: 12, 'two-year': 24 }[String(row.contract_type)] ?? 1;
  if (term === 1) return 0.7 - 0.45 * Math.log(n(row, 'tenure_months') / 6);
  const rest = n(row, 'tenure_months') % term;
  const ending = rest === 0 || rest === term - 1;
  return ending ? 1.5 + (row.auto_renew === 'no' ? 1.2 : 0) : -1.9;
};

/** What went wrong lately. A single ticket says little, three say much. */
const trouble = ({ row }: Customer): number =>
  (n(row, 'support_tickets_90d') >= 3 ? 1.6 : 0.15 * n(row, 'support_tickets_90d')) +
  Math.min(n(row, 'payment_failures_90d'), 3) * (row.payment_method === 'card' ? 1.1 : 0.6) +
  0.42 * clamp(0, 7 - n(row, 'satisfaction_score'), 5);

/** Paying much for little, which counts for more as prices rise. */
const value = ({ row, month }: Customer): number => {
  const perHour = n(row, 'monthly_fee') / (n(row, 'minutes_watched_30d') / 60 + 1);
  return (0.3 + 0.02 * month) * Math.log(perHour + 0.1);
};

const markets = ['Germany', 'France', 'Spain', 'Netherlands', 'Poland', 'Austria'];

/** Campaigns of competitors come and go, country by country and quarter by quarter, in no order that could be foreseen. */
const campaign = ({ row, month }: Customer): number =>
  1.5 * Math.sin(12.9898 * (markets.indexOf(String(row.country)) + 1) * (Math.floor(month / 3) + 2));

/** What happened in the world: campaigns, a season, a new plan that appeals to the fickle. */
const circumstances = (customer: Customer): number =>
  campaign(customer) +
  0.4 * Math.sin((customer.month * Math.PI) / 6) +
  (customer.row.plan === 'flex' ? 0.6 : 0);

/** Standard deviation of what no column tells, on the scale of the log-odds. */
const unknown = 1;

/** Who leaves first: higher is sooner. Observable reasons plus what nobody wrote down. */
export const riskOf = (customer: Customer, random: Random): number =>
  engagement(customer) +
  freedom(customer) +
  trouble(customer) +
  value(customer) +
  circumstances(customer) +
  random.normal(0, unknown);
