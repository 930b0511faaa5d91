import { addSplit, divisionOf } from './method-divide.ts';
import { isData, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const held =
  /(^|[_.])(tests?|val|valid|validation|holdout|hold_out|eval|oot)([_\d]|$)|(X|x|y)(test|val)$|Test$/;
const learning = /(^|[_.])(train|training|trn|tr)([_\d]|$)|(X|x|y)train$|Train$/;
const hows = { time: 'by-time', position: 'by-position', random: 'random' } as const;

/** Rows that were not divided by anything known are what their name says. */
export const withName = (turn: Turn, { name, value }: { name: string; value: Value }): Value => {
  if (!isData(value) || value.part !== null || value.index || value.summary) return value;
  const side = learning.test(name) ? 'training' : held.test(name) ? 'held-out' : null;
  if (side === null || (side === 'held-out' && learning.test(name))) return value;
  const place = placeOf(turn);
  const how = value.cut && value.cut !== 'other' ? hows[value.cut] : null;
  if (how) addSplit(turn, { place, how, seed: null });
  const kind = how ? 'split' : 'named';
  return { ...value, part: { side, division: divisionOf(value, { place, kind }) } };
};
