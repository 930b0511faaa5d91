import { defineCheck, notApplicable, scored } from './support/check.ts';
import { namedPlaces } from './support/code.ts';
import { lookedFor, share } from './support/details.ts';
import { outOf } from './support/words.ts';

export const functionsAreAnnotated = defineCheck({
  id: 'functions-are-annotated',
  asks: 'Do functions say what they take and give?',
  why: 'Annotations are the documentation that tools can check.',
  remedy: 'Annotate the functions that others call first.',
  needs: ['code'],
  judge({ code: { functions } }) {
    const { annotated, bare } = functions;
    const total = functions.annotatable ?? functions.total;
    if (total === 0 && functions.total > 0)
      return notApplicable('Its functions are in JavaScript, and no types are in use there.');
    if (total === 0) {
      const where = 'the submission’s own code outside tests and notebooks';
      return scored({
        score: 0,
        summary: 'No function was found that could be annotated.',
        details: lookedFor('functions', where),
      });
    }
    const details = [...namedPlaces(bare, 'no annotation'), share('annotated functions', annotated / total)];
    return scored({
      score: annotated / total,
      summary: `${outOf([annotated, total], 'function')} ${annotated === 1 || total === 1 ? 'is' : 'are'} annotated.`,
      details,
    });
  },
});
