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

/** The stage where it stopped, in words: the earlier one, where an earlier one was the reason. */
export function stoppedWhile(stage: Stage): string {
  const earlier = stage.cause?.kind === 'earlier-stage' ? stage.cause.stage : stage.name;
  return doing[stageNames.find((name) => name === earlier) ?? stage.name];
}

/** Nothing was asked of an endpoint that was not there: what depends on it is lost, and the stage is named. */
export function notAsked(stage: StageName, what: string): Finding {
  const where = `the endpoint, which was not reached: the submission stopped while ${doing[stage]}`;
  return scored({
    score: 0,
    summary: `Not asked: the submission stopped while ${doing[stage]}.`,
    details: lookedFor(what, where),
  });
}

export function stageLog(stage: Stage): readonly Detail[] {
  return log(`Stopped while ${stoppedWhile(stage)}`, stage.line ?? '');
}
