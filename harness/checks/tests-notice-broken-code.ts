import type { MutantsEvidence } from '../evidence/tests.ts';
import type { Detail, Finding } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { count } from './support/words.ts';

// Some edits change nothing that anybody could see, and some places are not worth a test: three of five is a suite that works.
const enough = 0.6;

export const testsNoticeBrokenCode = defineCheck({
  id: 'tests-notice-broken-code',
  asks: 'Do the tests fail when the code under them is broken?',
  why: 'Tests that pass over broken code let the next mistake through to customers.',
  remedy: 'Assert on results that are worked out by hand: break a function on purpose and see a test fail.',
  followUp: {
    question: 'Here is a mistake that your tests did not notice. Which assertion would have caught it?',
    goodAnswer: 'Names an input that tells the two apart, and the result that the right code gives for it.',
  },
  needs: ['tests'],
  judge({ tests: { functions, mutants, notAsked } }) {
    if (notAsked) return notApplicable('Only the files were read, and no test was run.');
    if (functions.length === 0)
      return scored({
        score: 0,
        summary: 'There is no test that could notice a mistake.',
        details: lookedFor('tests', 'the submission’s files'),
      });
    return mutants.because === null ? noticing(mutants) : untried(mutants.because);
  },
});

function untried(because: NonNullable<MutantsEvidence['because']>): Finding {
  switch (because) {
    case 'not-passing':
      return notApplicable('No passing run of the tests was there to compare with.');
    case 'nothing-to-change':
      return notApplicable('No function was found that could be broken to see what the tests say.');
    case 'hidden':
      return scored({
        score: 0,
        summary: 'Planted errors did not show, so a mistake would not show either.',
        details: lookedFor('an error that shows', 'the result of the tests with planted errors among them'),
      });
    case 'too-slow':
      return ask('The tests take too long to run them again on broken code.');
    case 'too-big':
      return ask('Too many files were left by training to copy them and break the code there.');
  }
}

function ask(summary: string, details: readonly Detail[] = []): Finding {
  const question = 'Break a function that matters: does a test fail, and for that reason?';
  return { verdict: { kind: 'needs-human', question }, summary, details };
}

function noticing({ tried, control }: MutantsEvidence): Finding {
  const noticed = tried.filter(({ outcome }) => outcome === 'noticed').length;
  const told = tried.filter(({ outcome }) => outcome !== 'unclear').length;
  const details = tableOf(tried);
  if (told === 0) return ask('What the tests made of broken code could not be told.');
  if (noticed > 0 && control !== 'passed')
    return ask('The tests noticed edits, and just as well those that change nothing.', details);
  const score = Math.min(1, noticed / told / enough);
  return scored({
    score,
    summary: `The tests noticed ${noticed} of ${count(told, 'mistake')} of ours in own code; ${enough * 100} % earn full points.`,
    details,
  });
}

const made: Record<MutantsEvidence['tried'][number]['outcome'], string> = {
  noticed: 'noticed',
  survived: 'not noticed',
  unclear: 'could not be told',
};

function tableOf(tried: MutantsEvidence['tried']): readonly Detail[] {
  const rows = tried.map((one) => [
    `${one.place.path}:${one.place.line}`,
    `${one.before} → ${one.after}`,
    made[one.outcome] + byItsAccount(one),
  ]);
  return [{ kind: 'table', columns: ['Place', 'Changed', 'Tests'], rows }];
}

/** What the run told of the function is a claim, and here is what it is worth. */
function byItsAccount({ outcome, reached }: MutantsEvidence['tried'][number]): string {
  if (reached !== false || outcome === 'unclear') return '';
  return outcome === 'survived' ? ': not reached, as the run says' : ', though not reached as the run says';
}
