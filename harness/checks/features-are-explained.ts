import { defineCheck } from './support/check.ts';
import { withoutTraining } from './support/method.ts';
import { judgeTopic } from './support/topics.ts';

export const featuresAreExplained = defineCheck({
  id: 'features-are-explained',
  asks: 'Is it written down why these features and not others?',
  why: 'Reasons tell a feature that will last from one that happens to fit.',
  remedy: 'Give each group of features a sentence: what it captures, when it is known, what was left out.',
  followUp: {
    question: 'Which feature would you drop first, and what would it cost?',
    goodAnswer: 'Has measured it, or knows how to, and weighs upkeep against the gain.',
  },
  needs: ['repository', 'notes', 'method'],
  judge: ({ repository, notes, method }) =>
    withoutTraining(method, repository) ??
    judgeTopic(notes, { topic: 'features', subject: 'The reasons for the features' }),
});
