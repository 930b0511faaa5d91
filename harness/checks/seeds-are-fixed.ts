import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { askOfScript, isInScript } from './support/languages.ts';
import { withoutTraining } from './support/method.ts';
import { count } from './support/words.ts';

export const seedsAreFixed = defineCheck({
  id: 'seeds-are-fixed',
  asks: 'Is randomness in training fixed by a seed?',
  why: 'Without one, two trainings differ and nobody can say whether a change helped.',
  remedy: 'Pass `random_state` to splits and estimators, from one place.',
  followUp: {
    question: 'How much does your metric move from seed to seed?',
    goodAnswer: 'Has tried several, gives the spread, and does not read differences smaller than it.',
  },
  needs: ['repository', 'method'],
  judge({ repository, method }) {
    const { seeds } = repository;
    const where = 'the submission’s own code and notebooks';
    if (seeds.length === 0 && isInScript(repository))
      return askOfScript('Does training give the same model each time, and what makes sure of it?');
    const nothing = seeds.length === 0 ? withoutTraining(method, repository) : null;
    if (nothing) return nothing;
    if (seeds.length === 0)
      return scored({
        score: 0,
        summary: 'No fixed seed was found.',
        details: lookedFor('random_state, seed and the like', where),
      });
    return scored({
      score: 1,
      summary: `Seeds are fixed in ${count(seeds.length, 'place')}.`,
      details: places(seeds),
    });
  },
});
