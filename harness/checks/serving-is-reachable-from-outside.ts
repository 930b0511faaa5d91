import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { lackingAt } from './support/stages.ts';

export const servingIsReachableFromOutside = defineCheck({
  id: 'serving-is-reachable-from-outside',
  asks: 'Does the service listen on more than its own loopback address?',
  why: 'A server bound to 127.0.0.1 works on the author’s machine and in no container or deployment.',
  remedy: 'Bind to 0.0.0.0, for instance with `--host 0.0.0.0`.',
  followUp: {
    question: 'What changes between running the service on a laptop and in a container?',
    goodAnswer: 'The address it binds to, where the model comes from, users, ports and what is mounted.',
  },
  needs: ['serving'],
  judge({ serving: { listen, loopbackOnly, port, attempts, served } }) {
    if (listen.outcome !== 'ok') {
      const summary = `Nothing to reach: ${lackingAt(listen)}.`;
      return scored({
        score: 0,
        summary,
        details: lookedFor('a listening port', 'the container of the service'),
      });
    }
    const place = attempts[served ?? -1]?.command.place;
    const details = places(place ? [place] : [], 'start command');
    if (loopbackOnly)
      return scored({ score: 0, summary: `Port ${port ?? ''} listens on 127.0.0.1 only.`, details });
    return scored({ score: 1, summary: `Port ${port ?? ''} is open to other hosts.`, details });
  },
});
