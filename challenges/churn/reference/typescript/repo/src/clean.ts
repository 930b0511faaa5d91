/** Raw rows to numbers. Training and the service call the same function, so a value means the same in both. */

export type Row = Readonly<Record<string, unknown>>;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Days since 1970 of a date in any of the formats that the two CRMs write; null for gaps and days that never were. */
export function parseDay(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/T.*$/, '');
  const parts = dayParts(text);
  if (!parts) return null;
  const [year, month, day] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 2005 && year <= 2035 ? date.getTime() / 86_400_000 : null;
}

function dayParts(text: string): [number, number, number] | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const european = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (european) return [Number(european[3]), Number(european[2]), Number(european[1])];
  const dayFirst = /^(\d{1,2}) ([A-Za-z]{3}) (\d{4})$/.exec(text);
  if (dayFirst) return [Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1])];
  const monthFirst = /^([A-Za-z]{3}) (\d{1,2}), (\d{4})$/.exec(text);
  if (monthFirst) return [Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2])];
  return null;
}

const monthOf = (name: string | undefined): number => months.indexOf((name ?? '').toLowerCase()) + 1;

/** Euro as a number: `12.99`, `€12.99`, `12,99 €`, `EUR 12.99`; null for anything else. */
export function parseMoney(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const digits = value.replaceAll(/[^\d,.-]/g, '');
  const plain = digits.includes(',') ? digits.replaceAll('.', '').replace(',', '.') : digits;
  const amount = Number(plain);
  return plain === '' || !Number.isFinite(amount) ? null : amount;
}

const spellings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plan: { bsc: 'basic', std: 'standard', prem: 'premium', fam: 'family', 'family plan': 'family' },
  contract_type: {
    'month to month': 'monthly',
    yearly: 'annual',
    '1 year': 'annual',
    'two year': 'two year',
    '2 years': 'two year',
    biennial: 'two year',
  },
  payment_method: { 'credit card': 'card', sepa: 'direct debit', 'pay pal': 'paypal' },
  auto_renew: { y: 'yes', true: 'yes', n: 'no', false: 'no' },
};

/** One name for all spellings of a category; `unknown` for a gap. */
export function parseCategory(value: unknown, column: string): string {
  if (value === null || value === undefined || value === '') return 'unknown';
  const folded = String(value)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[\s._-]+/g, ' ')
    .trim();
  return spellings[column]?.[folded] ?? folded;
}

/** A number as it stands in the CSV or in JSON; null for a gap. */
export function parseNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Nobody watches ten hours in one session: above, an old player sent seconds. */
const mostMinutesASession = 600;

export function minutesOf(row: Row): number | null {
  const minutes = parseNumber(row.minutes_watched_30d);
  const sessions = Math.max(1, parseNumber(row.sessions_30d) ?? 1);
  if (minutes === null) return null;
  return minutes > mostMinutesASession * sessions ? minutes / 60 : minutes;
}
