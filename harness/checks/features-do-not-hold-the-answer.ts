import type { MethodEvidence } from '../evidence/method.ts';
import { defineCheck, scored } from './support/check.ts';
import { ask, bothPlaces, withoutModel } from './support/method.ts';
import { clip } from './support/words.ts';

type Answer = MethodEvidence['answers'][number];

const known = {
  target: 'the target is taken from the same table here',
  'made-into-target': 'the target is made from it here',
  'made-from-target': 'it is made from the target here',
  'said-to-leak': 'said here to give the target away',
  'named-after-target': 'named as a share of the target here',
  'sibling-of-target': 'the target and these are statistics of the same rows',
} as const;

/** What a name or a table's making suggests, and the code does not show. */
const doubtful: ReadonlySet<Answer['kind']> = new Set(['sibling-of-target', 'named-after-target']);

const sentence = ({ kind, column, target }: Answer): string => {
  switch (kind) {
    case 'target':
      return `The target, ${clip(column)}, is still among the features.`;
    case 'made-into-target':
      return `${clip(column)}, from which the target is made, is still among the features.`;
    case 'made-from-target':
      return `${clip(column)}, which is made from the target, is among the features.`;
    case 'named-after-target':
      return `${clip(column)} is among the features, and its name says that it is worked out from ${clip(target ?? 'the target')}.`;
    case 'said-to-leak':
      return `${clip(column)}, said to give the target away, is still among the features.`;
    case 'sibling-of-target':
      return `${clip(target ?? 'The target')} and its features are statistics of the same rows.`;
  }
};

/** Rows that are divided and fitted on, and lead back to no load. */
const isUnfollowed = ({ fits, splits }: MethodEvidence): boolean =>
  splits.length > 0 && [...fits, ...splits].every(({ followed }) => !followed);

export const featuresDoNotHoldTheAnswer = defineCheck({
  id: 'features-do-not-hold-the-answer',
  asks: 'Are columns that hold the answer kept out of the features?',
  why: 'A model that is handed the answer scores splendidly and knows nothing when it is asked for real.',
  remedy:
    'Drop the target, what it is made from, and what is known only afterwards, before a model is fitted.',
  followUp: {
    question: 'Which features are known at the moment when the prediction is needed?',
    goodAnswer: 'Goes through the columns, and has looked at the score without the suspicious ones.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const certain = method.answers.filter(({ kind }) => !doubtful.has(kind));
    const found = certain.length > 0 ? certain : method.answers;
    const [first] = found;
    const details = bothPlaces(
      found.map(({ kind, known: place, used }) => [
        [place, known[kind]],
        [used, 'the features are taken here'],
      ]),
    );
    if (!first && isUnfollowed(method))
      return ask('Do the features hold the target, or what it is made from?', {
        summary: 'Where the rows that a model is fitted on come from could not be followed.',
        details: bothPlaces(
          method.fits.map(({ place }) => [[place, 'fitted here on rows of unknown origin']]),
        ),
      });
    if (!first)
      return scored({
        score: 1,
        summary: 'No feature was found that holds the answer.',
        details: bothPlaces(method.fits.map(({ place }) => [[place, 'a model is fitted here']])),
      });
    if (certain.length > 0) return scored({ score: 0, summary: sentence(first), details });
    return ask('Can the target be worked out from the features of the same row?', {
      summary: sentence(first),
      details,
    });
  },
});
