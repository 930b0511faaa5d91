import { addSplit, divisionOf } from './method-divide.ts';
import { sideOf } from './method-known.ts';
import { isData, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const hows = { time: 'by-time', position: 'by-position', random: 'random' } as const;

/** Rows that were not divided by anything known are what their name says. */
export const withName = (turn: Turn, { name, value }: { name: string; value: Value }): Value => {
  if (!isData(value) || value.part !== null || value.index || value.summary) return value;
  const side = sideOf(name);
  if (side === null) return value;
  const place = placeOf(turn);
  const how = value.cut && value.cut !== 'other' ? hows[value.cut] : null;
  if (how) addSplit(turn, { place, how, seed: null, followed: value.stored });
  const kind = how ? 'split' : 'named';
  return { ...value, part: { side, division: divisionOf(value, { place, kind }) } };
};
