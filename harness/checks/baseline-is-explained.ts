import { defineCheck } from './support/check.ts';
import { withoutTraining } from './support/method.ts';
import { isWritten, judgeTopic, topicOf } from './support/topics.ts';

export const baselineIsExplained = defineCheck({
  id: 'baseline-is-explained',
  asks: 'Is it written down what the simplest rule scores, beside the model?',
  why: 'A score means nothing to a reader who does not know what guessing would have scored.',
  remedy: 'Give the score of the simplest rule that could work, and say what the model adds to it.',
  followUp: {
    question: 'How much better than the simplest rule is your model, and is that worth its upkeep?',
    goodAnswer: 'Gives both figures on the same rows, and what the difference is worth to the business.',
  },
  needs: ['repository', 'notes', 'method'],
  judge: ({ repository, notes, method }) =>
    // Answers of somebody else's model may be scored as well, and a word in passing asks for no more than silence.
    (isWritten(topicOf(notes, 'baseline')) ? null : withoutTraining(method, repository)) ??
    judgeTopic(notes, { topic: 'baseline', subject: 'A baseline' }),
});
