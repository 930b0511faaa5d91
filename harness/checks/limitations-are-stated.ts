import { defineCheck, scored } from './support/check.ts';
import { places } from './support/details.ts';
import { isWritten, notWritten, topicOf, worth, writtenElsewhere } from './support/topics.ts';

const said = {
  none: 'not found',
  mention: 'mentioned in passing',
  plan: 'written up',
  implementation: 'written up',
} as const;

export const limitationsAreStated = defineCheck({
  id: 'limitations-are-stated',
  asks: 'Are limitations and next steps written down?',
  why: 'Known limits can be planned around; unknown ones are found by customers.',
  remedy:
    'Write down where the model should not be trusted, and what you would do next and why in that order.',
  followUp: {
    question: 'For which customers would you not use this model?',
    goodAnswer: 'Names a segment with few or odd data, how it was noticed, and what to do there instead.',
  },
  needs: ['notes'],
  judge({ notes }) {
    const [limits, next] = [topicOf(notes, 'limitations'), topicOf(notes, 'next-steps')];
    const written = isWritten(limits) && isWritten(next);
    const elsewhere = writtenElsewhere(notes, {
      written,
      subject: 'Limitations and next steps',
      found: [...limits.excerpts, ...next.excerpts],
    });
    if (elsewhere) return elsewhere;
    const score = (worth[limits.level] + worth[next.level]) / 2;
    const missing = [limits, next].filter(({ level }) => level === 'none');
    const details = [
      ...places([...limits.excerpts, ...next.excerpts]),
      ...missing.flatMap(({ topic }) => notWritten(notes, topic)),
    ];
    return scored({
      score,
      summary: `Limitations: ${said[limits.level]}; next steps: ${said[next.level]}.`,
      details,
    });
  },
});
