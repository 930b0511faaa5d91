import { nothingTold, ranksNothing, statisticDetails, statisticOf } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { count, decimal } from './support/words.ts';

export const behaviourWrongLabelsAreNotLearnt = defineCheck({
  id: 'behaviour-wrong-labels-are-not-learnt',
  asks: 'Does the model see through labels that are wrong in training data?',
  why: 'A model that repeats single wrong labels has learnt rows by heart, and does so on new rows too.',
  remedy: 'Regularise: smaller trees, larger leaves, early stopping, chosen on later data.',
  followUp: {
    question: 'Some training labels are wrong. How does your model cope, and how would you find them?',
    goodAnswer:
      'Regularisation and validation on later data; looks where a model fitted on other folds disagrees.',
  },
  needs: ['behaviour'],
  judge({ behaviour }) {
    const untold = nothingTold({ behaviour, what: 'answers to mislabelled rows' }) ?? ranksNothing(behaviour);
    if (untold) return untold;
    const statistic = statisticOf(behaviour, 'label-noise');
    if (!statistic) return notApplicable('Too few mislabelled rows were answered to tell.');
    const { value, rows, held } = statistic;
    const tie = value.high > 0.5 ? 0.5 : 0;
    return scored({
      score: held ? 1 : tie,
      summary: `On ${count(rows, 'mislabelled row')}, ROC AUC against the true label is ${decimal(value.value)}; above 0.50 expected.`,
      details: statisticDetails(statistic),
    });
  },
});
