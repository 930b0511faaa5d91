import type { MethodEvidence } from '../evidence/method.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { ask, bothPlaces, inCode, withoutModel } from './support/method.ts';
import { listed } from './support/words.ts';

/** What is said at the place of training, and at that of serving. */
const notes = {
  shared: ['prepared here', 'with what was fitted before'],
  twice: ['prepared here for training', 'and here again for serving'],
  'left-behind': ['fitted here for training', 'the model is asked here without it'],
  'cannot-tell': ['prepared here', 'prepared here'],
} as const;

/** Rows are prepared by the pipeline that a model stands in, and not by the model. */
const asWholes = (names: readonly string[], { fits }: MethodEvidence): readonly string[] =>
  names.map((name) =>
    fits.some((fit) => fit.pipeline && fit.name === name) ? `the pipeline of ${name}` : name,
  );

export const trainingAndServingSharePreprocessing = defineCheck({
  id: 'training-and-serving-share-preprocessing',
  asks: 'Do training and serving prepare rows by the same code?',
  why: 'Two versions drift apart unseen, and the model answers for rows that it was never trained on.',
  remedy: 'Save one pipeline with the model, or let both import one function.',
  followUp: {
    question: 'A category is renamed: how many places change, and what notices one that was forgotten?',
    goodAnswer: 'One place, or a test that sends a training row through the service and compares.',
  },
  needs: ['method'],
  judge({ method }) {
    const { how, names, training, serving } = method.preparation;
    if (how === 'no-service') return notApplicable('No service was found that would prepare rows.');
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    if (how === 'no-model')
      return notApplicable('No service was found that loads a model or asks one for an answer.');
    const details = bothPlaces([
      [
        [training, notes[how][0]],
        [serving, notes[how][1]],
      ],
    ]);
    switch (how) {
      case 'shared':
        return scored({
          score: 1,
          summary: `Training and serving share ${listed(asWholes(names, method))}.`,
          details,
        });
      case 'twice':
        return scored({
          score: 0,
          summary: `${listed(names)} ${names.length === 1 ? 'is' : 'are'} worked out twice, for training and for serving.`,
          details,
        });
      case 'left-behind':
        return scored({
          score: 0,
          summary: `Rows are prepared with ${listed(names)} for training, which is neither saved nor applied by the service.`,
          details,
        });
      case 'cannot-tell':
        return ask('Does the service prepare rows as training does, and by the same code?', {
          summary: 'Whether training and serving prepare rows alike cannot be told from the code.',
          details: lookedFor('a pipeline that is saved, or a function that both import', inCode),
        });
    }
  },
});
