import { defineCheck } from './support/check.ts';
import { judgeWatched } from './support/watched.ts';

export const monitoringWatchesModelAndService = defineCheck({
  id: 'monitoring-watches-model-and-service',
  asks: 'Does the plan watch the model as well as the service?',
  why: 'A model can fail with a green service, and a service with a good model; one signal misses the other.',
  remedy: 'Name at least three of: drift of inputs, distribution of predictions, outcomes, latency, errors.',
  followUp: {
    question: 'Outcomes arrive a month late. What do you watch in the meantime?',
    goodAnswer:
      'Inputs and predictions against those of training, by segment, with limits from past variation.',
  },
  needs: ['notes'],
  judge: ({ notes }) =>
    judgeWatched(notes, { wanted: ['drift', 'predictions', 'outcome', 'latency', 'errors'], enough: 3 }),
});
