import { defineCheck, scored } from './support/check.ts';
import { share } from './support/details.ts';
import { predictionsMissing, unusable } from './support/predictions.ts';
import { outOf } from './support/words.ts';

export const modelAnswersEveryRow = defineCheck({
  id: 'model-answers-every-row',
  asks: 'Does every unseen row get a usable probability?',
  why: 'Real rows have gaps, late dates and new spellings; a customer without a score is a customer forgotten.',
  remedy: 'Let every cleaning step have an answer for values that it has not seen, and test it with gaps.',
  followUp: {
    question: 'What happens to a row with a category that training never saw?',
    goodAnswer: 'It is encoded as unknown by the fitted pipeline, gets a prediction, and is counted.',
  },
  needs: ['holdout'],
  judge({ holdout }) {
    if (holdout.notAsked) return predictionsMissing(holdout);
    const { answered, asked } = holdout;
    if (asked === 0) return predictionsMissing(holdout);
    const details = [share('rows with a usable answer', answered / asked), ...unusable(holdout)];
    return scored({
      score: answered / asked,
      summary: `${outOf([answered, asked], 'unseen row')} got a usable probability.`,
      details,
    });
  },
});
