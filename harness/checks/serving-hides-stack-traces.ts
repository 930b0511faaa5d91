import { defineCheck } from './support/check.ts';
import { judgeProbes } from './support/malformed.ts';

export const servingHidesStackTraces = defineCheck({
  id: 'serving-hides-stack-traces',
  asks: 'Do replies to malformed requests keep internals to themselves?',
  why: 'A stack trace tells a stranger paths, versions and code, and tells the caller nothing.',
  remedy: 'Turn debug mode off and answer unexpected errors with a short message; keep the trace in the log.',
  followUp: {
    question: 'An unexpected error happens while predicting. What does the caller see, and what do you see?',
    goodAnswer:
      'The caller sees a status and an id; the log holds the trace, the input’s shape and the same id.',
  },
  needs: ['malformed'],
  judge: ({ malformed }) =>
    judgeProbes({
      malformed,
      // A dropped connection shows no trace either; only a reply can be a good one.
      held: ({ leaksTrace, exchange }) => exchange.reply !== null && !leaksTrace,
      expected: () => 'a reply without a stack trace',
      sentence: 'answered without a stack trace',
    }),
});
