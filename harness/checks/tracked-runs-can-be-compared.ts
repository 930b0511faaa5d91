import { defineCheck, scored } from './support/check.ts';
import { lookedFor, topFolder } from './support/details.ts';
import { count } from './support/words.ts';

export const trackedRunsCanBeCompared = defineCheck({
  id: 'tracked-runs-can-be-compared',
  asks: 'Does a run that training left here hold both parameters and metrics?',
  why: 'A metric without its settings cannot be repeated, and settings without a metric cannot be chosen between.',
  remedy: 'Record the parameters next to the metrics in the same run.',
  followUp: {
    question: 'Two runs differ by 0.01. What do you look at before preferring one?',
    goodAnswer: 'The noise of the metric, whether data and split were the same, and what else changed.',
  },
  needs: ['tracking'],
  judge({ tracking: { runs } }) {
    const made = runs.filter(({ madeByTraining }) => madeByTraining);
    if (made.length === 0) {
      const where = 'the files that changed while the train command ran';
      return scored({
        score: 0,
        summary: 'Training here left no run to compare.',
        details: lookedFor('recorded runs', where),
      });
    }
    const most = (key: 'parameters' | 'metrics') => Math.max(...made.map((run) => run[key]));
    const [parameters, metrics] = [most('parameters'), most('metrics')];
    const held = [parameters, metrics].filter((amount) => amount > 0).length;
    const rows = made
      .map((run) => [topFolder(run.path), run.tool, `${run.parameters}`, `${run.metrics}`])
      .toSorted((one, other) => other.join().localeCompare(one.join(), 'en', { numeric: true }))
      .slice(0, 5);
    const details = [{ kind: 'table', columns: ['Run in', 'Tool', 'Parameters', 'Metrics'], rows } as const];
    return scored({
      score: held / 2,
      summary: `A run holds ${count(parameters, 'parameter')} and ${count(metrics, 'metric')}.`,
      details,
    });
  },
});
