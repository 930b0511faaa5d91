import type { RepositoryEvidence } from '../evidence/repository.ts';

type TimeBox = NonNullable<NonNullable<RepositoryEvidence['work']>['timeBox']>;

const amount =
  /(\d+(?:\.\d+)?)\s*(?:(?:-|–|to|or)\s*(\d+(?:\.\d+)?)\s*)?-?(h|hrs?|hours?|mins?|minutes?)\b/gi;

/** `4 to 6 hours` is 4 to 6. Days and weeks are when to hand in, not how long to work: of them only the words are kept. */
export const readTimeBox = (text: string): TimeBox => {
  const found = [...text.matchAll(amount)];
  const [, low = '', high = low, unit = ''] = found.length === 1 ? (found[0] ?? []) : [];
  const inHours = (count: string): number => Number(count) / (/^h/i.test(unit) ? 1 : 60);
  const [least, most] = [inHours(low), inHours(high)];
  return { text, hours: least > 0 && most >= least ? { least, most } : null };
};
