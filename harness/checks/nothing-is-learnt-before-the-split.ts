import type { MethodEvidence } from '../evidence/method.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ask, bothPlaces, withoutModel } from './support/method.ts';
import { clip, count } from './support/words.ts';

type Learnt = MethodEvidence['learnt'];

// One average a column moves a score little; it is still learnt from rows that should have been unseen.
const forAverages = 0.5;
// Rounds of a search are scored too well; what was held out before is not. One average a column moves even those little.
const forFolds = { strong: 0.5, slight: 0.75 };

const shown = (learnt: Learnt) =>
  bothPlaces(
    learnt.map(({ what, fit, via, split }) => [
      [fit, `${what} is fitted here`],
      [via, 'called from here'],
      [split, 'the rows are divided only here'],
    ]),
  );

export const nothingIsLearntBeforeTheSplit = defineCheck({
  id: 'nothing-is-learnt-before-the-split',
  asks: 'Is everything that learns from rows fitted after they are split?',
  why: 'What was fitted on all rows carries the held-out ones into training, and the score says too much.',
  remedy:
    'Put scalers, imputers, selectors and samplers into a pipeline, and fit it on the training rows alone.',
  followUp: {
    question: 'What exactly would the fitted step know of a row that it should not have seen?',
    goodAnswer:
      'Names the statistic that crosses the split, and how a pipeline inside cross-validation prevents it.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const { learnt, splits } = method;
    if (splits.length === 0)
      return notApplicable('No split of the rows was found that something could come before.');
    const apart = learnt.filter(({ within }) => !within);
    const strong = apart.filter(({ strength }) => strength === 'strong');
    const slight = apart.filter(({ strength }) => strength === 'slight');
    const within = [
      ...learnt.filter((one) => one.within && one.strength === 'strong'),
      ...learnt.filter((one) => one.within && one.strength === 'slight'),
    ];
    const [first] = [...strong, ...slight];
    if (first)
      return scored({
        score: strong.length > 0 ? 0 : forAverages,
        summary: `${clip(first.what)} is learnt from all rows before they are split.`,
        details: shown([...strong, ...slight, ...within]),
      });
    const [inner] = within;
    if (inner)
      return scored({
        score: inner.strength === 'strong' ? forFolds.strong : forFolds.slight,
        summary: `${clip(inner.what)} is learnt from all training rows before they are cross-validated.`,
        details: shown(within),
      });
    if (splits.every(({ followed }) => !followed))
      return ask('What is learnt from the rows before they are divided here?', {
        summary: 'Where the rows that are divided come from could not be followed.',
        details: bothPlaces(splits.map(({ place }) => [[place, 'rows of unknown origin are divided here']])),
      });
    if (learnt.length > 0)
      return scored({
        score: 1,
        summary: learnt.some(({ what }) => what.endsWith(' by group'))
          ? 'Which values there are, and statistics by group, none known to be of the target, are read before the split.'
          : 'Only which values there are is read before the split, and no statistic of them.',
        details: shown(learnt),
      });
    return scored({
      score: 1,
      summary: `Nothing was found that learns from the rows before ${count(splits.length, 'split')}.`,
      details: bothPlaces(splits.map(({ place }) => [[place, 'the rows are divided here']])),
    });
  },
});
