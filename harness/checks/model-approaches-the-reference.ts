import { defineCheck, scored } from './support/check.ts';
import { measured } from './support/details.ts';
import { predictionsMissing, progress } from './support/predictions.ts';
import { decimal, percent } from './support/words.ts';

export const modelApproachesTheReference = defineCheck({
  id: 'model-approaches-the-reference',
  asks: 'How far does the model get from the baseline to our reference, on unseen rows?',
  why: 'The reference shows what these data allow in the time given; more is noise, much less is signal left behind.',
  remedy:
    'Look at dates, money and categories that are spelt several ways first: cleaning them carries most of the signal.',
  followUp: {
    question: 'With one more day, what would improve the ranking, and how would you know?',
    goodAnswer: 'Names a feature or a cleaning step with a reason, and a later slice of data to prove it on.',
  },
  needs: ['holdout'],
  judge({ holdout }) {
    const { submission, leads, baseline, reference } = holdout;
    if (!submission || !leads) return predictionsMissing(holdout);
    const { averagePrecision: ours } = submission.scores;
    const { averagePrecision: start } = baseline.scores;
    const { averagePrecision: goal } = reference.scores;
    const lead = leads.reference;
    const against = [
      { label: 'baseline', value: start.value },
      { label: 'reference', value: goal.value },
    ];
    const details = [
      measured('average precision', { estimate: ours, against }),
      measured('lead over the reference, row by row', {
        estimate: lead,
        against: [{ label: 'a tie', value: 0 }],
      }),
    ];
    const numbers = `average precision ${decimal(ours.value)}, reference ${decimal(goal.value)}`;
    if (lead.low > 0) return scored({ score: 1, summary: `Above the reference: ${numbers}.`, details });
    // An interval that holds 0 cannot be told from the reference: a tie earns all.
    if (lead.high >= 0)
      return scored({ score: 1, summary: `A tie with the reference: ${numbers}.`, details });
    const tie = ours.value - lead.high;
    const way = progress(ours.value, { from: start.value, to: Math.max(tie, start.value) });
    return scored({
      score: way,
      summary: `Average precision ${decimal(ours.value)}: ${percent(way)} of the way from the baseline to a tie, at ${decimal(tie)}.`,
      details,
    });
  },
});
