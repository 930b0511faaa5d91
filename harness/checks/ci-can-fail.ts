import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ciSteps, whyHarmless } from './support/ci.ts';
import { places } from './support/details.ts';
import { outOf } from './support/words.ts';

export const ciCanFail = defineCheck({
  id: 'ci-can-fail',
  asks: 'Would a mistake turn the CI red?',
  why: 'A pipeline that is green whatever happens is believed until the day it mattered.',
  remedy: 'Remove `|| true`, `continue-on-error` and the like from what checks, and let changes set it off.',
  followUp: {
    question: 'When did the CI last stop something here, and what was it?',
    goodAnswer: 'Names a case, or breaks a test on purpose to see it turn red.',
  },
  needs: ['deployment'],
  judge({ deployment }) {
    if (deployment.ci.length === 0) return notApplicable('There is no CI configuration.');
    const steps = ciSteps(deployment);
    const checking = steps.filter(({ aims }) => aims.includes('test') || aims.includes('lint'));
    const judged = checking.length > 0 ? checking : steps.filter(({ aims }) => aims.includes('build'));
    if (judged.length === 0) return notApplicable('The CI checks and builds nothing.');
    const lost = judged.filter((step) => whyHarmless(step) !== null);
    const able = judged.length - lost.length;
    return scored({
      score: able / judged.length,
      summary: `${outOf([able, judged.length], checking.length > 0 ? 'checking step' : 'build step')} can stop a change.`,
      details:
        lost.length === 0
          ? places(judged)
          : lost.slice(0, 5).map(({ path, line, text, ...step }) => ({
              kind: 'place',
              path,
              line,
              text,
              note: whyHarmless({ path, line, text, ...step }) ?? '',
            })),
    });
  },
});
