import type { TrackingEvidence } from '../evidence/tracking.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor, topFolder } from './support/details.ts';
import { withoutTraining } from './support/method.ts';
import { awaitsTraining, hasNothing, untrained } from './support/tracking.ts';
import { count, listed } from './support/words.ts';

export const trackedRunsCanBeCompared = defineCheck({
  id: 'tracked-runs-can-be-compared',
  asks: 'Does a run that was left behind hold both parameters and metrics?',
  why: 'A metric without its settings cannot be repeated, and settings without a metric cannot be chosen between.',
  remedy: 'Record the parameters next to the metrics in the same run.',
  followUp: {
    question: 'Two runs differ by 0.01. What do you look at before preferring one?',
    goodAnswer: 'The noise of the metric, whether data and split were the same, and what else changed.',
  },
  needs: ['tracking', 'method', 'repository'],
  judge({ tracking, method, repository }) {
    const unasked = hasNothing(tracking) ? withoutTraining(method, repository) : null;
    if (unasked) return unasked;
    if (awaitsTraining(tracking)) return notApplicable(untrained(tracking));
    const found = tracking.runs.filter(({ madeByTraining }) => madeByTraining || !tracking.trained);
    return found.length === 0 ? nothing(tracking) : compared(found);
  },
});

function nothing({ trained }: TrackingEvidence) {
  const where = trained ? 'the files that changed while the train command ran' : 'the files as handed in';
  const summary = trained ? 'Training here left no run to compare.' : 'No run to compare is committed.';
  return scored({ score: 0, summary, details: lookedFor('recorded runs', where) });
}

function compared(runs: TrackingEvidence['runs']) {
  const most = (key: 'parameters' | 'metrics') => Math.max(...runs.map((run) => run[key]));
  const [parameters, metrics] = [most('parameters'), most('metrics')];
  const held = [parameters, metrics].filter((amount) => amount > 0).length;
  const rows = runs
    .map((run) => [
      topFolder(run.path),
      run.tool,
      `${run.count}`,
      told(run.parameters, run.parameterNames),
      told(run.metrics, run.metricNames),
    ])
    .toSorted((one, other) => other.join().localeCompare(one.join(), 'en', { numeric: true }))
    .slice(0, 5);
  const columns = ['Run in', 'Tool', 'Runs', 'Parameters', 'Metrics'];
  return scored({
    score: held / 2,
    summary: `A run holds ${count(parameters, 'parameter')} and ${count(metrics, 'metric')}.`,
    details: [{ kind: 'table', columns, rows }],
  });
}

/** `6: max_depth, seed, alpha and 3 more` */
function told(amount: number, names: readonly string[]): string {
  return names.length > 0 ? `${amount}: ${listed(names)}` : `${amount}`;
}
