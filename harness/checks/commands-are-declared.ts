import { defineCheck, scored } from './support/check.ts';
import { log, lookedFor, places } from './support/details.ts';
import { count } from './support/words.ts';

export const commandsAreDeclared = defineCheck({
  id: 'commands-are-declared',
  asks: 'Does takehome.yaml state the commands, without mistakes?',
  why: 'What has to be guessed is guessed differently by each reader.',
  remedy: 'Add a takehome.yaml as in the brief, and check it with `takehome check .`.',
  needs: ['repository'],
  judge({ repository: { manifest } }) {
    const { place, problems } = manifest;
    if (!place) {
      return scored({
        score: 0,
        summary: 'No takehome.yaml was found; commands were worked out.',
        details: lookedFor('takehome.yaml', 'the root of the submission and the folders below it'),
      });
    }
    const details = [...places([place]), ...log('Problems in takehome.yaml', problems.join('\n'))];
    if (problems.length === 0)
      return scored({ score: 1, summary: 'takehome.yaml states the commands.', details });
    return scored({
      score: 0.5,
      summary: `takehome.yaml was found with ${count(problems.length, 'mistake')} in it.`,
      details,
    });
  },
});
