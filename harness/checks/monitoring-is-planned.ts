import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const monitoringIsPlanned = defineCheck({
  id: 'monitoring-is-planned',
  asks: 'Is there a plan for watching the model once it serves?',
  why: 'Customers and prices change; a model goes wrong quietly while its service stays green.',
  remedy: 'Write a few sentences on what is watched, how often, what is too much, and who then does what.',
  followUp: {
    question: 'Three months from now the model is worse. How would you find out?',
    goodAnswer:
      'From outcomes once they arrive, from drift in inputs and predictions before that, against stated limits.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'monitoring', subject: 'A plan for monitoring' }),
});
