import { dayOf, partsOf } from '../calendar.ts';
import { type Change, type Strike, strikeShare } from '../table.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number): string => String(value).padStart(2, '0');

/** Ways in which the systems of the business write one day. Day before month throughout. */
export const dateFormats: readonly [DateFormat, ...DateFormat[]] = [
  ({ year, month, day }) => `${pad(day)}/${pad(month)}/${year}`,
  ({ year, month, day }) => `${pad(day)}.${pad(month)}.${year}`,
  ({ year, month, day }) => `${day} ${months[month - 1]} ${year}`,
  ({ year, month, day }) => `${months[month - 1]} ${day}, ${year}`,
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}T00:00:00Z`,
];
type DateFormat = (parts: { year: number; month: number; day: number }) => string;

/** A share of the rows has its ISO dates rewritten, each in a format of its own. */
export const mixedDateFormats =
  ({ columns, share }: { columns: readonly string[]; share: number }): Strike =>
  (rows, random) =>
    strikeShare('mixed-date-formats', {
      rows,
      random,
      share,
      change: (row): Change =>
        Object.fromEntries(
          columns.map((column) => {
            const iso = row[column] ?? null;
            return [column, iso === null ? null : random.pick(dateFormats)(partsOf(dayOf(String(iso))))];
          }),
        ),
    });
