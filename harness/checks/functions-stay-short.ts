import { defineCheck, scored } from './support/check.ts';
import { namedPlaces } from './support/code.ts';
import { lookedFor } from './support/details.ts';
import { progress } from './support/predictions.ts';
import { count } from './support/words.ts';

// Lines: a function of up to 60 fits on a screen and loses nothing; one of 180 is three screens and loses all.
const screen = 60;

export const functionsStayShort = defineCheck({
  id: 'functions-stay-short',
  asks: 'Does each function fit on a screen?',
  why: 'Long functions mix cleaning, training and output, and can be tested only as a whole.',
  remedy: 'Split the longest function where its comments or blank lines already do.',
  needs: ['code'],
  judge({ code: { functions } }) {
    const { total, longest } = functions;
    if (longest === null) {
      const where = 'the submission’s own code outside tests and notebooks';
      return scored({
        score: 0,
        summary: 'No function was found to measure.',
        details: lookedFor('functions', where),
      });
    }
    const score = progress(longest.lines, { from: 3 * screen, to: screen });
    const against = [{ label: 'one screen', value: screen }];
    const details = [
      ...namedPlaces([longest], `${longest.lines} lines`),
      {
        kind: 'number',
        label: 'lines of the longest function',
        value: longest.lines,
        unit: '',
        against,
      } as const,
    ];
    return scored({
      score,
      summary: `The longest of ${count(total, 'function')} has ${count(longest.lines, 'line')}; a screen holds ${screen}.`,
      details,
    });
  },
});
