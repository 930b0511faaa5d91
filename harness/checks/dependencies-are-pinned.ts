import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { listed, outOf } from './support/words.ts';

export const dependenciesArePinned = defineCheck({
  id: 'dependencies-are-pinned',
  asks: 'Do the dependencies state exact versions?',
  why: 'A pickled model read by another version of its library fails, or worse, answers differently.',
  remedy: 'Hand in a lock file, or pin each requirement with `==` to the version that you tested.',
  followUp: {
    question: 'What breaks first if the libraries move under your model?',
    goodAnswer: 'The serialised model and renamed arguments; names the library and how a test would notice.',
  },
  needs: ['deployment'],
  judge({ deployment: { dependencies } }) {
    const { lock, requirements, files } = dependencies;
    if (lock)
      return scored({
        score: 1,
        summary: 'A lock file states the version of all that is declared.',
        details: places([lock]),
      });
    if (requirements.length === 0) {
      return scored({
        score: 0,
        summary: 'No declared dependency was found.',
        details: lookedFor(
          'pinned versions',
          'lock files, requirements files, pyproject.toml, environment.yml, package.json and Dockerfiles',
        ),
      });
    }
    const loose = requirements.filter(({ pinned }) => !pinned);
    const pinned = requirements.length - loose.length;
    return scored({
      score: pinned / requirements.length,
      summary: `${outOf([pinned, requirements.length], 'declared dependency')} pinned in ${listed(files)}.`,
      details: places(loose, 'no exact version'),
    });
  },
});
