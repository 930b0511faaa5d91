import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const readmeSaysHowToRun = defineCheck({
  id: 'readme-says-how-to-run',
  asks: 'Does the writing say how to install, train, serve and test?',
  why: 'It is the first thing that the next person needs, and the first that they try.',
  remedy:
    'List the commands in the README in the order in which they are run, and try them from a clean checkout.',
  followUp: {
    question: 'A colleague takes over tomorrow. What do they read first?',
    goodAnswer: 'Points to one page with commands that were tried, and says where the traps are.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'how-to-run', subject: 'How to run it' }),
});
