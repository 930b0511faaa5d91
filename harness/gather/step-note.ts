import type { Provisioned } from '../environment/provision.ts';
import { runtimeNames } from '../evidence/environment.ts';
import type { Dossier, Slot, Stage } from '../types.ts';
import { inspectNote, type Note, ok } from './inspect-note.ts';

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

type Missing = Exclude<Slot<unknown>, { readonly state: 'gathered' }>;

const missing = (slot: Missing): Note =>
  slot.state === 'absent' ? { outcome: 'fault', note: slot.fault.message } : ok('not asked');

const tests = ({ tests }: Pick<Dossier, 'tests'>): Note => {
  if (tests.state !== 'gathered') return missing(tests);
  const { claimed, execution } = tests.value;
  if (!execution) return ok('none to run');
  const counts = claimed
    ? `${claimed.passed} passed, ${claimed.failed + claimed.errors} failed`
    : `exit code ${execution.exitCode}`;
  return execution.exitCode === 0 ? ok(counts) : { outcome: 'stopped', note: counts };
};

const endpoint = ({ serving, holdout }: Pick<Dossier, 'serving' | 'holdout'>): Note => {
  if (serving.state !== 'gathered') return missing(serving);
  if (holdout.state !== 'gathered') return missing(holdout);
  const { listen, answer, predict } = serving.value;
  const stopped = [listen, answer, predict].find((stage) => stage.outcome !== 'ok');
  return stopped
    ? stageNote(stopped, '')
    : ok(`${holdout.value.answered} of ${holdout.value.rows} unseen rows answered`);
};

/** The same of all steps. */
export const stepNote = {
  ...inspectNote,
  environment: ({ evidence }: Provisioned): Note => {
    const stage = evidence.resolve.outcome === 'failed' ? evidence.resolve : evidence.install;
    return stageNote(
      stage,
      `${runtimeNames[evidence.runtime.name]} ${evidence.runtime.used}, ${evidence.packages.length} packages`,
    );
  },
  train: ({ training }: Pick<Dossier, 'training'>): Note =>
    training.state === 'gathered'
      ? stageNote(training.value.stage, seconds(training.value.stage.durationMs))
      : missing(training),
  test: tests,
  endpoint,
} as const;
