import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourUnseenValuesGetAnswers = defineCheck({
  id: 'behaviour-unseen-values-get-answers',
  asks: 'Do values that training data never held get an answer?',
  why: 'A new plan or country arrives without notice; the service must not stop on that day.',
  remedy:
    'Map unknown categories to one of their own, and answer or refuse by name numbers beyond all that was seen.',
  followUp: {
    question: 'Marketing launches a new plan tomorrow. What does your service do, and when do you retrain?',
    goodAnswer: 'Answers as for an unknown plan, counts such rows, and retrains once outcomes are known.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers to values never seen',
      about: ({ kind }) => kind === 'unseen-value' || kind === 'out-of-range',
      sentence: 'got an answer with a value never seen',
    }),
});
