import { type StageName, stageNames } from '../../evidence/common.ts';
import type { Detail, Finding, Stage } from '../../types.ts';
import { scored } from './check.ts';
import { log, lookedFor } from './details.ts';

const doing: Record<StageName, string> = {
  resolve: 'resolving dependencies',
  install: 'installing dependencies',
  train: 'training',
  listen: 'starting to listen',
  answer: 'answering HTTP',
  predict: 'answering a prediction',
};

/** The earlier stage, where an earlier one was the reason. */
function reasonOf({ name, cause }: Stage): StageName {
  const reason = cause?.kind === 'earlier-stage' ? cause.stage : name;
  return stageNames.find((one) => one === reason) ?? name;
}

/** The stage where it stopped, in words. */
export function stoppedWhile(stage: Stage): string {
  return doing[reasonOf(stage)];
}

const lacking: Record<StageName, string> = {
  resolve: 'its dependencies were not resolved',
  install: 'its dependencies were not installed',
  train: 'training did not end well',
  listen: 'no server of the submission came to listen',
  answer: 'its server answered no HTTP request',
  predict: 'its server gave no prediction for a good row',
};

/** What was not there where an endpoint was to be asked, true whether it failed or was never begun. */
export function lackingAt(stage: Stage): string {
  return lacking[reasonOf(stage)];
}

/** Nothing was asked of an endpoint that was not there: what depends on it is lost, and what was missing is said. */
export function notAsked(stage: StageName, what: string): Finding {
  return scored({
    score: 0,
    summary: `Not asked: ${lacking[stage]}.`,
    details: lookedFor(what, `the endpoint, which was not reached: ${lacking[stage]}`),
  });
}

export function stageLog(stage: Stage): readonly Detail[] {
  return log(`Stopped while ${stoppedWhile(stage)}`, stage.line ?? '');
}
