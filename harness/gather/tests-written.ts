import type { TestsEvidence } from '../evidence/tests.ts';
import type { FilesContext } from './types.ts';

const maxFunctions = 500;

/** Beside tests without being one. */
const helper = /(^|\/)(conftest|__init__)\.py$|(^|\/)(?!.*\.(test|spec)\.)[^/]*\.[cm]?[jt]sx?$/;

/** Tests as they stand in the files. Pure. */
export const testsIn = ({
  facts,
}: Pick<FilesContext, 'facts'>): Pick<TestsEvidence, 'framework' | 'functions' | 'hollow'> => {
  const files = [...facts.python, ...facts.scripts].filter((file) => file.test);
  const tests = files.flatMap((file) => file.tests);
  const hollow = files.filter((file) => file.tests.length === 0 && !helper.test(file.path));
  return {
    framework: tests[0]?.framework ?? 'none',
    functions: tests.slice(0, maxFunctions).map(({ framework: _, ...test }) => test),
    hollow: hollow.map(({ path }) => ({ path, line: 1 })),
  };
};

export const notRun: Omit<TestsEvidence, 'framework' | 'functions' | 'hollow' | 'notAsked' | 'command'> = {
  execution: null,
  claimed: null,
  canaries: 'not-run',
  coverage: null,
  mutants: { tried: [], control: 'not-run', because: 'not-passing' },
};

/** The same where nothing is run. */
export const testsAsWritten = (context: Pick<FilesContext, 'facts'>): TestsEvidence => ({
  ...testsIn(context),
  ...notRun,
  notAsked: true,
  command: null,
});
