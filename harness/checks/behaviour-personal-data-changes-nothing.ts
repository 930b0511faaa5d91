import { judgePairs } from './support/behaviour.ts';
import { defineCheck } from './support/check.ts';

export const behaviourPersonalDataChangesNothing = defineCheck({
  id: 'behaviour-personal-data-changes-nothing',
  asks: "Do answers stay when a row gets another person's name, address and birth date?",
  why: 'A decision about a customer that hangs on who they are is unfair, and often unlawful.',
  remedy: 'Leave personal columns out of the features, and out of whatever is encoded automatically.',
  followUp: {
    question: 'Which columns did you leave out because of what they are, not because of what they score?',
    goodAnswer: 'Names the personal ones, and thinks of others that stand in for them, such as the country.',
  },
  needs: ['behaviour'],
  judge: ({ behaviour }) =>
    judgePairs({
      behaviour,
      what: 'answers with personal data of another row',
      about: ({ family, roles }) => family === 'defect' && roles.includes('personal'),
      sentence: "got one answer with another person's data",
    }),
});
