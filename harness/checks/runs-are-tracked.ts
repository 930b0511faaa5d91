import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { Finding } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places, topFolder } from './support/details.ts';
import { withoutTraining } from './support/method.ts';
import { hasNothing, notTrained } from './support/tracking.ts';
import { listed } from './support/words.ts';

// Code that records is one witness, a run that our own training left behind is the second; a committed run is a claim.
// Where nothing was run here, a run that is handed in is the only second witness there can be.
const trainedHere = { calledOnly: 0.6, withCommittedRun: 0.7 };
const filesAlone = { calledOnly: 0.7, withCommittedRun: 1 };

export const runsAreTracked = defineCheck({
  id: 'runs-are-tracked',
  asks: 'Are experiments recorded, in code and in what training leaves behind?',
  why: 'Without a record nobody can say which data and settings made the model that is served.',
  remedy: 'Log parameters and metrics of each run from the train command, to MLflow or a file of your own.',
  followUp: {
    question: 'Which run made the model that is served, and how do you know?',
    goodAnswer: 'Points from the model to a run with its data, code version, parameters and metrics.',
  },
  needs: ['tracking', 'method', 'repository'],
  judge({ tracking, method, repository }) {
    const called = tracking.uses.filter(({ calls }) => calls.length > 0);
    const details = places(
      called.flatMap(({ imported, calls }) => [...(imported ? [imported] : []), ...calls]),
    );
    const unasked = hasNothing(tracking) ? withoutTraining(method, repository) : null;
    if (called.length === 0) return unasked ?? untracked(tracking);
    const tools = listed(called.map(({ tool }) => (tool === 'own-log' ? 'a log of its own' : tool)));
    const made = tracking.runs.find(({ madeByTraining }) => madeByTraining);
    const found = (path: string) => [...details, ...lookedFor('runs left behind', path)];
    if (made)
      return scored({
        score: 1,
        summary: `Recorded with ${tools}, and training here left a run behind.`,
        details: found(topFolder(made.path)),
      });
    const worth = tracking.trained ? trainedHere : filesAlone;
    const here = tracking.trained ? 'training here left none' : notTrained(tracking);
    if (tracking.runs.length > 0) {
      return scored({
        score: worth.withCommittedRun,
        summary: `Recorded with ${tools}; runs are committed, ${here}.`,
        details,
      });
    }
    const none = tracking.trained ? 'training here left no run behind' : 'no run is committed';
    return scored({
      score: worth.calledOnly,
      summary: `Recorded with ${tools} in code; ${none}.`,
      details,
    });
  },
});

// Figures of the last run show that somebody measures, and not what was tried before.
const lastRunOnly = 0.2;

function untracked({ onlyDeclared, runs, overwritten = [], untold = [] }: TrackingEvidence): Finding {
  if (untold.length > 0)
    return {
      verdict: {
        kind: 'needs-human',
        question:
          'Does each run write its metrics to a place of its own, so that earlier runs can be compared?',
      },
      summary:
        'Metrics are written to a file; whether a later run writes over it is decided outside this code.',
      details: places(untold, 'whether the next run writes over this cannot be told'),
    };
  if (overwritten.length > 0)
    return scored({
      score: lastRunOnly,
      summary: 'Metrics of the last run are written to a file, and the next run writes over them.',
      details: places(overwritten, 'the next run writes over this'),
    });
  const details = lookedFor(
    'calls of a tracking library, or a log of runs',
    'the submission’s own code and notebooks',
  );
  if (onlyDeclared.length > 0) {
    return scored({
      score: 0,
      summary: `${listed(onlyDeclared)}: declared as a dependency, never called.`,
      details,
    });
  }
  const without =
    runs.length > 0
      ? 'Runs are committed, and no code that records them was found.'
      : 'No tracking of experiments was found.';
  return scored({ score: 0, summary: without, details });
}
