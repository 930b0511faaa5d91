import { defineCheck, scored } from './support/check.ts';
import { ask, bothPlaces, nothingOf, withoutModel } from './support/method.ts';
import { listed } from './support/words.ts';

export const personalDataIsNotAFeature = defineCheck({
  id: 'personal-data-is-not-a-feature',
  asks: 'Are names, addresses and the like kept out of the features?',
  why: 'They tell people apart and not what they will do, and nobody may decide by a sensitive one unawares.',
  remedy:
    'Drop what identifies a person; where a sensitive column stays, write down why and what was checked.',
  followUp: {
    question: 'Which of these columns may a decision about a person rest on, and who says so?',
    goodAnswer: 'Tells identifying from sensitive, knows the rules of the field, and has compared groups.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const { personal } = method;
    const details = bothPlaces(personal.map(({ place, kind }) => [[place, `${kind}, among the features`]]));
    const identifying = personal.filter(({ kind }) => kind === 'identifying').map(({ column }) => column);
    if (identifying.length > 0)
      return scored({
        score: 0,
        summary: `${listed(identifying)} among the features tells people apart.`,
        details,
      });
    if (personal.length > 0)
      return ask('May the decision rest on this column, and is that argued in the writing?', {
        summary: `${listed(personal.map(({ column }) => column))} is sensitive and among the features.`,
        details,
      });
    return scored({
      score: 1,
      summary: 'No column about a person was found in a list of features.',
      details: nothingOf('names, addresses, dates of birth, gender and the like in lists of features'),
    });
  },
});
