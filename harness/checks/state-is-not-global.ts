import { defineCheck, scored } from './support/check.ts';
import { kept, linesOf, nothingToRead } from './support/code.ts';
import { count } from './support/words.ts';

// Functions: below this many, a single rebinding is a slip.
const least = 10;

export const stateIsNotGlobal = defineCheck({
  id: 'state-is-not-global',
  asks: 'Do functions work on what they are given, and leave module state alone?',
  why: 'What a function changes behind its callers’ backs differs between workers, tests and orders of calls.',
  remedy: 'Hand the model and the settings over as arguments, or keep them on the application object.',
  needs: ['code'],
  judge({ code }) {
    const { rebound, mutableDefaults, functions: total } = code.state;
    if (total === 0) return nothingToRead(code, 'functions in Python');
    return scored({
      score: kept(rebound.length + mutableDefaults.length, { total, least }),
      summary: `${count(rebound.length, 'global rebinding')} and ${count(mutableDefaults.length, 'mutable default')} in ${count(total, 'function')}.`,
      details: [
        ...linesOf(rebound, 'rebinds a global name'),
        ...linesOf(mutableDefaults, 'a default that all calls share'),
      ],
    });
  },
});
