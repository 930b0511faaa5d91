import { defineCheck } from './support/check.ts';
import { judgeProbes } from './support/malformed.ts';

export const servingNamesTheFieldAtFault = defineCheck({
  id: 'serving-names-the-field-at-fault',
  asks: 'Does a refusal name the field that is wrong?',
  why: 'The caller can act on “monthly_fee must be a number”, and not on “bad request”.',
  remedy: 'Pass the validator’s own message on: it holds the field and the reason.',
  followUp: {
    question: 'Who reads your error messages, and what do they do next?',
    goodAnswer:
      'Tells a calling program from a person on call, and gives each what it needs without internals.',
  },
  needs: ['malformed'],
  judge: ({ malformed }) =>
    judgeProbes({
      malformed,
      about: ({ field }) => field !== null,
      held: ({ refused, namesField }) => refused && namesField === true,
      expected: ({ field }) => `a refusal that names ${field}`,
      sentence: 'refused by naming the field at fault',
    }),
});
