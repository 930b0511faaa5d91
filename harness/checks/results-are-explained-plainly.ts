import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const resultsAreExplainedPlainly = defineCheck({
  id: 'results-are-explained-plainly',
  asks: 'Is there an explanation for somebody who is not technical?',
  why: 'Who acts on a prediction has to know what it says, what it does not say, and how often it is wrong.',
  remedy:
    'Write half a page without a metric’s name: what the number means, whom to act on, how many calls are wasted.',
  followUp: {
    question: 'Explain to a sales manager in one minute what your score of 0.3 means.',
    goodAnswer: 'Speaks of people out of ten, says what the score is not, and what to do with it.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'plain-words', subject: 'An explanation in plain words' }),
});
