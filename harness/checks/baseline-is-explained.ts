import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const baselineIsExplained = defineCheck({
  id: 'baseline-is-explained',
  asks: 'Is it written down what the simplest rule scores, beside the model?',
  why: 'A score means nothing to a reader who does not know what guessing would have scored.',
  remedy: 'Give the score of the simplest rule that could work, and say what the model adds to it.',
  followUp: {
    question: 'How much better than the simplest rule is your model, and is that worth its upkeep?',
    goodAnswer: 'Gives both figures on the same rows, and what the difference is worth to the business.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'baseline', subject: 'A baseline' }),
});
