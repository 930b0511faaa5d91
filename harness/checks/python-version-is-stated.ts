import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { clip } from './support/words.ts';

export const pythonVersionIsStated = defineCheck({
  id: 'python-version-is-stated',
  asks: 'Does the submission say which Python it runs on?',
  why: 'Compiled packages exist for some versions only; without the version the list of dependencies is half a statement.',
  remedy: 'State the minor version in takehome.yaml, `.python-version` or `requires-python`.',
  needs: ['environment'],
  judge({ environment: { python } }) {
    if (python.asked === null) {
      const where =
        'takehome.yaml, .python-version, pyproject.toml, runtime.txt, Dockerfile and environment.yml';
      return scored({
        score: 0,
        summary: `No Python version was found; ${python.used} was used.`,
        details: lookedFor('a Python version', where),
      });
    }
    const details = places(python.askedIn ? [python.askedIn] : [], 'where it is stated');
    return scored({
      score: 1,
      summary: `Python ${clip(python.asked)} is asked for; ${python.used} was used.`,
      details,
    });
  },
});
