import { testsExerciseOwnCode } from '../../harness/checks/tests-exercise-own-code.ts';
import { testsExistAndAssert } from '../../harness/checks/tests-exist-and-assert.ts';
import { testsNoticeBrokenCode } from '../../harness/checks/tests-notice-broken-code.ts';
import { testsPassWhenRun } from '../../harness/checks/tests-pass-when-run.ts';
import type { TestsEvidence } from '../../harness/evidence/tests.ts';
import { execution } from '../helpers/evidence/basics.ts';
import { mutants, noTests, testFunction, tests, untried } from '../helpers/evidence/work.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<TestsEvidence>) => strongEvidence({ tests: tests(over) });
const none = strongEvidence({ tests: noTests() });
const some = (...functions: TestsEvidence['functions']) => given({ functions });
const vacuous = testFunction('test_nothing', { assertions: 0 });
const foreign = testFunction('test_pandas', { exercises: [] });

tableFor(testsExistAndAssert, [
  { row: 'six', evidence: given({}), score: 1, says: '6 tests with assertions' },
  { row: 'one', evidence: some(testFunction('test_a')), score: 0.2, says: '1 test with assertions' },
  { row: 'one that asserts nothing', evidence: some(vacuous), score: 0, says: 'in 1 test.' },
  { row: 'none', evidence: none, score: 0, says: 'No test was found' },
]);

tableFor(testsExerciseOwnCode, [
  { row: 'all', evidence: given({}), score: 1, says: '6 of 6 tests' },
  { row: 'half', evidence: some(testFunction('test_a'), foreign), score: 0.5, says: '1 of 2 tests' },
  { row: 'calls without asserting', evidence: some(vacuous), score: 0, says: 'No test' },
  { row: 'none', evidence: none, score: 0, says: 'No test' },
]);

const ran = (over: Parameters<typeof execution>[1]) => ({ execution: execution('pytest', over) });
const claim = (passed: number, rest: Partial<NonNullable<TestsEvidence['claimed']>> = {}) => ({
  claimed: { passed, failed: 0, errors: 0, skipped: 0, ...rest },
});
const onlyPrinted = {
  ...ran({ exitCode: 1, stdout: '6 passed' }),
  ...claim(6),
  canaries: 'not-run',
} as const;

tableFor(testsPassWhenRun, [
  { row: 'witnesses agree', evidence: given({}), score: 1, says: '6 of 6 tests passed' },
  { row: 'more cases than functions', evidence: given(claim(20)), score: 1, says: '20 of 20' },
  { row: 'fewer cases than functions', evidence: given(claim(3)), score: 0.5, says: '3 of 6' },
  { row: 'skipped', evidence: given(claim(3, { skipped: 3 })), score: 0.5, says: '3 of 6' },
  {
    row: 'canaries tripped',
    evidence: given({ canaries: 'tripped' }),
    score: 0,
    says: 'planted error was hidden',
  },
  {
    row: 'canaries not run',
    evidence: given({ canaries: 'not-run' }),
    score: 0.5,
    says: 'could not confirm',
  },
  { row: 'no readable results', evidence: given({ claimed: null }), score: 0.5, says: 'could not confirm' },
  { row: 'printed only', evidence: given(onlyPrinted), score: 0, says: 'exit code 1' },
  {
    row: 'one did not pass',
    evidence: given({ ...ran({ exitCode: 1 }), ...claim(5, { failed: 1 }), canaries: 'not-run' }),
    score: 0,
    says: '1 test did not pass',
  },
  {
    row: 'out of time',
    evidence: given(ran({ ending: 'timed-out', exitCode: null })),
    score: 0,
    says: 'ran out of time',
  },
  {
    row: 'not run',
    evidence: given({ execution: null, claimed: null, canaries: 'not-run' }),
    score: 0,
    says: 'not run',
  },
  { row: 'none', evidence: none, score: 0, says: 'no test' },
]);

type Outcome = TestsEvidence['mutants']['tried'][number]['outcome'];
const tried = (...outcomes: readonly Outcome[]) => given({ mutants: mutants(...outcomes) });
const watched = { ...mutants('noticed', 'noticed'), control: 'failed' } as const;

tableFor(testsNoticeBrokenCode, [
  { row: 'four of five', evidence: given({}), score: 1, says: '4 of 5 mistakes' },
  { row: 'three of three', evidence: tried('noticed', 'noticed', 'noticed'), score: 1, says: '3 of 3' },
  {
    row: 'three of five',
    evidence: tried('noticed', 'survived', 'noticed', 'survived', 'noticed'),
    score: 1,
    says: '3 of 5',
  },
  { row: 'half', evidence: tried('noticed', 'survived'), score: 0.5 / 0.6, says: '1 of 2 mistakes' },
  { row: 'none', evidence: tried('survived', 'survived'), score: 0, says: '0 of 2 mistakes' },
  {
    row: 'what cannot be told left out',
    evidence: tried('noticed', 'unclear'),
    score: 1,
    says: '1 of 1 mistake',
  },
  { row: 'nothing can be told', evidence: tried('unclear'), score: 'needs-human', says: 'could not be told' },
  {
    row: 'an edit without a change',
    evidence: given({ mutants: watched }),
    score: 'needs-human',
    says: 'nothing',
  },
  {
    row: 'too slow',
    evidence: given({ mutants: untried('too-slow') }),
    score: 'needs-human',
    says: 'too long',
  },
  {
    row: 'too big',
    evidence: given({ mutants: untried('too-big') }),
    score: 'needs-human',
    says: 'Too many',
  },
  { row: 'hidden', evidence: given({ mutants: untried('hidden') }), score: 0, says: 'Planted errors' },
  {
    row: 'not passing',
    evidence: given({ mutants: untried('not-passing') }),
    score: 'not-applicable',
    says: 'No passing run',
  },
  {
    row: 'no function',
    evidence: given({ mutants: untried('nothing-to-change') }),
    score: 'not-applicable',
    says: 'No function',
  },
  { row: 'no test', evidence: none, score: 0, says: 'no test' },
]);
