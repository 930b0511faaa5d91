import type { NotesEvidence } from '../evidence/notes.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { listed } from './support/words.ts';

type Watching = NotesEvidence['watching'][number];

// One thing that is watched in code is a start; two see each other's blind spots.
const enough = 2;

const said: Readonly<Record<Watching['kind'], string>> = {
  drift: 'drift against a limit',
  library: 'drift by a library',
  'prediction-log': 'kept predictions',
  metrics: 'metrics to be scraped',
  'request-log': 'structured request logs',
  'alert-rules': 'alert rules',
  retraining: 'a retraining trigger',
};

export const monitoringIsImplemented = defineCheck({
  id: 'monitoring-is-implemented',
  asks: 'Does code watch the model and its service while they run?',
  why: 'A plan that nobody has built finds nothing on the day that it is needed.',
  remedy:
    'Keep each prediction with its inputs, count requests and errors at /metrics, and compare drift with a limit.',
  followUp: {
    question: 'What would you look at first when the model behaves oddly tonight?',
    goodAnswer:
      'Names a log, a metric or a report that the code already writes, and what a normal one looks like.',
  },
  needs: ['notes'],
  judge({ notes: { watching } }) {
    if (watching.length === 0)
      return scored({
        score: 0,
        summary: 'No code that watches the running model was found.',
        details: lookedFor(
          'drift held against a limit, kept predictions, metrics, request logs, alert rules, a retraining trigger',
          'the submission’s own code and configuration',
        ),
      });
    const kinds = new Set(watching.map(({ kind }) => kind));
    const details = watching.flatMap(({ kind, imported, calls }) =>
      places([...(imported ? [imported] : []), ...calls].slice(0, 3), said[kind]),
    );
    return scored({
      score: Math.min(1, kinds.size / enough),
      summary: `Code holds ${listed([...kinds].map((kind) => said[kind]))}.`,
      details,
    });
  },
});
