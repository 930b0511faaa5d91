import { defineCheck, scored } from './support/check.ts';
import { places } from './support/details.ts';
import { ask, askOfTraining, bothPlaces, nothingOf, withoutModel } from './support/method.ts';
import { count, listed } from './support/words.ts';

export const modelsAreJudgedOnHeldOutRows = defineCheck({
  id: 'models-are-judged-on-held-out-rows',
  asks: 'Is a model scored on rows that it was not fitted on?',
  why: 'A score on training rows says how well they were remembered, and nothing about the next one.',
  remedy: 'Split first, or cross-validate, and report the metric on the rows that were left out.',
  followUp: {
    question: 'How far apart are the scores on training and on held-out rows, and what follows?',
    goodAnswer: 'Has both figures, and reads the gap between them with its noise.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing =
      askOfTraining(method, 'Is the model scored here on rows that it was not trained on?') ??
      withoutModel(method);
    if (nothing) return nothing;
    const { evaluations, judging } = method;
    const on = (side: string) => evaluations.filter((evaluation) => evaluation.on === side);
    const details = bothPlaces(
      [...on('held-out'), ...on('training'), ...on('unknown')].map(({ place, on: side, metric }) => [
        [place, side === 'unknown' ? `${metric}, on rows of unknown origin` : `${metric} on ${side} rows`],
      ]),
    );
    const heldOut = on('held-out');
    if (heldOut.length > 0) {
      const metrics = [...new Set(heldOut.map(({ metric }) => metric))];
      return scored({ score: 1, summary: `Scored on held-out rows with ${listed(metrics)}.`, details });
    }
    if (on('unknown').length > 0)
      return ask('Are the rows that are scored here kept from training?', {
        summary: `${count(on('unknown').length, 'metric')} found, on rows of unknown origin.`,
        details,
      });
    if (evaluations.length > 0)
      return scored({
        score: 0,
        summary: 'Models are scored on the rows that they were fitted on alone.',
        details,
      });
    if (judging.length > 0)
      return ask('Does this score answers on rows that were kept from training?', {
        summary: `${listed(judging.map(({ name }) => name))} may be ${judging.length === 1 ? 'a metric' : 'metrics'} of its own, and what is scored could not be followed.`,
        details: places(
          judging.map(({ place }) => place),
          'called here',
        ),
      });
    return scored({
      score: 0,
      summary: 'A model is fitted, and no metric that is worked out was found.',
      details: nothingOf('a metric on held-out rows, or cross-validation'),
    });
  },
});
