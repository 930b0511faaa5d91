import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { isWritten, topicOf } from './support/topics.ts';
import { listed, shortNames } from './support/words.ts';

// A dummy that is trained measures the others even where nobody writes about it; a word in passing measures nothing.
const worth = { written: 1, trained: 0.6, mention: 0.25 };
const dummy = /(^|\.)(Dummy(Classifier|Regressor)|NaiveForecaster|SeasonalNaive|Naive|ZeroRule)$/;

export const baselineComesFirst = defineCheck({
  id: 'baseline-comes-first',
  asks: 'Is there a simple baseline that the model is held against?',
  why: 'A score means nothing until somebody knows what guessing would have scored.',
  remedy:
    'Score the simplest rule that could work on the same split, and write its figure beside the model’s.',
  followUp: {
    question: 'How much better than the simplest rule is your model, and is that worth its upkeep?',
    goodAnswer: 'Gives both figures on the same rows, and what the difference is worth to the business.',
  },
  needs: ['notes', 'repository'],
  judge({ notes, repository }) {
    const written = topicOf(notes, 'baseline');
    const trained = repository.estimators.filter(({ name }) => dummy.test(name));
    const details = [
      ...places(written.excerpts),
      ...places(
        trained.map(({ place }) => place),
        'a baseline that is trained',
      ),
    ];
    if (isWritten(written))
      return scored({
        score: worth.written,
        summary: 'A baseline is named and held against the model.',
        details,
      });
    if (trained.length > 0) {
      const names = listed(shortNames(trained));
      const summary = `${names}: trained, and not written about.`;
      return scored({ score: worth.trained, summary, details });
    }
    if (written.level === 'mention')
      return scored({ score: worth.mention, summary: 'A baseline is mentioned, without a figure.', details });
    const looked = lookedFor(
      'a dummy model, a mean, a majority class or a rule, and its score',
      'the submission’s own code and writing',
    );
    return scored({ score: 0, summary: 'No baseline was found.', details: looked });
  },
});
