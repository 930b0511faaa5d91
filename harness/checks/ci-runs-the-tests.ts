import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ciSteps, whyHarmless } from './support/ci.ts';
import { lookedFor, places } from './support/details.ts';
import { count } from './support/words.ts';

// By hand it is still one click for everybody, on a clean machine.
const byHand = 0.5;

export const ciRunsTheTests = defineCheck({
  id: 'ci-runs-the-tests',
  asks: 'Does the CI run the tests on every change?',
  why: 'A build that never runs the tests says that the code can be packed, not that it works.',
  remedy:
    'Add a step that installs the dependencies and runs the tests, set off by pushes and pull requests.',
  needs: ['deployment'],
  judge({ deployment }) {
    if (deployment.ci.length === 0) return notApplicable('There is no CI configuration.');
    const tests = ciSteps(deployment).filter(({ aims }) => aims.includes('test'));
    const [first] = tests;
    if (!first)
      return scored({
        score: 0,
        summary: `No step that runs tests was found in ${count(deployment.ci.length, 'CI configuration')}.`,
        details: lookedFor('a step that runs tests', deployment.ci.map(({ place }) => place.path).join(', ')),
      });
    if (tests.every(({ idle }) => idle))
      return scored({
        score: 0,
        summary: 'The CI starts a runner of tests, and no file holds a test for it.',
        details: places(tests),
      });
    const able = tests.filter((step) => whyHarmless(step) === null);
    if (able.length > 0)
      return scored({
        score: 1,
        summary: `${count(able.length, 'step')} of the CI run tests when something changes.`,
        details: places(able),
      });
    const manual = tests.some(
      ({ harmless, idle, starts }) => harmless === null && !idle && starts === 'person',
    );
    return scored({
      score: manual ? byHand : 0,
      summary: `Tests are run by the CI, and would stop no change: ${whyHarmless(first)}.`,
      details: places(tests),
    });
  },
});
