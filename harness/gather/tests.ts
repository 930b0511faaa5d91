import type { Command, Execution } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import { type Canaries, canariesFor, judgeCanaries } from './canaries.ts';
import { scriptCanariesFor } from './canaries-script.ts';
import { type JunitCase, parseJunit } from './junit.ts';
import { testsIn } from './tests-written.ts';
import type { Running } from './types.ts';

const resultsFile = '.cache/results.xml';
const maxResults = 4 * 1024 * 1024;

type Run = { readonly execution: Execution; readonly cases: readonly JunitCase[] | null };

/**
 * pytest reads PYTEST_ADDOPTS and Node NODE_OPTIONS wherever they are started from, so a Makefile or a script is covered too.
 * The results file is taken only after every process of the run is dead.
 */
const reporting = (file: string, { also, framework }: Way): Readonly<Record<string, string>> =>
  framework === 'node'
    ? {
        NODE_OPTIONS: `--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=${file}`,
      }
    : { PYTEST_ADDOPTS: `--junitxml=${file} -p no:cacheprovider${also}` };

/** Vitest is told on its own line alone; npm hands on what stands after the dashes. */
const told = (shell: string, { file, framework }: { file: string; framework: Framework }): string => {
  if (framework !== 'vitest' || /&&|;|\|/.test(shell)) return shell;
  const dashes = /^npm\b/.test(shell) && !shell.includes(' -- ') ? ' --' : '';
  return `${shell}${dashes} --reporter=default --reporter=junit --outputFile.junit=${file}`;
};

type Framework = TestsEvidence['framework'];
type Way = { readonly framework: Framework; readonly also: string };

const run = async (
  running: Running,
  { command, tidy = '', ...way }: Way & { readonly command: Command; readonly tidy?: string },
): Promise<Run> => {
  const { sandbox, limits } = running;
  const file = `${sandbox.root}/${resultsFile}`;
  const shell = told(command.shell, { file, framework: way.framework });
  const execution = await sandbox.exec({
    shell: `mkdir -p ${sandbox.root}/.cache; rm -f ${file}; ${shell}${tidy}`,
    workdir: command.workdir,
    env: { ...command.env, ...reporting(file, way) },
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
  { command, canaries, framework }: { command: Command; canaries: Canaries; framework: Framework },
): Promise<TestsEvidence['canaries']> => {
  running.waitingFor('its tests again, with planted failures');
  await running.sandbox.put([{ path: canaries.path, text: canaries.text }]);
  const also = namesFiles(command.shell) ? ` ${running.sandbox.root}/${canaries.path}` : '';
  const tidy = `; code=$?; rm -f '${running.sandbox.root}/${canaries.path}'; exit $code`;
  return judgeCanaries(canaries, {
    ...(await run(running, { command, framework, also, tidy })),
    framework,
  });
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

/** Reads the tests, runs them as declared, and runs them once more with canaries when they claim to pass. */
export const gatherTests = async (running: Running): Promise<TestsEvidence> => {
  const facts = testsIn(running);
  const { test } = running.commands;
  if (!test || running.blockedBy)
    return { ...facts, command: test, execution: null, claimed: null, canaries: 'not-run' };
  running.waitingFor(`its tests: ${test.shell}`);
  const { framework } = facts;
  const { execution, cases } = await run(running, { command: test, framework, also: '' });
  const claimsToPass = execution.ending === 'exited' && execution.exitCode === 0;
  const canaries = claimsToPass ? await plant(running, facts) : null;
  return {
    ...facts,
    command: test,
    execution,
    claimed: claim(cases),
    canaries:
      canaries === null ? 'not-run' : await runCanaries(running, { command: test, canaries, framework }),
  };
};
