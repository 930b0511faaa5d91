import { isoOf } from '../calendar.ts';
import { firstNames, lastNames } from '../names.ts';
import { type Strike, strikeRows } from '../table.ts';

const mailHosts = ['example.com', 'example.org', 'example.net'] as const;
const adultsBornBefore = 13_500;

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** Every row gains a name, an address and a day of birth that say nothing about leaving. */
export const personalData = (): Strike => (rows, random) =>
  strikeRows('personal-data', {
    rows,
    change: () => {
      const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
      const number = Math.floor(random.uniform() * 1000);
      return {
        full_name: `${first} ${last}`,
        email: `${plain(first)}.${plain(last)}${number}@${random.pick(mailHosts)}`,
        birth_date: isoOf(adultsBornBefore - Math.floor(random.uniform() * 20_000)),
      };
    },
  });
