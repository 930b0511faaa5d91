import { posix } from 'node:path';
import type { Execution } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import type { JunitCase } from './junit.ts';

/** Three planted tests, one that passes and two that fail, in a file beside the submission's own. */
export type Canaries = {
  readonly path: string;
  readonly text: string;
  readonly passes: string;
  readonly fails: readonly string[];
};

const words = [
  'parsing',
  'rounding',
  'ordering',
  'loading',
  'merging',
  'scaling',
  'joining',
  'sorting',
] as const;

/** Names come from the submission's digest: the same for the same files, and nothing that a suite could know beforehand. */
export const canaryNames = (
  digest: string,
): Pick<Canaries, 'passes' | 'fails'> & { readonly file: string } => {
  const word = (at: number): string =>
    words[Number.parseInt(digest.slice(at, at + 2), 16) % words.length] ?? words[0];
  const name = (part: number): string => `test_${word(part * 2)}_${digest.slice(part * 6, part * 6 + 6)}`;
  return { passes: name(1), fails: [name(2), name(3)], file: name(4) };
};

export const canariesFor = (digest: string, besideTest: string | null): Canaries | null => {
  if (besideTest === null) return null;
  const { passes, fails, file } = canaryNames(digest);
  const [failsFirst, failsSecond] = fails;
  const text = [
    'import unittest',
    '',
    '',
    `class Test${digest.slice(30, 38)}(unittest.TestCase):`,
    `    def ${passes}(self):`,
    '        self.assertEqual(sum([1, 2]), 3)',
    '',
    `    def ${failsFirst}(self):`,
    '        self.assertEqual(sum([1, 2]), 4)',
    '',
    `    def ${failsSecond}(self):`,
    '        raise KeyError("amount")',
    '',
  ].join('\n');
  return {
    path: posix.join(posix.dirname(besideTest), `${file}.py`),
    text,
    passes,
    fails,
  };
};

type Run = { readonly execution: Execution; readonly cases: readonly JunitCase[] | null };

/**
 * Held: the run ended with a failure and its results name all three as they must be. Forged: they name a planted failure
 * as passed. Tripped: it was hidden in another way, as by a command that ends well whatever its tests do. Not run: the command never collected them, which proves nothing either way. pytest and Node's
 * own runner always leave results; of others only the exit code can be seen.
 */
export const judgeCanaries = (
  canaries: Canaries,
  { execution, cases, framework }: Run & { readonly framework: TestsEvidence['framework'] },
): TestsEvidence['canaries'] => {
  if (execution.ending !== 'exited') return 'not-run';
  const noticed = execution.exitCode !== 0;
  if (cases === null) {
    if (framework === 'pytest' || framework === 'node') return 'tripped';
    return noticed ? 'held' : 'not-run';
  }
  const outcomes = [canaries.passes, ...canaries.fails].map(
    (name) => cases.find((one) => one.name === name)?.outcome,
  );
  if (outcomes.every((outcome) => outcome === undefined)) return 'not-run';
  const [passed, ...failed] = outcomes;
  if (failed.includes('passed')) return 'forged';
  const shown = passed === 'passed' && failed.every((outcome) => outcome === 'failed' || outcome === 'error');
  return noticed && shown ? 'held' : 'tripped';
};
