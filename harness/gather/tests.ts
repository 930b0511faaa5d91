import type { Command } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import { type Canaries, canariesFor, judgeCanaries } from './canaries.ts';
import { scriptCanariesFor } from './canaries-script.ts';
import { collectorFor, readCoverage } from './coverage.ts';
import type { JunitCase } from './junit.ts';
import { gatherMutants } from './mutants.ts';
import { ofTheCandidate } from './supplied.ts';
import { type Framework, hasPassed, runTests } from './tests-run.ts';
import { notRun, testsIn } from './tests-written.ts';
import type { Running } from './types.ts';

const count = (cases: readonly JunitCase[], outcome: JunitCase['outcome']): number =>
  cases.filter((testcase) => testcase.outcome === outcome).length;

const claim = (cases: readonly JunitCase[] | null): TestsEvidence['claimed'] =>
  cases && {
    passed: count(cases, 'passed'),
    failed: count(cases, 'failed'),
    errors: count(cases, 'error'),
    skipped: count(cases, 'skipped'),
  };

/** A command that names its files collects no other: the planted file is then named beside them. */
const namesFiles = (shell: string): boolean => /\S\.py\b/.test(shell);

type Again = Pick<TestsEvidence, 'canaries' | 'coverage'>;

/** The same run again with three planted tests, to see whether a failure can show at all; it tells what it reaches, too. */
const runCanaries = async (
  running: Running,
  { command, canaries, framework }: { command: Command; canaries: Canaries; framework: Framework },
): Promise<Again> => {
  running.waitingFor('its tests again, with planted failures');
  const { sandbox } = running;
  const collector = await collectorFor(running, { framework, command });
  await sandbox.put([{ path: canaries.path, text: canaries.text }, ...(collector?.files ?? [])]);
  const also = namesFiles(command.shell) ? ` ${sandbox.root}/${canaries.path}` : '';
  const tidy = `; code=$?; rm -f '${sandbox.root}/${canaries.path}'; exit $code`;
  const ran = await runTests(running, { command, framework, also, tidy, env: collector?.env ?? {} });
  return {
    canaries: judgeCanaries(canaries, { ...ran, framework }),
    coverage: await readCoverage(running, collector),
  };
};

const maxTestFile = 1024 * 1024;

const plant = async (
  { sandbox, workspace }: Running,
  { framework, functions }: Pick<TestsEvidence, 'framework' | 'functions'>,
): Promise<Canaries | null> => {
  const path = functions[0]?.place.path;
  if (path === undefined || framework === 'pytest' || framework === 'unittest')
    return canariesFor(workspace.digest, path ?? null);
  const text = (await sandbox.read(path, maxTestFile))?.toString('utf8') ?? '';
  return scriptCanariesFor(workspace.digest, { path, text, framework });
};

/**
 * Reads the tests and runs them as declared. Where they claim to pass they are run once more with canaries, and then on
 * copies that have a mistake of ours in them.
 */
export const gatherTests = async (running: Running): Promise<TestsEvidence> => {
  const own = ofTheCandidate(running);
  const written = testsIn(own);
  const { test: command } = running.commands;
  if (!command || running.blockedBy) return { ...written, ...notRun, command };
  running.waitingFor(`its tests: ${command.shell}`);
  const facts = testsIn(running);
  const { framework } = facts;
  const { execution, cases } = await runTests(running, { command, framework });
  const canaries = hasPassed(execution) ? await plant(running, facts) : null;
  const again: Again = canaries
    ? await runCanaries(own, { command, canaries, framework })
    : { canaries: 'not-run', coverage: null };
  const mutants = await gatherMutants(own, { ...again, command, execution });
  return { ...written, ...again, command, execution, claimed: claim(cases), mutants };
};
