import { addSplit, divisionOf } from './method-divide.ts';
import { isWhole } from './method-kinds.ts';
import { sideOf, validates } from './method-known.ts';
import { noteGoesOn, noteTaken } from './method-overlap.ts';
import { isData, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const hows = { time: 'by-time', position: 'by-position', random: 'random' } as const;

/** Rows that were not divided by anything known are what their name says. */
export const withName = (turn: Turn, { name, value }: { name: string; value: Value }): Value => {
  const { part } = value;
  if (!isData(value)) return value;
  if (part?.side === 'held-out' && !part.decides && validates(name))
    return { ...value, part: { ...part, decides: true } };
  const side = sideOf(name);
  if (value.index || value.summary || side === null || !isWhole(part)) return value;
  if (side === 'training') noteGoesOn(turn, value);
  // Taken from rows that are called training rows, to be held out.
  const isTaken = side === 'held-out' && value.taken !== null;
  if (part !== null && !isTaken) return value;
  if (part !== null) noteTaken(turn, { name, value });
  const place = placeOf(turn);
  const how = value.cut && value.cut !== 'other' ? hows[value.cut] : null;
  if (how) addSplit(turn, { place, how, seed: null, followed: value.stored });
  const kind = how ? 'split' : 'named';
  const division = divisionOf(value, { place, kind });
  return { ...value, part: { side, division, decides: side === 'held-out' && validates(name) } };
};
