import { defineCheck } from './support/check.ts';
import { withoutTraining } from './support/method.ts';
import { isWritten, judgeTopic, topicOf } from './support/topics.ts';

export const metricChoiceIsExplained = defineCheck({
  id: 'metric-choice-is-explained',
  asks: 'Is it written down why this metric fits the problem?',
  why: 'The metric is where the business meets the model; without a reason it was inherited.',
  remedy: 'Write two sentences: what a wrong call and a missed customer cost, and which metric follows.',
  followUp: {
    question: 'What does one point of your metric mean for the business?',
    goodAnswer: 'Turns it into customers kept or calls wasted at a stated budget.',
  },
  needs: ['repository', 'notes', 'method'],
  judge: ({ repository, notes, method }) =>
    // Answers of somebody else's model may be scored as well, and a word in passing asks for no more than silence.
    (isWritten(topicOf(notes, 'metric-choice')) ? null : withoutTraining(method, repository)) ??
    judgeTopic(notes, { topic: 'metric-choice', subject: 'The reason for the metric' }),
});
