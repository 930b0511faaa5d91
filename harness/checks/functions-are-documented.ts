import { defineCheck, scored } from './support/check.ts';
import { lookedFor, share } from './support/details.ts';
import { outOf } from './support/words.ts';

export const functionsAreDocumented = defineCheck({
  id: 'functions-are-documented',
  asks: 'Do functions say what they are for?',
  why: 'A sentence with units and assumptions saves the next reader the reconstruction.',
  remedy: 'Give public functions one sentence: purpose, units, what is assumed.',
  needs: ['repository'],
  judge({ repository: { functions } }) {
    const { total, documented } = functions;
    if (total === 0) {
      const where = 'the submission’s own code outside tests and notebooks';
      return scored({
        score: 0,
        summary: 'No function was found that could be documented.',
        details: lookedFor('functions', where),
      });
    }
    const details = [share('documented functions', documented / total)];
    return scored({
      score: documented / total,
      summary: `${outOf([documented, total], 'function')} ${documented === 1 ? 'is' : 'are'} documented.`,
      details,
    });
  },
});
