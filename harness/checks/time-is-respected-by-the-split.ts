import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ask, bothPlaces, withoutModel } from './support/method.ts';

const evidence = {
  lags: 'features look at earlier rows here',
  periods: 'rows are put together by their time here',
  'dated-index': 'rows are known by their date here',
} as const;

export const timeIsRespectedByTheSplit = defineCheck({
  id: 'time-is-respected-by-the-split',
  asks: 'Are rows that follow one another in time split by time?',
  why: 'Shuffled, the days around each held-out day are trained on, and the score is one that the future will not give.',
  remedy: 'Hold out the last stretch of time, or use TimeSeriesSplit; shuffle nothing.',
  followUp: {
    question: 'What would the score be on the last months alone?',
    goodAnswer:
      'Has measured it or expects a drop, and knows which features carry the present into the past.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const { time, splits } = method;
    const details = bothPlaces(
      time.map(({ kind, series, split }) => [
        [series, evidence[kind]],
        [split, 'split here without regard to time'],
      ]),
    );
    const certain = time.some(({ kind }) => kind === 'lags');
    if (certain)
      return scored({
        score: 0,
        summary: 'Features look at earlier rows, and the rows are shuffled before they are split.',
        details,
      });
    if (time.length > 0)
      return ask('Is the model to say something about a later time than it was trained on?', {
        summary: 'The rows follow one another in time and are shuffled before they are split.',
        details,
      });
    const byTime = splits.filter(({ how }) => how === 'by-time');
    if (byTime.length > 0)
      return scored({
        score: 1,
        summary: 'The rows are split by time.',
        details: bothPlaces(byTime.map(({ place }) => [[place, 'split by time']])),
      });
    if (splits.length === 0)
      return notApplicable('No split of the rows could be followed that could respect time.');
    return notApplicable('Nothing was found that leaks over time through the split of the rows.');
  },
});
