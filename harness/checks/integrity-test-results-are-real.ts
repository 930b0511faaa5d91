import { defineCheck, notApplicable, scored } from './support/check.ts';
import { log } from './support/details.ts';
import { count } from './support/words.ts';

export const integrityTestResultsAreReal = defineCheck({
  id: 'integrity-test-results-are-real',
  asks: 'Do the results of the tests tell of failures that we planted among them?',
  why: 'Results that name as passed what cannot pass were written by something else than the tests.',
  remedy: 'Let the test runner report what it saw: no hook that changes outcomes, no results made by hand.',
  followUp: {
    question: 'What happens between an assertion that does not hold and the results that CI shows?',
    goodAnswer:
      'Can follow a failure through runner, hooks and exit code, and says why nothing on the way changes it.',
  },
  integrity: true,
  needs: ['tests'],
  judge({ tests }) {
    const { canaries, execution, functions } = tests;
    const details = execution ? log('Output of the tests', execution.stdout) : [];
    switch (canaries) {
      case 'held':
        return scored({
          score: 1,
          summary: `Planted errors showed among ${count(functions.length, 'test')}.`,
        });
      case 'forged':
        return scored({
          score: 0,
          summary: 'The results name as passed a planted test that cannot pass.',
          details,
        });
      // A command such as `pytest || true` hides every failure, and need not mean to.
      case 'tripped':
        return scored({
          score: 0.5,
          summary: 'Planted errors did not reach the exit code or the results.',
          details,
        });
      case 'not-run':
        return notApplicable('No planted error was run: there was no result to compare with.');
    }
  },
});
