import { defineCheck, notApplicable, scored } from './support/check.ts';
import { progress } from './support/predictions.ts';
import { memoryDetail } from './support/service.ts';
import { notAsked } from './support/stages.ts';
import { percent } from './support/words.ts';

// A quarter of the limit is room for a busier day than ours; within a tenth of it the next request may be the last.
const comfortable = 0.75;
const tight = 0.9;

export const serviceFitsInMemory = defineCheck({
  id: 'service-fits-in-memory',
  asks: 'Does the service stay within its memory while it is asked, overload included?',
  why: 'What grows with each request ends with the whole service being killed.',
  remedy:
    'Load once what is shared, keep nothing between requests, and bound how many are worked on at a time.',
  followUp: {
    question: 'How much memory does your service need, and what makes it need more?',
    goodAnswer: 'Has a number for the model, the libraries and a request, and a bound on requests at a time.',
  },
  needs: ['service'],
  judge({ service }) {
    if (service.notAsked) return notAsked(service.notAsked, 'the memory of a running service');
    const { peakBytes, limitBytes } = service.memory;
    if (peakBytes === null) return notApplicable('Memory in use cannot be read in this sandbox.');
    const share = peakBytes / limitBytes;
    return scored({
      score: progress(share, { from: tight, to: comfortable }),
      summary: `Peak memory is ${percent(share)} of the limit.`,
      details: memoryDetail(service),
    });
  },
});
