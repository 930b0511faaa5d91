import type { HoldoutEvidence } from '../evidence/holdout.ts';
import type { RepositoryEvidence } from '../evidence/repository.ts';
import type { Finding } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { isInScript } from './support/languages.ts';

export const dataLeakingColumnIsLeftOut = defineCheck({
  id: 'data-leaking-column-is-left-out',
  asks: 'Is the column that is filled in only after the outcome kept out of the features?',
  why: 'It makes every score on training data look splendid and is empty when the prediction is needed.',
  remedy:
    'Ask of each column whether its value is known at prediction time, and drop what is not, with the reason.',
  followUp: {
    question: 'Which columns are not known at the moment of prediction, and how did you find out?',
    goodAnswer: 'Names the column, when it is filled in, and what the score did without it.',
  },
  needs: ['repository', 'holdout'],
  judge({ repository, holdout }) {
    const { column, dropped, used } = repository.leakingColumn;
    if (column === null) return notApplicable('The challenge declares no leaking column.');
    const details = [...places(used, 'used as a feature'), ...places(dropped, 'left out')];
    if (used.length > 0 && dropped.length > 0) {
      return scored({
        score: 0.5,
        summary: `${column} is left out in one place and used in another.`,
        details,
      });
    }
    if (used.length > 0)
      return scored({
        score: 0,
        summary: `${column}, known only after the outcome, is used as a feature.`,
        details,
      });
    if (dropped.length > 0)
      return scored({ score: 1, summary: `${column}, known only after the outcome, is left out.`, details });
    return unnamed(column, { repository, holdout });
  },
});

type Witnesses = { readonly repository: RepositoryEvidence; readonly holdout: HoldoutEvidence };

/** Code that never names the column either picks its features or takes all: a lead on unseen rows tells which, else a person. */
function unnamed(column: string, { repository, holdout }: Witnesses): Finding {
  const details = lookedFor(`${column} by name`, 'the submission’s own code and notebooks');
  const models = repository.estimators.length > 0 || isInScript(repository);
  if (models && holdout.leads !== null && holdout.leads.baseline.low > 0) {
    return scored({
      score: 1,
      summary: `${column} is never named, and the model holds up on rows without it.`,
      details,
    });
  }
  if (models && holdout.leads === null) {
    const question = `Is ${column}, known only after the outcome, among the features?`;
    return {
      verdict: { kind: 'needs-human', question },
      summary: `${column} is never named, and too few answers tell whether it is used.`,
      details,
    };
  }
  return scored({
    score: 0,
    summary: `${column} is never named: not found where features are chosen.`,
    details,
  });
}
