import { defineCheck, scored } from './support/check.ts';
import { linesOf, namedPlaces, nothingToRead } from './support/code.ts';
import { share } from './support/details.ts';
import { count, listed } from './support/words.ts';

export const codeIsUsed = defineCheck({
  id: 'code-is-used',
  asks: 'Is what stands in the code used by it?',
  why: 'Whoever comes next must find out of every leftover whether something depends on it.',
  remedy: 'Remove unused imports, variables and functions and code in comments; history keeps them.',
  needs: ['code'],
  judge({ code }) {
    const { imports, variables, functions, commentedOut } = code.unused;
    const defined = imports.total + functions.total;
    if (defined === 0) return nothingToRead(code, 'imports and functions outside notebooks');
    const idle = imports.unused.length + functions.unnamed.length;
    const leftover = idle + variables.length + commentedOut.length;
    const score =
      Math.max(0, defined - idle) / (Math.max(defined, idle) + variables.length + commentedOut.length);
    const parts = [
      [imports.unused.length, 'import'],
      [functions.unnamed.length, 'function'],
      [variables.length, 'variable'],
      [commentedOut.length, 'commented block'],
    ] as const;
    const said = listed(parts.filter(([amount]) => amount > 0).map(([amount, noun]) => count(amount, noun)));
    const of = `${count(imports.total, 'import')} and ${count(functions.total, 'function')}`;
    return scored({
      score,
      summary: leftover === 0 ? `Nothing is left over: ${of} are used.` : `Left over beside ${of}: ${said}.`,
      details: [
        ...namedPlaces(functions.unnamed, 'no file names it'),
        ...linesOf(commentedOut, 'code in a comment'),
        ...linesOf(imports.unused, 'imported and not used'),
        ...linesOf(variables, 'assigned and not used'),
        share('used', score),
      ],
    });
  },
});
