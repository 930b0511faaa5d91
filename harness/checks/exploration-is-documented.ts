import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const explorationIsDocumented = defineCheck({
  id: 'exploration-is-documented',
  asks: 'Is it written down what the data look like and what is wrong with them?',
  why: 'Every later decision rests on it, and a reader cannot repeat what was only looked at.',
  remedy: 'Write down what you found in each column, with numbers, and what you did about it.',
  followUp: {
    question: 'Which finding in the data changed what you did?',
    goodAnswer: 'Names a finding with a number, the decision it led to, and how the effect was checked.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'exploration', subject: 'The exploration' }),
});
