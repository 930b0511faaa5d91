import { defineCheck } from './support/check.ts';
import { judgeWatched } from './support/watched.ts';

export const monitoringLeadsToAction = defineCheck({
  id: 'monitoring-leads-to-action',
  asks: 'Does the plan say how much is too much, and what happens then?',
  why: 'A chart that nobody has to act on is decoration.',
  remedy:
    'Give each watched number a limit, and say who does what when it is crossed: roll back, retrain, call.',
  followUp: {
    question: 'The drift alarm rings on a Friday evening. What happens?',
    goodAnswer: 'Says who looks, how to tell data errors from real change, and how to go back safely.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeWatched(notes, { wanted: ['threshold', 'action'], enough: 2 }),
});
