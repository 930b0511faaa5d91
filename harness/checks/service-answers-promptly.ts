import { defineCheck, scored } from './support/check.ts';
import { progress } from './support/predictions.ts';
import { duration, times } from './support/service.ts';
import { notAsked } from './support/stages.ts';
import { percent } from './support/words.ts';

// The stub walks 4,000 small trees in plain Python: 2.4 ms of processor time a row. A scikit-learn pipeline behind a data frame
// takes 10 to 40 ms, which is all that was asked for; half a second a row is what a person waiting, or a nightly batch, would notice.
// Judged is the mean of many ratios: p95 of some hundred rows is the fifth longest of them, which is the machine's doing where others
// work on it, and differed by half between runs beside each other.
const promptRatio = 25;
const slowRatio = 200;

export const serviceAnswersPromptly = defineCheck({
  id: 'service-answers-promptly',
  asks: 'How long does one row take, beside a plain service of ours in the same run?',
  why: 'Latency decides where a model can be used at all; comparing in the same run takes the machine out of it.',
  remedy:
    'Load the model once, keep the work of each request small, and measure where the rest of the time goes.',
  followUp: {
    question: 'Where do the milliseconds of one request go, and what would you take out first?',
    goodAnswer:
      'Has measured it: parsing, the data frame, the pipeline steps, the model; names the largest and a way round it.',
  },
  needs: ['service'],
  judge({ service }) {
    if (service.notAsked) return notAsked(service.notAsked, 'the time that one row takes');
    const { latency } = service;
    if (!latency)
      return scored({
        score: 0,
        summary: 'No single row was answered while latency was measured.',
        details: [
          { kind: 'looked-for', what: 'answers to single rows', where: 'the endpoint, one at a time' },
        ],
      });
    const { submission, stub, ratio } = latency;
    const answered = submission.requests / (submission.requests + submission.failures);
    const way = progress(Math.log(ratio.value), { from: Math.log(slowRatio), to: Math.log(promptRatio) });
    const beside = (value: number) => [{ label: 'reference stub', value }];
    const slow = `Median ${duration(submission.p50)} a row, reference stub ${duration(stub.p50)}: ${times(ratio.value)} as long`;
    return scored({
      score: way * answered,
      summary: answered === 1 ? `${slow}.` : `${slow}; ${percent(answered)} of the rows were answered.`,
      details: [
        { kind: 'number', label: 'time of one row over that of the stub', ...ratio, unit: '' },
        { kind: 'number', label: 'median', value: submission.p50, unit: 'ms', against: beside(stub.p50) },
        { kind: 'number', label: 'p95', value: submission.p95, unit: 'ms', against: beside(stub.p95) },
      ],
    });
  },
});
