import type { Topic } from '../evidence/notes.ts';
import { defineCheck, scored } from './support/check.ts';
import { places } from './support/details.ts';
import { isWritten, notWritten, topicOf, writtenElsewhere } from './support/topics.ts';
import { count } from './support/words.ts';

const judged: readonly Topic[] = [
  'features',
  'metric-choice',
  'model-comparison',
  'trade-offs',
  'limitations',
];

const firstOf = (topics: readonly Pick<ReturnType<typeof topicOf>, 'excerpts'>[]) =>
  topics.flatMap(({ excerpts: [first] }) => (first ? [first] : []));

export const explanationsAreSound = defineCheck({
  id: 'explanations-are-sound',
  asks: 'Do the reasons hold, in the eyes of somebody who knows the field?',
  why: 'A machine finds that a reason is given; whether it is a good one takes a person.',
  remedy: 'Tie each reason to something that you measured or saw in these data.',
  followUp: {
    question: 'Which of your written reasons are you least sure of?',
    goodAnswer: 'Picks one, says what speaks against it, and how it could be tested.',
  },
  needs: ['notes'],
  judge({ notes }) {
    const found = judged.map((topic) => topicOf(notes, topic));
    const written = found.filter(isWritten);
    const elsewhere = writtenElsewhere(notes, { written: written.length > 0, subject: 'A written reason' });
    if (elsewhere) return elsewhere;
    if (written.length === 0) {
      const inPassing = firstOf(found);
      return inPassing.length > 0
        ? scored({
            score: 0,
            summary: 'What may be a reason is only mentioned in passing.',
            details: places(inPassing),
          })
        : scored({
            score: 0,
            summary: 'No written reason was found that a person could weigh.',
            details: notWritten(notes, 'trade-offs'),
          });
    }
    const question =
      'Do the reasons follow from these data, and would you defend them? 0 none, 0.5 some, 1 most.';
    const summary = `${count(written.length, 'written explanation')} for a person to read.`;
    return { verdict: { kind: 'needs-human', question }, summary, details: places(firstOf(written)) };
  },
});
