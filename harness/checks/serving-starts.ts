import type { ServingEvidence } from '../evidence/serving.ts';
import type { Detail, Finding } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { log, lookedFor, places } from './support/details.ts';
import { stageLog, stoppedWhile } from './support/stages.ts';
import { count, seconds } from './support/words.ts';

export const servingStarts = defineCheck({
  id: 'serving-starts',
  asks: 'Does the service start and answer HTTP?',
  why: 'A model that cannot be asked is not delivered; everything after this point depends on it.',
  remedy:
    'Give a serve command in takehome.yaml that starts the service from a clean checkout, and try it in one.',
  followUp: {
    question: 'Walk through what happens between the start command and the first answer.',
    goodAnswer:
      'Names what is loaded, from where, what happens when it is missing, and how readiness is known.',
  },
  needs: ['serving'],
  judge({ serving }) {
    const { listen, answer, coldStartMs } = serving;
    if (listen.outcome !== 'ok' || answer.outcome !== 'ok') return stopped(serving);
    const after = coldStartMs === null ? '' : ` ${seconds(coldStartMs)} after the start command`;
    return scored({ score: 1, summary: `Started, and answered HTTP${after}.`, details: tried(serving) });
  },
});

function stopped(serving: ServingEvidence): Finding {
  const { listen, answer, attempts } = serving;
  if (attempts.length === 0 && listen.cause?.kind === 'no-command') {
    const where =
      'takehome.yaml, Dockerfile, compose, Procfile, Makefile, README and app objects in the code';
    return scored({
      score: 0,
      summary: 'No command that starts a service was found.',
      details: lookedFor('a start command', where),
    });
  }
  const stage = listen.outcome === 'ok' ? answer : listen;
  const summary = `The service did not come up: it stopped while ${stoppedWhile(stage)}.`;
  const details = [
    ...stageLog(stage),
    ...tried(serving),
    ...log('Last lines of the service', attempts.at(-1)?.log ?? ''),
  ];
  const nothing = lookedFor('a service that answers', count(attempts.length, 'start command'));
  return scored({
    score: listen.outcome === 'ok' ? 0.5 : 0,
    summary,
    details: details.length > 0 ? details : nothing,
  });
}

function tried({ attempts }: ServingEvidence): readonly Detail[] {
  return attempts.flatMap(({ command }) => [
    ...places(command.place ? [command.place] : [], `start command, from ${command.source}`),
    ...log('Start command', command.shell),
  ]);
}
