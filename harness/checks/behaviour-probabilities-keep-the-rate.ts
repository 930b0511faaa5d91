import type { BehaviourStatistic } from '../evidence/behaviour.ts';
import { nothingTold, statisticDetails, statisticOf } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';

/** 1 inside the bounds; outside, one less for each doubling: at twice the bound every budget made from it is twice off. */
function scoreOf({ value, accepts }: BehaviourStatistic): number {
  const above = value.low / accepts.high;
  const below = accepts.low / Math.max(value.high, Number.EPSILON);
  return Math.min(1, Math.max(0, 1 - Math.log2(Math.max(above, below, 1))));
}

export const behaviourProbabilitiesKeepTheRate = defineCheck({
  id: 'behaviour-probabilities-keep-the-rate',
  asks: 'Do the probabilities add up to about as many as there are?',
  why: 'Resampling and class weights make a rare outcome look common, and every budget made from it is off.',
  remedy: 'Train on the classes as they are, or calibrate afterwards; choose the threshold by cost instead.',
  followUp: {
    question: 'What do class weights do to the probabilities, and when does that matter?',
    goodAnswer: 'They scale the odds; a ranking stays, but anything that multiplies a probability is off.',
  },
  needs: ['behaviour'],
  judge({ behaviour }) {
    const untold = nothingTold({ behaviour, what: 'the mean of all answers' });
    if (untold) return untold;
    const statistic = statisticOf(behaviour, 'rate');
    if (!statistic) return notApplicable('The share of positives could not be compared: too few answers.');
    const { value, accepts } = statistic;
    return scored({
      score: scoreOf(statistic),
      summary: `Mean prediction is ${value.value.toFixed(2)} times the share of positives; ${accepts.low} to ${accepts.high} expected.`,
      details: statisticDetails(statistic),
    });
  },
});
