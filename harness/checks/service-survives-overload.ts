import { defineCheck, scored } from './support/check.ts';
import { duration, loadTable, noLoad } from './support/service.ts';
import { notAsked } from './support/stages.ts';
import { count, percent } from './support/words.ts';

/** One reply in ten may break before the load has broken the service. */
const tolerated = 0.1;

export const serviceSurvivesOverload = defineCheck({
  id: 'service-survives-overload',
  asks: 'After more clients than it can serve, does the service answer again?',
  why: 'Overload comes; what matters is that it passes without anybody having to restart anything.',
  remedy:
    'Bound the queue and the memory of each request, and refuse with status 503 what cannot be served in time.',
  followUp: {
    question: 'What does your service do with the hundredth request while it is busy with ten?',
    goodAnswer:
      'Names the queue and its bound, a time limit, and a refusal that clients can tell from an error.',
  },
  needs: ['service'],
  judge({ service }) {
    if (service.notAsked) return notAsked(service.notAsked, 'an answer after an overload');
    const { overload } = service;
    if (!overload) return noLoad();
    const { load, alive, healthyAfterMs } = overload;
    const details = [loadTable([load])];
    const clients = count(load.connections, 'client');
    if (!alive)
      return scored({ score: 0, summary: `The service was not running after ${clients} at once.`, details });
    if (healthyAfterMs === null)
      return scored({
        score: 0,
        summary: `No good row was answered within 10 s of ${clients} at once.`,
        details,
      });
    const replies = load.answered + load.refused + load.failed;
    const broken = replies === 0 ? 0 : load.failed / replies;
    if (broken > tolerated)
      return scored({
        score: 0.5,
        summary: `Answered again, but ${percent(broken)} of the replies to ${clients} at once were errors.`,
        details,
      });
    return scored({
      score: 1,
      summary: `Answered a good row ${duration(healthyAfterMs)} after ${clients} at once.`,
      details,
    });
  },
});
