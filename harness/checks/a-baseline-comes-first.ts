import { defineCheck, scored } from './support/check.ts';
import { askOfTraining, bothPlaces, nothingOf, withoutModel } from './support/method.ts';
import { clip } from './support/words.ts';

const simple =
  /(Logistic|Linear|Ridge|Lasso|ElasticNet|Dummy|NaiveBayes|(Gaussian|Multinomial|Bernoulli|Complement)NB|DecisionTree|KNeighbors)/;

const kinds = [
  /Classifier|Logistic|SVC|NB$|NaiveBayes|Perceptron|DiscriminantAnalysis/,
  /Regressor|SVR|LinearRegression|Ridge(CV)?$|Lasso|ElasticNet|Huber/,
];

/** A class is no baseline of an amount. What does not tell its kind may be either. */
const isAlike = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((name) => kinds.findIndex((kind) => kind.test(name)));
  return a === b || a === -1 || b === -1;
};

export const aBaselineComesFirst = defineCheck({
  id: 'a-baseline-comes-first',
  asks: 'Is something simple computed for the model to be better than?',
  why: 'A score alone means nothing: the most frequent class or a linear model may do as well.',
  remedy: 'Score a dummy, a rule or a linear model on the same held-out rows, and give both figures.',
  followUp: {
    question: 'What does the model gain over the simplest thing that could work?',
    goodAnswer: 'Gives both figures on the same rows and weighs the gain against its cost.',
  },
  needs: ['method'],
  judge({ method }) {
    const { baselines, fits } = method;
    const asked = askOfTraining(
      method,
      'Is something simple scored on the same rows as what is trained here?',
    );
    const nothing = baselines.length > 0 && asked ? null : (asked ?? withoutModel(method));
    if (nothing) return nothing;
    if (baselines.length > 0)
      return scored({
        score: 1,
        summary: 'A baseline is computed in code.',
        details: bothPlaces(baselines.map((place) => [[place, 'a baseline']])),
      });
    const others = fits.filter(({ name }) => !simple.test(name));
    const first = fits.find(
      ({ name }) => simple.test(name) && others.some((other) => isAlike(name, other.name)),
    );
    if (first)
      return scored({
        score: 1,
        summary: `${clip(first.name)} stands beside a stronger model.`,
        details: bothPlaces([[[first.place, 'a simple model']]]),
      });
    return scored({
      score: 0,
      summary: 'No baseline was found that the model is compared with.',
      details: nothingOf('a dummy, a rule named a baseline, or a linear model beside another'),
    });
  },
});
