import { defineCheck, scored } from './support/check.ts';
import { judgeProbes } from './support/malformed.ts';

export const servingSurvivesMalformedRequests = defineCheck({
  id: 'serving-survives-malformed-requests',
  asks: 'Is a good row answered right after each malformed request?',
  why: 'One bad client must not take the service away from all the others.',
  remedy: 'Limit the size of bodies, handle errors for each request, and keep no state between requests.',
  followUp: {
    question: 'What could one request do to the next one in your service?',
    goodAnswer: 'Names shared state, memory, blocked workers, and what bounds each of them.',
  },
  needs: ['malformed', 'serving'],
  judge({ malformed, serving }) {
    const finding = judgeProbes({
      malformed,
      held: ({ healthyAfter }) => healthyAfter,
      expected: () => 'a prediction for a good row right afterwards',
      sentence: 'left the service able to predict',
    });
    const { verdict, details } = finding;
    if (verdict.kind !== 'scored' || malformed.notAsked || serving.aliveAtEnd) return finding;
    return scored({
      score: verdict.score / 2,
      summary: 'The service was gone after the last request.',
      details,
    });
  },
});
