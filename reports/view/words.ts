import type { Bounds } from '../../harness/types.ts';

/** `1,234,567.8`. A format of the language's own costs more to make than the rest of a report. */
export const grouped = (value: number): string =>
  String(value).replace(/(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g, ',');

/** `1 item`, `2 items`, `no items`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count === 0 ? 'no' : grouped(count)} ${count === 1 ? one : many}`;

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Small numbers inside a sentence are words. */
export const few = (count: number): string => small[count] ?? grouped(count);

/** `a`, `a and b`, `a, b and c`; a comma before the last where a member has an "and" of its own. */
export const joined = (words: readonly string[]): string => {
  if (words.length < 2) return words.join('');
  const comma = words.some((word) => word.includes(' and ')) ? ',' : '';
  return `${words.slice(0, -1).join(', ')}${comma} and ${words.at(-1)}`;
};

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** For a title in the middle of a sentence: `Serving` becomes `serving`, `ML model` stays. */
export const inSentence = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;

/** A sentence ends with a full stop, whoever wrote it. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** At most so many decimals, none where they would be zero: `4.5`, `4`. */
export const decimals = (value: number, places: number): string => grouped(Number(value.toFixed(places)));

/** A range of no width, as shown, is one number. */
export const between = (low: string, high: string): string => (low === high ? low : `${low}–${high}`);

export const scoreRange = ({ low, high }: Bounds): string => between(decimals(low, 0), decimals(high, 0));

export const points = ({ low, high }: Bounds): string => between(decimals(low, 1), decimals(high, 1));

/** Rounding never makes a lost point good: 4.96 of 5 reads 4.9. */
const shortOf = (value: number, possible: number): number =>
  value < possible - 1e-9 ? Math.min(value, Math.floor((possible - 1e-9) * 10) / 10) : value;

export const pointsOf = ({ low, high }: Bounds, possible: number): string =>
  `${points({ low: shortOf(low, possible), high: shortOf(high, possible) })} of ${decimals(possible, 1)}`;

/** `6 points`, `1 point`: after rounding. */
export const pointCount = (value: number): string => {
  const text = decimals(value, 1);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
};

/** Text of ours with `code` in backticks, as parts that a template can draw. */
export const prose = (text: string) =>
  text
    .split(/`([^`]+)`/)
    .map((part, index) => ({ code: index % 2 === 1, text: part }))
    .filter((part) => part.text !== '');

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21 Nov 2025, 10:12 UTC` for a date that can be read, else the text as it stands. */
export const date = (iso: string): string => {
  const at = new Date(iso);
  if (!/^\d{4}-\d\d-\d\d/.test(iso) || Number.isNaN(at.getTime())) return iso;
  const time = at.toISOString().slice(11, 16);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${time} UTC`;
};
