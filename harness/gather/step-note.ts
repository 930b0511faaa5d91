import type { Provisioned } from '../environment/provision.ts';
import { runtimeNames } from '../evidence/environment.ts';
import type { Dossier, Stage } from '../types.ts';
import type { Workspace } from '../workspace/types.ts';
import type { GatherContext } from './types.ts';

type Note = { readonly outcome: 'ok' | 'stopped' | 'fault'; readonly note: string };

const ok = (note: string): Note => ({ outcome: 'ok', note });
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const stageNote = (stage: Stage, done: string): Note => {
  if (stage.outcome === 'ok') return ok(done);
  if (stage.outcome === 'skipped') return ok('nothing to do');
  if (stage.outcome === 'blocked') return { outcome: 'stopped', note: 'stopped by an earlier step' };
  return {
    outcome: 'stopped',
    note: stage.line ?? stage.cause?.kind.replaceAll('-', ' ') ?? 'did not succeed',
  };
};

const counted = (count: number, what: string): string => `${count} ${what} ${count === 1 ? 'file' : 'files'}`;

const fault = (message: string): Note => ({ outcome: 'fault', note: message });

const tests = ({ tests }: Pick<Dossier, 'tests'>): Note => {
  if (tests.state === 'absent') return fault(tests.fault.message);
  const { claimed, execution } = tests.value;
  if (!execution) return ok('none to run');
  const counts = claimed
    ? `${claimed.passed} passed, ${claimed.failed + claimed.errors} failed`
    : `exit code ${execution.exitCode}`;
  return execution.exitCode === 0 ? ok(counts) : { outcome: 'stopped', note: counts };
};

const endpoint = ({ serving, holdout }: Pick<Dossier, 'serving' | 'holdout'>): Note => {
  if (serving.state === 'absent') return fault(serving.fault.message);
  if (holdout.state === 'absent') return fault(holdout.fault.message);
  const { listen, answer, predict } = serving.value;
  const stopped = [listen, answer, predict].find((stage) => stage.outcome !== 'ok');
  return stopped
    ? stageNote(stopped, '')
    : ok(`${holdout.value.answered} of ${holdout.value.rows} unseen rows answered`);
};

/** What each step ended with, in a few words for the terminal. */
export const stepNote = {
  intake: ({ files, commitCount }: Workspace): Note =>
    ok(
      `${files.length} files${commitCount === null ? '' : `, ${commitCount} ${commitCount === 1 ? 'commit' : 'commits'}`}`,
    ),
  files: ({ facts }: GatherContext): Note =>
    ok(
      [
        ...(facts.scripts.length > 0 ? [counted(facts.scripts.length, 'TypeScript or JavaScript')] : []),
        ...(facts.python.length > 0 || facts.scripts.length === 0
          ? [counted(facts.python.length, 'Python')]
          : []),
      ].join(', '),
    ),
  environment: ({ evidence }: Provisioned): Note => {
    const stage = evidence.resolve.outcome === 'failed' ? evidence.resolve : evidence.install;
    return stageNote(
      stage,
      `${runtimeNames[evidence.runtime.name]} ${evidence.runtime.used}, ${evidence.packages.length} packages`,
    );
  },
  train: ({ training }: Pick<Dossier, 'training'>): Note =>
    training.state === 'absent'
      ? fault(training.fault.message)
      : stageNote(training.value.stage, seconds(training.value.stage.durationMs)),
  test: tests,
  endpoint,
} as const;
