import type { TestsEvidence } from '../evidence/tests.ts';
import type { Detail, Execution, Finding } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { log, lookedFor } from './support/details.ts';
import { count, outOf } from './support/words.ts';

const ended: Record<Exclude<Execution['ending'], 'exited'>, string> = {
  'timed-out': 'ran out of time',
  'out-of-memory': 'ran out of memory',
  'output-limit': 'printed more than is kept',
};

// Canaries that never ran prove nothing either way: the exit code stands alone, and one witness earns half.
const oneWitness = 0.5;

export const testsPassWhenRun = defineCheck({
  id: 'tests-pass-when-run',
  asks: 'Do the tests pass here, seen from outside?',
  why: 'Tests that pass only on the author’s machine protect nobody.',
  remedy: 'Run the test command from a clean checkout without a network before handing in.',
  followUp: {
    question: 'How would you keep these tests passing once three people change the code?',
    goodAnswer:
      'Runs them on every change, keeps them quick and free of order and network, and fixes or deletes flaky ones.',
  },
  needs: ['tests'],
  judge({ tests }) {
    const { execution, functions, notAsked } = tests;
    if (notAsked) return notApplicable('Only the files were read, and no test was run.');
    if (functions.length === 0)
      return scored({
        score: 0,
        summary: 'There is no test to run.',
        details: lookedFor('tests', 'the submission’s files'),
      });
    if (!execution)
      return scored({
        score: 0,
        summary: 'The tests were not run: not found was a command that could.',
        details: lookedFor(
          'a test command',
          'takehome.yaml, the Makefile, the README and the usual conventions',
        ),
      });
    if (execution.ending !== 'exited')
      return scored({
        score: 0,
        summary: `The tests ${ended[execution.ending]}.`,
        details: output(execution),
      });
    return execution.exitCode === 0 ? passed(tests, execution) : didNotPass(tests, execution);
  },
});

function didNotPass({ claimed }: TestsEvidence, execution: Execution): Finding {
  const bad = claimed ? claimed.failed + claimed.errors : 0;
  const which = bad > 0 ? `${count(bad, 'test')} did not pass` : 'The test command did not succeed';
  return scored({
    score: 0,
    summary: `${which}: exit code ${execution.exitCode ?? 'unknown'}.`,
    details: output(execution),
  });
}

/** The exit code, planted failures and the count of tests in the files must tell one story. */
function passed({ claimed, canaries, functions }: TestsEvidence, execution: Execution): Finding {
  const details = output(execution);
  if (canaries === 'tripped' || canaries === 'forged')
    return scored({
      score: 0,
      summary: 'A planted error was hidden, so the result of the tests counts for nothing.',
      details,
    });
  if (canaries === 'not-run' || !claimed)
    return scored({
      score: oneWitness,
      summary: 'Exit code 0; planted errors could not confirm it.',
      details,
    });
  const ran = claimed.passed + claimed.failed + claimed.errors;
  const expected = Math.max(functions.length, ran + claimed.skipped);
  return scored({
    score: claimed.passed / expected,
    summary: `${outOf([claimed.passed, expected], 'test')} passed, exit code 0.`,
    details: counts(claimed),
  });
}

/** Not the output itself, which differs from run to run where nothing went wrong. */
function counts({
  passed,
  failed,
  errors,
  skipped,
}: NonNullable<TestsEvidence['claimed']>): readonly Detail[] {
  const rows = [
    ['passed', `${passed}`],
    ['did not pass', `${failed + errors}`],
    ['skipped', `${skipped}`],
    ['planted errors', 'shown'],
  ];
  return [{ kind: 'table', columns: ['Tests', 'Count'], rows }];
}

function output(execution: Execution): readonly Detail[] {
  return [...log('Output of the tests', execution.stdout), ...log('Errors of the tests', execution.stderr)];
}
