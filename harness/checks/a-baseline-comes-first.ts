import { defineCheck, scored } from './support/check.ts';
import { bothPlaces, nothingOf, withoutModel } from './support/method.ts';
import { clip } from './support/words.ts';

const simple =
  /(Logistic|Linear|Ridge|Lasso|ElasticNet|Dummy|NaiveBayes|(Gaussian|Multinomial|Bernoulli|Complement)NB|DecisionTree|KNeighbors)/;

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
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const { baselines, fits } = method;
    if (baselines.length > 0)
      return scored({
        score: 1,
        summary: 'A baseline is computed in code.',
        details: bothPlaces(baselines.map((place) => [[place, 'a baseline']])),
      });
    const first = fits.find(({ name }) => simple.test(name));
    const others = new Set(fits.map(({ name }) => name).filter((name) => !simple.test(name)));
    if (first && others.size > 0)
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
