import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourLeakingColumnChangesNothing = defineCheck({
  id: 'behaviour-leaking-column-changes-nothing',
  asks: 'Does the column that is filled in only after the outcome leave the answer alone?',
  why: 'When a prediction is needed the column is empty: what was learnt from it is lost, and validation flattered.',
  remedy: 'Drop every column that is written after the outcome before anything is fitted.',
  followUp: {
    question: 'How would you find a leaking column among two hundred?',
    goodAnswer:
      'Asks when each column is written, looks at scores too good to be true, and fits each column by itself.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers with the leaking column filled in',
      about: ({ family, roles }) => family === 'defect' && roles.includes('leaking'),
      sentence: 'got one answer with the leaking column empty and filled in',
    }),
});
