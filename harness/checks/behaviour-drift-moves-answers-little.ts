import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourDriftMovesAnswersLittle = defineCheck({
  id: 'behaviour-drift-moves-answers-little',
  asks: 'Do answers stay about where they were when the world changes as it did before?',
  why: 'Prices and usage go on changing; a customer must not turn into another one because of it.',
  remedy:
    'Prefer ratios and ranks to raw amounts, and regularise until a small change moves an answer little.',
  followUp: {
    question: 'Prices rise by a tenth next month. What happens to the scores, and is that right?',
    goodAnswer: 'Has tried it: knows which features move, by how much, and what of it is real risk.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers to rows as they were before and after a change with time',
      about: ({ family }) => family === 'drift',
      sentence: 'stayed within bounds as values changed with time',
    }),
});
