import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourSameValueSameAnswer = defineCheck({
  id: 'behaviour-same-value-same-answer',
  asks: 'Does the same value get the same answer, however it is written?',
  why: 'The systems that send rows write one day and one amount in many ways; the customer is the same.',
  remedy:
    'Parse every notation that training data hold in one place, and call it both when training and when serving.',
  followUp: {
    question: 'A partner starts to send dates in one more format. What happens, and who notices?',
    goodAnswer:
      'The parser gives a gap instead of another day, the share of gaps is watched, and a test is added with the format.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'the same value written in other ways',
      about: ({ family, kind, relation, roles }) =>
        family === 'defect' && kind === 'rewrite' && relation.kind === 'same' && roles.includes('feature'),
      sentence: 'got one answer for one value written in two ways',
    }),
});
