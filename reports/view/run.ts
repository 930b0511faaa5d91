import type { Dossier, Evidence, Fault, Slot, Stage } from '../../harness/types.ts';
import { timeBar } from '../charts/time-bar.ts';
import { caps, visible } from '../escape.ts';
import { causeWords } from './causes.ts';
import { commandSource } from './commands.ts';
import type { StatusId } from './finding.ts';
import { bytes, duration } from './units.ts';
import { capital, plural } from './words.ts';

type Step = { readonly name: Stage['name']; readonly stage: Stage | null; readonly fault: Fault | null };

const step = <T>(slot: Slot<T>, { name, of }: { name: Stage['name']; of: (value: T) => Stage }): Step =>
  slot.state === 'gathered'
    ? { name, stage: of(slot.value), fault: null }
    : { name, stage: null, fault: slot.state === 'absent' ? slot.fault : null };

const steps = ({ environment, training, serving }: Dossier): readonly Step[] => [
  step(environment, { name: 'resolve', of: ({ resolve }) => resolve }),
  step(environment, { name: 'install', of: ({ install }) => install }),
  step(training, { name: 'train', of: ({ stage }) => stage }),
  step(serving, { name: 'listen', of: ({ listen }) => listen }),
  step(serving, { name: 'answer', of: ({ answer }) => answer }),
  step(serving, { name: 'predict', of: ({ predict }) => predict }),
];

const outcomes: Record<Stage['outcome'], { id: StatusId; word: string }> = {
  ok: { id: 'held', word: 'done' },
  failed: { id: 'not', word: 'stopped' },
  blocked: { id: 'skip', word: 'not reached' },
  skipped: { id: 'skip', word: 'nothing to do' },
};

const does: Record<Stage['name'], string> = {
  resolve: 'find versions of the dependencies',
  install: 'install them',
  train: 'run the train command, without a network',
  listen: 'start the server, until its port accepts',
  answer: 'answer one request',
  predict: 'predict for one row',
};

const measured = (value: number | null, show: (value: number) => string): string =>
  value === null ? '' : show(value);

const row = ({ name, stage, fault }: Step, { from, total }: { from: number; total: number }) => ({
  name: capital(name),
  does: does[name],
  status: stage ? outcomes[stage.outcome] : { id: 'fault' as const, word: 'could not be measured' },
  ran: stage !== null && (stage.outcome === 'ok' || stage.outcome === 'failed'),
  bar: timeBar({ from, length: stage?.durationMs ?? 0, total, stopped: stage?.outcome === 'failed' }),
  duration: measured(stage?.durationMs ?? null, duration),
  memory: measured(stage?.peakMemoryBytes ?? null, bytes),
  fault: fault?.message ?? null,
});

const rows = (all: readonly Step[]) => {
  const lengths = all.map(({ stage }) => stage?.durationMs ?? 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return all.map((one, index) =>
    row(one, { from: lengths.slice(0, index).reduce((sum, length) => sum + length, 0), total }),
  );
};

const stop = (stage: Stage) => {
  const words = causeWords(stage.cause ?? { kind: 'unknown' }, stage.name);
  return {
    stage: capital(stage.name),
    said: visible(words.said, caps.sentence),
    line: stage.line === null ? null : visible(stage.line, caps.evidence),
    remedy: words.remedy === null ? null : visible(words.remedy, caps.sentence),
  };
};

const maxAttempts = 10;

const attempts = (serving: Slot<Evidence['serving']>) =>
  serving.state !== 'gathered' || serving.value.attempts.length === 0
    ? []
    : serving.value.attempts.slice(0, maxAttempts).map(({ command, stage, log }, index) => ({
        command: visible(command.shell, caps.sentence),
        source: commandSource(command),
        served: serving.value.served === index,
        status: outcomes[stage.outcome],
        said: stage.outcome === 'failed' ? stop(stage).said : null,
        lastLines: log.trim() === '' ? null : visible(log.trimEnd(), caps.log),
      }));

/** The first stage that stopped, in one sentence for the head of the page; null when none did. */
export const firstStop = (dossier: Dossier): string | null => {
  const failed = steps(dossier).find(({ stage }) => stage?.outcome === 'failed')?.stage;
  return failed ? `The run stopped at ${failed.name}. ${stop(failed).said}` : null;
};

const inWords = (all: readonly Step[]): string => {
  const failed = all.filter(({ stage }) => stage?.outcome === 'failed');
  const faulted = all.some(({ fault }) => fault !== null);
  if (failed[0]) return `Stopped at ${failed.map(({ name }) => name).join(' and at ')}.`;
  if (faulted) return 'Some stages could not be measured through a fault of ours.';
  const served = all.some(({ name, stage }) => name === 'predict' && stage?.outcome === 'ok');
  return served
    ? 'Everything ran, from the list of dependencies to a prediction.'
    : 'No prediction was reached.';
};

/** The stages as a time line; where it stopped, the log line that says why and the one change that would have helped. */
export const runOf = (dossier: Dossier) => {
  const all = steps(dossier);
  const ran = all.flatMap(({ stage }) => (stage ? [stage] : []));
  const tried = attempts(dossier.serving);
  return {
    sentence: inWords(all),
    rows: rows(all),
    total: duration(ran.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    stops: ran.filter(({ outcome }) => outcome === 'failed').map(stop),
    attempts: tried,
    tried: plural(tried.length, 'start was tried', 'starts were tried'),
  };
};
