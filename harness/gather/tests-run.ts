import type { Command, Execution } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import { type JunitCase, parseJunit } from './junit.ts';
import type { Running } from './types.ts';

export const resultsFile = '.cache/results.xml';
const maxResults = 4 * 1024 * 1024;

export type Framework = TestsEvidence['framework'];
export type TestRun = { readonly execution: Execution; readonly cases: readonly JunitCase[] | null };

/** How the tests are run beside their own command: what pytest is told too, the environment, and what tidies up. */
type Way = {
  readonly command: Command;
  readonly framework: Framework;
  readonly also?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tidy?: string;
};

/**
 * pytest reads PYTEST_ADDOPTS and Node NODE_OPTIONS wherever they are started from, so a Makefile or a script is covered too.
 * The results file is taken only after every process of the run is dead.
 */
const reporting = (file: string, { also = '', framework }: Way): Readonly<Record<string, string>> =>
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

export const runTests = async ({ sandbox, limits }: Running, way: Way): Promise<TestRun> => {
  const { command, framework, env = {}, tidy = '' } = way;
  const file = `${sandbox.root}/${resultsFile}`;
  const shell = told(command.shell, { file, framework });
  const execution = await sandbox.exec({
    shell: `mkdir -p ${sandbox.root}/.cache; rm -f ${file}; ${shell}${tidy}`,
    workdir: command.workdir,
    env: { ...command.env, ...reporting(file, way), ...env },
    timeoutMs: limits.testSeconds * 1000,
    purpose: 'test',
  });
  const xml = await sandbox.read(resultsFile, maxResults);
  return { execution, cases: xml ? parseJunit(xml.toString('utf8')) : null };
};

export const hasPassed = ({ ending, exitCode }: Execution): boolean => ending === 'exited' && exitCode === 0;
