import { defineCheck } from './support/check.ts';
import { judgeProbes } from './support/malformed.ts';

export const servingRefusesMalformedRequests = defineCheck({
  id: 'serving-refuses-malformed-requests',
  asks: 'Are malformed requests refused with a status that says so?',
  why: 'A prediction made from a broken row looks like any other; only a refusal tells the caller.',
  remedy: 'Validate the request against a schema at the edge and answer 4xx where it does not fit.',
  followUp: {
    question: 'Which malformed input would you accept and repair, and which refuse?',
    goodAnswer:
      'Repairs what training data showed to be harmless, refuses what changes the meaning, and logs both.',
  },
  needs: ['malformed'],
  judge: ({ malformed }) =>
    judgeProbes({
      malformed,
      held: ({ refused }) => refused,
      expected: ({ accepts }) => `status ${accepts.join(' or ')}`,
      sentence: 'refused with a fitting status',
    }),
});
