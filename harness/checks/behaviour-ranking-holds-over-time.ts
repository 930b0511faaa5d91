import { nothingTold, ranksNothing, statisticDetails, statisticOf } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { progress } from './support/predictions.ts';
import { percent } from './support/words.ts';

export const behaviourRankingHoldsOverTime = defineCheck({
  id: 'behaviour-ranking-holds-over-time',
  asks: 'Is the ranking about as good on the later unseen rows as on the earlier ones?',
  why: 'A model is used on months that it has not seen; one that fades at once needs retraining before it pays.',
  remedy: 'Validate on later rows, leave the calendar out of the features, and weigh recent rows higher.',
  followUp: {
    question: 'How long would you trust this model, and what would tell you that it is over?',
    goodAnswer:
      'Gives a period with a reason from validation over time, and a figure to watch with a threshold.',
  },
  needs: ['behaviour'],
  judge({ behaviour }) {
    const untold = nothingTold({ behaviour, what: 'answers by month' }) ?? ranksNothing(behaviour);
    if (untold) return untold;
    const statistic = statisticOf(behaviour, 'periods');
    if (!statistic) return notApplicable('Unseen rows could not be told apart by time.');
    const { value, accepts, held } = statistic;
    return scored({
      score: held ? 1 : progress(value.high, { from: accepts.low / 2, to: accepts.low }),
      summary: `Late rows keep ${percent(value.value)} of the average precision of early ones; ${percent(accepts.low)} expected.`,
      details: statisticDetails(statistic),
    });
  },
});
