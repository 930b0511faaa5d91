import { defineCheck, scored } from './support/check.ts';
import { namedPlaces, nothingToRead } from './support/code.ts';
import { share } from './support/details.ts';
import { outOf, percent } from './support/words.ts';

// McCabe's own bound, and the default of most linters; counted as Ruff's C901 does.
const bound = 10;

export const functionsStaySimple = defineCheck({
  id: 'functions-stay-simple',
  asks: 'Does each function take few enough ways to be followed and tested?',
  why: 'Every further branch is a case that a test must reach and a reader must keep in mind.',
  remedy: 'Take the most complex function apart along its branches, each part under its own name.',
  followUp: {
    question: 'Which tests would cover every way through the most complex function?',
    goodAnswer: 'Names the branches, and which of them belong into functions of their own.',
  },
  needs: ['code'],
  judge({ code }) {
    const { complex, ruled } = code.functions;
    if (ruled.lines === 0) return nothingToRead(code, 'functions');
    const inComplex = complex.reduce((sum, { lines }) => sum + lines, 0);
    const score = Math.max(0, 1 - inComplex / ruled.lines);
    const details = [
      ...complex.flatMap((found) => namedPlaces([found], `${found.complexity} ways through it`)),
      share('lines of functions in simple ones', score),
    ];
    const simple = outOf([ruled.total - complex.length, ruled.total], 'function');
    const summary = `${simple} have at most ${bound} ways through, ${percent(score)} of their lines.`;
    return scored({ score, summary, details });
  },
});
