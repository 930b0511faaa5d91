import { defineCheck, notApplicable, scored } from './support/check.ts';
import { kept, linesOf, nothingToRead } from './support/code.ts';
import { outOf } from './support/words.ts';

// Handlers: below this many, a single one is a slip.
const least = 5;

export const exceptionsAreNotSwallowed = defineCheck({
  id: 'exceptions-are-not-swallowed',
  asks: 'Does every handler of exceptions name what it expects, or pass it on?',
  why: 'An error that nobody hears of turns into a wrong prediction some steps later.',
  remedy: 'Catch the exceptions that are expected by name, and log, raise or return everything else.',
  followUp: {
    question: 'What may go wrong inside this block, and who would notice?',
    goodAnswer: 'Names the expected exceptions, and how any other one reaches a person.',
  },
  needs: ['code'],
  judge({ code }) {
    const { total, swallowed } = code.handlers;
    if (code.languages.length === 0) return nothingToRead(code, 'handlers of exceptions');
    if (total === 0) return notApplicable('No exception is caught.');
    const does =
      swallowed.length === 1
        ? 'catches everything and neither raises, logs nor returns it'
        : 'catch everything and neither raise, log nor return it';
    return scored({
      score: kept(swallowed.length, { total, least }),
      summary: `${outOf([swallowed.length, total], 'handler')} ${does}.`,
      details: linesOf(swallowed, 'catches everything, and no caller or log hears of it'),
    });
  },
});
