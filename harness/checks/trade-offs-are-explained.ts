import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';

export const tradeOffsAreExplained = defineCheck({
  id: 'trade-offs-are-explained',
  asks: 'Are decisions written down with what was given up for them?',
  why: 'Every choice has a price; a writer who names it can be trusted with the next choice.',
  remedy: 'For your two largest decisions, name the alternative and why it lost.',
  followUp: {
    question: 'Which decision would you take differently with a week instead of a day?',
    goodAnswer: 'Names one, what it would cost, and what it would bring.',
  },
  needs: ['notes'],
  judge: ({ notes }) => judgeTopic(notes, { topic: 'trade-offs', subject: 'Trade-offs' }),
});
