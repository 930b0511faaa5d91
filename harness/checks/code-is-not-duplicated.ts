import type { CodeEvidence } from '../evidence/code.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { nothingToRead } from './support/code.ts';
import { share } from './support/details.ts';
import { progress } from './support/predictions.ts';
import { outOf } from './support/words.ts';

// Shares of statements. Up to 3 % is what SonarQube accepts of new code; at a fifth, a change has to be made everywhere twice.
const accepted = 0.03;
const everywhere = 0.2;
const enough = 8;

type Block = CodeEvidence['duplicates']['blocks'][number];

function copyOf({ first, again, statements }: Block): Detail {
  const note = `${statements} statements as in ${first.path}:${first.line}`;
  return { kind: 'place', ...again, note };
}

export const codeIsNotDuplicated = defineCheck({
  id: 'code-is-not-duplicated',
  asks: 'Does each piece of code stand once?',
  why: 'What stands twice is corrected once: features computed in two places drift apart.',
  remedy: 'Move the longest run that stands twice into a function, and call it from both places.',
  followUp: {
    question: 'Which of these copies would have to change together?',
    goodAnswer: 'Tells what is alike by chance from what must stay alike, and where the one place would be.',
  },
  needs: ['code'],
  judge({ code }) {
    const { statements, repeated, blocks } = code.duplicates;
    if (statements === 0) return nothingToRead(code, 'statements outside notebooks');
    const part = repeated / statements;
    const inModules = blocks.filter(({ between }) => between === 'modules');
    const elsewhere = blocks.filter(({ between }) => between === 'module-and-notebook');
    return scored({
      score: progress(part, { from: everywhere, to: accepted }),
      summary: `${outOf([repeated, statements], 'statement')} outside notebooks repeat a run that stands elsewhere.`,
      details: [
        ...inModules.slice(0, enough).map(copyOf),
        ...elsewhere.slice(0, 2).map(copyOf),
        share('statements that stand a second time', part),
      ],
    });
  },
});
