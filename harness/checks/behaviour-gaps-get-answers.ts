import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourGapsGetAnswers = defineCheck({
  id: 'behaviour-gaps-get-answers',
  asks: 'Do rows with gaps and impossible values get an answer?',
  why: 'Training data have them, so requests will: a customer without a score still has to be scored.',
  remedy:
    'Turn what cannot be meant into a gap, and let the model or an imputer in the pipeline handle gaps.',
  followUp: {
    question: 'What does your service answer when a value is missing, and why is that right?',
    goodAnswer:
      'Names what the gap becomes, whether gaps tell something themselves, and that training treats them alike.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers to rows with gaps',
      about: ({ family, relation }) => family === 'defect' && relation.kind === 'answered',
      sentence: 'got an answer with a gap or an impossible value',
    }),
});
