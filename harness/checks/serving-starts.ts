import { defineCheck, scored } from './support/check.ts';
import { log, places } from './support/details.ts';
import { stageLog, stoppedWhile } from './support/stages.ts';
import { seconds } from './support/words.ts';

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
  judge({ serving: { listen, answer, attempts, coldStartMs } }) {
    const stages = [listen, answer];
    const stopped = stages.find(({ outcome }) => outcome !== 'ok');
    const tried = attempts.flatMap(({ command }) => [
      ...places(command.place ? [command.place] : [], `start command, from ${command.source}`),
      ...log('Start command', command.shell),
    ]);
    if (!stopped) {
      const after = coldStartMs === null ? '' : ` ${seconds(coldStartMs)} after the start command`;
      return scored(1, `Started, and answered HTTP${after}.`, tried);
    }
    const reached = stages.filter(({ outcome }) => outcome === 'ok').length;
    const last = attempts.flatMap((attempt) => log('Last lines of the service', attempt.log)).slice(-1);
    const summary =
      attempts.length === 0 && stopped.cause?.kind === 'no-command'
        ? 'No command that starts a service was found.'
        : `The service did not come up: it stopped while ${stoppedWhile(stopped)}.`;
    return scored(reached / stages.length, summary, [...stageLog(stopped), ...tried, ...last]);
  },
});
