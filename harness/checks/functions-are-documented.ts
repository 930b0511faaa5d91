import type { Place } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { namedPlaces } from './support/code.ts';
import { lookedFor, share } from './support/details.ts';
import { outOf } from './support/words.ts';

// More places say nothing that the first eight do not.
const mostShown = 8;

const lacks = ({ path }: Place): string =>
  /\.(py|ipynb)$/.test(path) ? 'has no docstring' : 'has no sentence above it';

export const functionsAreDocumented = defineCheck({
  id: 'functions-are-documented',
  asks: 'Do functions say what they are for?',
  why: 'A sentence with units and assumptions saves the next reader the reconstruction.',
  remedy: 'Give public functions one sentence: purpose, units, what is assumed.',
  needs: ['code'],
  judge({ code: { functions } }) {
    const { total, documented, silent } = functions.telling;
    if (total === 0) {
      const where = 'the submission’s own code outside tests and notebooks';
      return scored({
        score: 0,
        summary: 'No public function of five lines or more was found.',
        details: lookedFor('functions', where),
      });
    }
    const details = [
      ...silent.flatMap((one) => namedPlaces([one], lacks(one.place))).slice(0, mostShown),
      share('documented functions', documented / total),
    ];
    return scored({
      score: documented / total,
      summary: `${outOf([documented, total], 'public function')} of five lines or more ${documented === 1 ? 'is' : 'are'} documented.`,
      details,
    });
  },
});
