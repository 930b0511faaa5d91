import type { Detail } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { count } from './support/words.ts';

export const secretsStayOut = defineCheck({
  id: 'secrets-stay-out',
  asks: 'Are keys, tokens and passwords kept out of the files?',
  why: 'What was committed once stays in the history, and whoever can read the repository can use it.',
  remedy:
    'Revoke what was committed, read it from the environment, and commit a `.env.example` with empty values.',
  followUp: {
    question: 'A token was committed and pushed an hour ago. What do you do, in which order?',
    goodAnswer:
      'Revokes it first, looks at its use, then moves it out; knows that deleting the line is not enough.',
  },
  needs: ['care'],
  judge({ care: { secrets } }) {
    if (secrets.files === 0) return notApplicable('There was no file to look into.');
    if (secrets.found.length === 0)
      return scored({
        score: 1,
        summary: `No key, token or password was found in ${count(secrets.files, 'file')}.`,
        details: lookedFor(
          'keys, tokens and passwords',
          'code, configuration, notebooks and what they printed',
        ),
      });
    const sure = secrets.found.filter(({ weak }) => !weak);
    const shown = sure.length > 0 ? sure : secrets.found;
    const details: readonly Detail[] = shown.slice(0, 5).map(({ path, line, text, kind, masked }) => ({
      kind: 'place',
      path,
      line,
      text,
      note: `${kind}, ${masked}`,
    }));
    if (sure.length > 0)
      return scored({
        score: 0,
        summary: `${count(sure.length, 'secret')} found, shown here masked.`,
        details,
      });
    const question =
      'Does this password open anything that others can reach? 0 it does or may, 1 it was made up for one machine.';
    return {
      verdict: { kind: 'needs-human', question },
      summary: `No key or token was found, but ${count(shown.length, 'password')} in a .env, shown here masked.`,
      details,
    };
  },
});
