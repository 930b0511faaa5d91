import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourOutliersStayBounded = defineCheck({
  id: 'behaviour-outliers-stay-bounded',
  asks: 'Does a value recorded in another unit leave the answer about where it was?',
  why: 'One slip in a unit upstream must not turn a loyal customer into one who leaves.',
  remedy:
    'Undo the change of unit where only it explains the value, or limit values to what training data hold.',
  followUp: {
    question: 'How did you find out which values are in another unit, and what do you do with them?',
    goodAnswer:
      'Compares with a related column, converts where only that fits, and leaves honest large values alone.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers to outliers',
      about: ({ family, relation }) => family === 'defect' && relation.kind === 'bounded',
      sentence: 'stayed within bounds when the unit of a value changed',
    }),
});
