import { defineCheck, scored } from './support/check.ts';
import { predictionsMissing } from './support/predictions.ts';
import { count } from './support/words.ts';

export const modelAnswersByTheRow = defineCheck({
  id: 'model-answers-by-the-row',
  asks: 'Do answers depend on the row, and on nothing else?',
  why: 'One answer for everybody is no model, and two answers for one row cannot be acted on.',
  remedy: 'Load the fitted model once, and draw nothing at random while predicting.',
  followUp: {
    question: 'The same customer is scored twice and gets two numbers. Where do you look?',
    goodAnswer:
      'At randomness while predicting, state kept between requests, and two model versions behind one address.',
  },
  needs: ['holdout'],
  judge({ holdout }) {
    if (holdout.notAsked || holdout.repeatedRowsAgree === null) return predictionsMissing(holdout);
    const { distinctPredictions, repeatedRowsAgree, answered } = holdout;
    const details = [
      { kind: 'number', label: 'distinct predictions', value: distinctPredictions, unit: '' } as const,
    ];
    const seen = `${count(distinctPredictions, 'distinct prediction')} for ${count(answered, 'row')}`;
    if (distinctPredictions < 2)
      return scored({ score: 0, summary: `Every row got the same answer: ${seen}.`, details });
    if (!repeatedRowsAgree)
      return scored({ score: 0, summary: `Repeated rows got different answers; ${seen}.`, details });
    return scored({ score: 1, summary: `Repeated rows agree; ${seen}.`, details });
  },
});
