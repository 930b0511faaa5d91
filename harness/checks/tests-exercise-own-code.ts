import type { TestsEvidence } from '../evidence/tests.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places, share } from './support/details.ts';
import { outOf } from './support/words.ts';

export const testsExerciseOwnCode = defineCheck({
  id: 'tests-exercise-own-code',
  asks: 'Do the tests reach the submission’s own code?',
  why: 'A test of a library, or of nothing, says nothing about what was handed in.',
  remedy: 'Import your own functions or your app into the tests and assert on what they return.',
  followUp: {
    question: 'Which part of your code has no test, and why that one?',
    goodAnswer: 'Knows the gap and gives a reason of cost or risk, not of forgetting.',
  },
  needs: ['tests'],
  judge({ tests: { functions, coverage } }) {
    const asserting = functions.filter(({ assertions }) => assertions > 0);
    const reaching = asserting.filter(({ exercises }) => exercises.length > 0);
    if (asserting.length === 0) {
      const found = lookedFor(
        'tests that call the submission’s own code',
        'files by name, folder and content',
      );
      return scored({
        score: 0,
        summary: 'No test that could exercise its own code was found.',
        details: found,
      });
    }
    const details = places(
      asserting.filter(({ exercises }) => exercises.length === 0).map(({ place }) => place),
      'reaches no own code',
    );
    const summary = `${outOf([reaching.length, asserting.length], 'test')} reached the submission’s own code.`;
    return scored({
      score: reaching.length / asserting.length,
      summary,
      details: [...details, ...places(reaching.map(({ place }) => place)), ...claimed(coverage)],
    });
  },
});

/** By the run's own account, so it is shown and earns nothing. */
function claimed(coverage: TestsEvidence['coverage']): readonly Detail[] {
  if (!coverage) return [];
  const { functions } = coverage;
  const missed = functions.filter(({ reached }) => !reached);
  return [
    share('own functions reached, as the run says', 1 - missed.length / functions.length),
    ...places(
      missed.map(({ place }) => place),
      'a function that no test reached, as the run says',
    ),
  ];
}
