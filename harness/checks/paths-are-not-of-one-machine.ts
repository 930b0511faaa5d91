import { defineCheck, scored } from './support/check.ts';
import { linesOf, nothingToRead } from './support/code.ts';
import { progress } from './support/predictions.ts';
import { count } from './support/words.ts';

// Each is a line to be edited before it runs anywhere else; at three, nothing was meant to.
const mostPaths = 3;

export const pathsAreNotOfOneMachine = defineCheck({
  id: 'paths-are-not-of-one-machine',
  asks: 'Do paths work on another machine than the author’s?',
  why: 'A path into somebody’s home folder stops the first person who runs it.',
  remedy: 'Build paths from the file’s own folder, or take them as arguments or settings.',
  needs: ['code'],
  judge({ code }) {
    if (code.languages.length === 0) return nothingToRead(code, 'paths in code and configuration');
    const found = code.machinePaths;
    return scored({
      score: progress(found.length, { from: mostPaths, to: 0 }),
      summary: `${count(found.length, 'path')} of the author’s own machine in code and configuration.`,
      details: linesOf(found, 'exists on one machine'),
    });
  },
});
