import { minutesOf, parseCategory, parseDay, parseMoney, parseNumber, type Row } from './clean.ts';

/** Not used: `exit_survey_score` is filled in only after a customer has left; names, e-mail and birth date are nobody's business. */
export const LEFT_OUT = ['exit_survey_score', 'full_name', 'email', 'birth_date', 'customer_id'];

export const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  plan: ['basic', 'standard', 'premium', 'family', 'flex'],
  contract_type: ['monthly', 'annual', 'two year'],
  payment_method: ['card', 'direct debit', 'paypal', 'invoice'],
  auto_renew: ['yes', 'no'],
};

export const NUMBERS = [
  'unseenDays',
  'unseenLong',
  'sessions',
  'noSessions',
  'slowdown',
  'minutes',
  'fee',
  'feePerHour',
  'failures',
  'tickets',
  'tenure',
  'toRenewal',
  'devices',
  'satisfaction',
  'satisfactionMissing',
] as const;

type Numbers = Readonly<Record<(typeof NUMBERS)[number], number | null>>;

const difference = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other;

const log = (value: number | null): number | null => (value === null ? null : Math.log1p(Math.max(0, value)));

const terms: Readonly<Record<string, number>> = { monthly: 1, annual: 12, 'two year': 24 };

/** What a customer is, as numbers; null where it is not known. */
export function numbersOf(row: Row): Numbers {
  const unseen = difference(parseDay(row.snapshot_date), parseDay(row.last_seen_date));
  const unseenDays = unseen !== null && unseen >= 0 && unseen < 400 ? unseen : null;
  const sessions = parseNumber(row.sessions_30d);
  const minutes = minutesOf(row);
  const fee = parseMoney(row.monthly_fee);
  const tenure = parseNumber(row.tenure_months);
  const term = terms[parseCategory(row.contract_type, 'contract_type')] ?? 1;
  const satisfaction = parseNumber(row.satisfaction_score);
  return {
    unseenDays: log(unseenDays),
    unseenLong: unseenDays === null ? null : Number(unseenDays > 14),
    sessions: log(sessions),
    noSessions: sessions === null ? null : Number(sessions === 0),
    slowdown: difference(log(parseNumber(row.sessions_prev_30d)), log(sessions)),
    minutes: log(minutes),
    fee,
    feePerHour: fee === null || minutes === null ? null : Math.log1p(fee / (minutes / 60 + 1)),
    failures: log(parseNumber(row.payment_failures_90d)),
    tickets: log(parseNumber(row.support_tickets_90d)),
    tenure: log(tenure),
    toRenewal: tenure === null ? null : (term - (tenure % term)) % term,
    devices: parseNumber(row.device_count),
    satisfaction,
    satisfactionMissing: Number(satisfaction === null),
  };
}

/** One 0 or 1 for each known category; all zeros for what was never seen. */
export function flagsOf(row: Row): number[] {
  return Object.entries(CATEGORIES).flatMap(([column, known]) => {
    const value = parseCategory(row[column], column);
    return known.map((name) => Number(name === value));
  });
}
