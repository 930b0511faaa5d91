import type { MethodEvidence } from '../evidence/method.ts';
import type { Finding } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { askOfScript, isInScript } from './support/languages.ts';
import { ask, withoutTraining } from './support/method.ts';
import { listed, shortNames } from './support/words.ts';

// With few positives, precision-recall curves tell models apart where ROC curves look alike, and accuracy rewards
// never predicting one (Davis & Goadrich 2006; Saito & Rehmsmeier 2015).
const forFewPositives =
  /average_?precision|precision_?recall_?curve|pr_?auc|auc_?pr|auprc|precision_?at|recall_?at|lift|gain/i;
const aware =
  /roc|auc|f1|fbeta|recall|precision|balanced|matthews|brier|log_?loss|confusion|classification_report|kappa/i;

/** What a model gives where nothing else is asked for: accuracy of classes, R² of amounts. */
const ownScore = /^(score|cross-validation)$/;

/** Scored with something that is no metric of a library: whether it fits cannot be told by its name. */
const unnamed = ({ evaluations, rivals, unfollowed, trainings }: MethodEvidence): Finding | null => {
  const others = [
    ...evaluations.filter(({ metric }) => !ownScore.test(metric)).map(({ place }) => place),
    ...rivals.map(({ place }) => place),
  ];
  const question = 'Which figure is measured, and does it fit a problem with few positives?';
  if (others.length > 0)
    return ask(question, {
      summary: 'Scored with something that cannot be told by the name of a metric.',
      details: places(others.slice(0, 3), 'scored here'),
    });
  const trained = [...trainings.map(({ place }) => place), ...unfollowed];
  return evaluations.length === 0 && trained.length > 0
    ? ask(question, {
        summary: 'A model is trained here in a way that could not be followed.',
        details: places(trained.slice(0, 3), 'something is trained here'),
      })
    : null;
};

export const metricFitsTheProblem = defineCheck({
  id: 'metric-fits-the-problem',
  asks: 'Does the code measure what matters when few customers leave?',
  why: 'When about one in eight leaves, always saying “stays” is right seven times in eight.',
  remedy:
    'Use average precision or precision at the number of customers that can be called; keep accuracy as a side note.',
  followUp: {
    question: 'Your accuracy is 88 %. Is that good?',
    goodAnswer:
      'No better than predicting nobody; turns to precision and recall at the budget that retention has.',
  },
  needs: ['repository', 'method'],
  judge({ repository, method }) {
    const { metrics } = repository;
    const names = shortNames(metrics);
    const details = places(
      metrics.map(({ place }) => place),
      'a metric',
    );
    const where = 'calls in the submission’s own code and notebooks';
    if (names.length === 0 && isInScript(repository))
      return askOfScript('Which metric does the code measure, and does it fit a problem with few positives?');
    const nothing = names.length === 0 ? (withoutTraining(method, repository) ?? unnamed(method)) : null;
    if (nothing) return nothing;
    if (names.length === 0)
      return scored({
        score: 0,
        summary:
          method.evaluations.length > 0
            ? 'Only what a model gives as its own score was found: accuracy, or R² of amounts.'
            : 'No metric was found in the code.',
        details: [
          ...lookedFor('a metric function', where),
          ...places(
            method.evaluations.slice(0, 3).map(({ place }) => place),
            'scored here',
          ),
        ],
      });
    const best = names.filter((name) => forFewPositives.test(name));
    if (best.length > 0)
      return scored({ score: 1, summary: `Measured for few positives: ${listed(best)}.`, details });
    const fair = names.filter((name) => aware.test(name));
    if (fair.length > 0)
      return scored({
        score: 0.7,
        summary: `Aware of imbalance, not focused on the few positives: ${listed(fair)}.`,
        details,
      });
    const found = [...lookedFor('a metric for few positives', where), ...details];
    return scored({
      score: 0,
      summary: `Only metrics that imbalance misleads: ${listed(names)}.`,
      details: found,
    });
  },
});
