import { type Runtime, runtimeNames } from '../evidence/environment.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { clip } from './support/words.ts';

const where: Readonly<Record<Runtime, string>> = {
  python: 'takehome.yaml, .python-version, pyproject.toml, runtime.txt, Dockerfile and environment.yml',
  node: '.nvmrc, .node-version, `engines` in package.json and Dockerfile',
};

export const runtimeVersionIsStated = defineCheck({
  id: 'runtime-version-is-stated',
  asks: 'Does the submission say which version of Python or Node it runs on?',
  why: 'Compiled packages exist for some versions only; without the version the list of dependencies is half a statement.',
  remedy:
    'State the version: `.python-version` or `requires-python`, `.nvmrc` or `engines`, or takehome.yaml.',
  needs: ['environment'],
  judge({ environment: { runtime } }) {
    const name = runtimeNames[runtime.name];
    if (runtime.asked === null) {
      return scored({
        score: 0,
        summary: `No ${name} version was found; ${runtime.used} was used.`,
        details: lookedFor(`a ${name} version`, where[runtime.name]),
      });
    }
    return scored({
      score: 1,
      summary: `${name} ${clip(runtime.asked)} is asked for; ${runtime.used} was used.`,
      details: places(runtime.askedIn ? [runtime.askedIn] : [], 'where it is stated'),
    });
  },
});
