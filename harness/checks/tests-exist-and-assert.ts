import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { count } from './support/words.ts';

// Health, a prediction, a refusal, a cleaning step and a feature: one test each is what a service this size asks for.
const enough = 5;

export const testsExistAndAssert = defineCheck({
  id: 'tests-exist-and-assert',
  asks: 'Are there tests with assertions that could fail?',
  why: 'A test without an assertion passes whatever the code does.',
  remedy: 'Write tests for the endpoint and for each cleaning step, each with an assertion on a result.',
  followUp: {
    question: 'Which of your tests would have caught a real mistake, and which mistake?',
    goodAnswer: 'Names a mistake that happened or nearly did, and the test that fails on it.',
  },
  needs: ['tests'],
  judge({ tests: { functions, hollow } }) {
    const asserting = functions.filter(({ assertions }) => assertions > 0);
    const empty = places(hollow, 'looks like a test file and holds no test');
    if (asserting.length === 0) {
      const found = lookedFor(
        'test functions with an assertion that can fail',
        'files by name, folder and content',
      );
      return scored({ score: 0, summary: noneAsserts(functions.length), details: [...found, ...empty] });
    }
    const summary = `${count(asserting.length, 'test')} with assertions found; ${enough} or more earn full points.`;
    const details = places(asserting.map(({ place }) => place));
    return scored({
      score: Math.min(1, asserting.length / enough),
      summary,
      details: [...details, ...empty],
    });
  },
});

function noneAsserts(tests: number): string {
  return tests === 0
    ? 'No test was found.'
    : `No assertion that can tell was found in ${count(tests, 'test')}.`;
}
