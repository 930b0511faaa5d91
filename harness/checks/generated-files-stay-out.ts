import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { count, listed } from './support/words.ts';

// Without a .gitignore the next commit brings them: luck is worth most of it, not all.
const withoutIgnore = 0.75;

export const generatedFilesStayOut = defineCheck({
  id: 'generated-files-stay-out',
  asks: 'Are caches, environments and other leftovers kept out of the history?',
  why: 'They differ on every machine, hide what was changed, and go stale without anybody noticing.',
  remedy: 'Write a `.gitignore` for caches, environments and tracking stores, and remove what it names.',
  needs: ['care', 'repository'],
  judge({ care: { leftovers, gitignore }, repository: { commitCount, files } }) {
    if (files.every(({ bytes }) => bytes === 0)) return notApplicable('There was no file to look at.');
    if (commitCount === null) return notApplicable('Without git history nothing tells what was committed.');
    if (leftovers.length > 0) {
      const all = leftovers.reduce((sum, { files: some }) => sum + some, 0);
      return scored({
        score: leftovers.length === 1 ? 0.5 : 0,
        summary: `${count(all, 'entry')} that a program left behind: ${listed(leftovers.map(({ what }) => what))}.`,
        details: leftovers.slice(0, 5).map(({ path, what, files: some }) => ({
          kind: 'place',
          path,
          line: 1,
          note: `${what}, ${count(some, 'entry')}`,
        })),
      });
    }
    if (!gitignore)
      return scored({
        score: withoutIgnore,
        summary: 'Nothing that a program left behind is among the files; no .gitignore keeps it so.',
        details: lookedFor('a .gitignore', 'every folder'),
      });
    return scored({
      score: 1,
      summary: 'Nothing that a program left behind is among the files.',
      details: places([gitignore]),
    });
  },
});
