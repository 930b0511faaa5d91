import { defineCheck, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';

export const servingHealthAnswers = defineCheck({
  id: 'serving-health-answers',
  asks: 'Does the health route say that the service is well?',
  why: 'Load balancers and deployments decide by it whether traffic may come.',
  remedy: 'Answer the health route of the brief with a 200 once the model is loaded.',
  followUp: {
    question: 'When should the health route say no although the process runs?',
    goodAnswer: 'While the model is not loaded or cannot predict; separates being alive from being ready.',
  },
  needs: ['serving'],
  judge({ serving: { health } }) {
    const status = health?.reply?.status;
    if (!health || status === undefined) {
      return scored({
        score: 0,
        summary: 'The health route gave no answer.',
        details: lookedFor('a reply from the health route', 'the running service'),
      });
    }
    const held = status >= 200 && status < 300;
    const expected = 'a status from 200 to 299';
    const details = [{ kind: 'exchange', title: 'Health', exchange: health, expected, held } as const];
    return scored({
      score: held ? 1 : 0,
      summary: `The health route answered with status ${status}.`,
      details,
    });
  },
});
