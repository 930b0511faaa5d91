import type { Command, Execution } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import { type Canaries, canariesFor, judgeCanaries } from './canaries.ts';
import { type JunitCase, parseJunit } from './junit.ts';
import type { Running } from './types.ts';

const resultsFile = '.cache/results.xml';
const maxResults = 4 * 1024 * 1024;
const maxFunctions = 500;

type Run = { readonly execution: Execution; readonly cases: readonly JunitCase[] | null };

/**
 * pytest reads PYTEST_ADDOPTS wherever it is started from, so a Makefile or a script is covered too. The results file is
 * taken only after every process of the run is dead.
 */
const run = async (running: Running, command: Command, also = ''): Promise<Run> => {
  const { sandbox, limits } = running;
  const file = `${sandbox.root}/${resultsFile}`;
  const execution = await sandbox.exec({
    shell: `rm -f ${file}; ${command.shell}`,
    workdir: command.workdir,
    env: { ...command.env, PYTEST_ADDOPTS: `--junitxml=${file} -p no:cacheprovider${also}` },
    timeoutMs: limits.testSeconds * 1000,
    purpose: 'test',
  });
  const xml = await sandbox.read(resultsFile, maxResults);
  return { execution, cases: xml ? parseJunit(xml.toString('utf8')) : null };
};

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

/** The same run again with three planted tests, to see whether a failure can show at all. */
const runCanaries = async (
  running: Running,
  {
    command,
    canaries,
    framework,
  }: { command: Command; canaries: Canaries; framework: TestsEvidence['framework'] },
): Promise<TestsEvidence['canaries']> => {
  running.waitingFor('its tests again, with planted failures');
  await running.sandbox.put([{ path: canaries.path, text: canaries.text }]);
  const also = namesFiles(command.shell) ? ` ${running.sandbox.root}/${canaries.path}` : '';
  const tidied = {
    ...command,
    shell: `${command.shell}; code=$?; rm -f '${running.sandbox.root}/${canaries.path}'; exit $code`,
  };
  return judgeCanaries(canaries, { ...(await run(running, tidied, also)), framework });
};

const written = ({ facts }: Running): Pick<TestsEvidence, 'framework' | 'functions' | 'hollow'> => {
  const files = facts.python.filter((file) => file.test);
  const tests = files.flatMap((file) => file.tests);
  const hollow = files.filter(
    (file) => file.tests.length === 0 && !/(^|\/)(conftest|__init__)\.py$/.test(file.path),
  );
  return {
    framework: tests[0]?.framework ?? 'none',
    functions: tests.slice(0, maxFunctions).map(({ framework: _, ...test }) => test),
    hollow: hollow.map(({ path }) => ({ path, line: 1 })),
  };
};

/** Reads the tests, runs them as declared, and runs them once more with canaries when they claim to pass. */
export const gatherTests = async (running: Running): Promise<TestsEvidence> => {
  const facts = written(running);
  const { test } = running.commands;
  if (!test || running.blockedBy)
    return { ...facts, command: test, execution: null, claimed: null, canaries: 'not-run' };
  running.waitingFor(`its tests: ${test.shell}`);
  const { execution, cases } = await run(running, test);
  const claimsToPass = execution.ending === 'exited' && execution.exitCode === 0;
  const canaries = canariesFor(running.workspace.digest, facts.functions[0]?.place.path ?? null);
  return {
    ...facts,
    command: test,
    execution,
    claimed: claim(cases),
    canaries:
      claimsToPass && canaries
        ? await runCanaries(running, { command: test, canaries, framework: facts.framework })
        : 'not-run',
  };
};
