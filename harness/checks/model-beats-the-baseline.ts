import { defineCheck, scored } from './support/check.ts';
import { measured } from './support/details.ts';
import { predictionsMissing } from './support/predictions.ts';
import { decimal } from './support/words.ts';

// A lead whose interval holds 0 is a tie: half, because neither claim can be made.
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
    const { submission, leads, baseline } = holdout;
    if (!submission || !leads) return predictionsMissing(holdout);
    const ours = submission.scores.averagePrecision;
    const theirs = baseline.scores.averagePrecision;
    const lead = leads.baseline;
    const details = [
      measured('average precision', {
        estimate: ours,
        against: [{ label: `baseline: ${baseline.name}`, value: theirs.value }],
      }),
      measured('lead over the baseline, row by row', {
        estimate: lead,
        against: [{ label: 'a tie', value: 0 }],
      }),
    ];
    const numbers = `average precision ${decimal(ours.value)}, ${baseline.name} ${decimal(theirs.value)}`;
    if (lead.low > 0) return scored({ score: 1, summary: `Beats the baseline: ${numbers}.`, details });
    if (lead.high >= 0)
      return scored({ score: tie, summary: `A tie with the baseline: ${numbers}.`, details });
    return scored({ score: 0, summary: `Below the baseline: ${numbers}.`, details });
  },
});
