import { defineCheck, scored } from './support/check.ts';
import { measured } from './support/details.ts';
import { predictionsMissing } from './support/predictions.ts';
import { decimal } from './support/words.ts';

// Intervals that overlap are a tie: half, because neither claim can be made. A lead counts when they are apart.
const tie = 0.5;

export const modelBeatsTheBaseline = defineCheck({
  id: 'model-beats-the-baseline',
  asks: 'Does the model rank unseen rows better than a one-rule baseline?',
  why: 'A model that one rule can replace costs more than it brings.',
  remedy: 'Score a one-rule baseline on a later slice of the data first, and keep what beats it there.',
  followUp: {
    question: 'What is the simplest rule that you compared with, and by how much did the model beat it?',
    goodAnswer:
      'Names a rule, a metric, a later slice of data, and the size of the difference against its noise.',
  },
  needs: ['holdout'],
  judge({ holdout }) {
    const { submission, baseline } = holdout;
    if (!submission) return predictionsMissing(holdout);
    const ours = submission.scores.averagePrecision;
    const theirs = baseline.scores.averagePrecision;
    const against = [{ label: 'baseline', value: theirs.value }];
    const details = [measured('average precision', { estimate: ours, against })];
    const numbers = `average precision ${decimal(ours.value)}, baseline ${decimal(theirs.value)}`;
    if (ours.low > theirs.high)
      return scored({ score: 1, summary: `Beats the baseline: ${numbers}.`, details });
    if (ours.high >= theirs.low)
      return scored({
        score: tie,
        summary: `A tie with the baseline within the intervals: ${numbers}.`,
        details,
      });
    return scored({ score: 0, summary: `Below the baseline: ${numbers}.`, details });
  },
});
