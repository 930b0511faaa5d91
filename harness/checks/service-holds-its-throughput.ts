import { defineCheck, scored } from './support/check.ts';
import { loadTable, noLoad, soundShare } from './support/service.ts';
import { notAsked } from './support/stages.ts';
import { count, percent } from './support/words.ts';

// Threads that wait for one interpreter lose some of it to each other; below a third, more clients make the service do less work.
const collapse = 1 / 3;
// A connection that a server closes between two requests is lost to the load, and no harm to a client that tries again.
const soundEnough = 0.98;

export const serviceHoldsItsThroughput = defineCheck({
  id: 'service-holds-its-throughput',
  asks: 'Does the service keep answering as many rows when more clients ask at once?',
  why: 'A service that does less the more it is asked falls over at the first busy hour.',
  remedy: 'Do the work in as many workers as there are cores, and let others wait in a queue.',
  followUp: {
    question: 'Ten clients ask at the same time. What do the requests wait for?',
    goodAnswer: 'Knows how many workers and threads serve, what they share, and where a request queues.',
  },
  needs: ['service'],
  judge({ service }) {
    if (service.notAsked) return notAsked(service.notAsked, 'answers while several clients ask');
    const loads = service.throughput.map(({ submission }) => submission);
    const [first, last] = [loads[0], loads.at(-1)];
    if (!first || !last) return noLoad();
    const details = [loadTable(loads)];
    const worst = Math.min(...loads.map(soundShare));
    const sound = worst >= soundEnough ? 1 : worst;
    if (first.perSecond === 0)
      return scored({ score: 0, summary: 'No row was answered within the time of the load.', details });
    const kept = last.perSecond / first.perSecond;
    const clients = count(last.connections, 'client');
    const numbers = `${last.perSecond.toFixed(0)} answers a second with ${clients}, ${first.perSecond.toFixed(0)} with one`;
    const summary =
      sound === 1 ? `${numbers}.` : `${numbers}; at worst ${percent(sound)} of the requests were answered.`;
    return scored({ score: Math.min(1, kept / collapse) * sound, summary, details });
  },
});
