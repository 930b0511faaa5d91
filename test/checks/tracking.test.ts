import { runsAreTracked } from '../../harness/checks/runs-are-tracked.ts';
import { trackedRunsCanBeCompared } from '../../harness/checks/tracked-runs-can-be-compared.ts';
import type { TrackingEvidence } from '../../harness/evidence/tracking.ts';
import { noTracking, tracking } from '../helpers/evidence/work.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<TrackingEvidence>) => strongEvidence({ tracking: tracking(over) });
const none = strongEvidence({ tracking: noTracking() });
const run = { tool: 'mlflow', path: 'mlruns/0/1', parameters: 3, metrics: 2, madeByTraining: true };
const committed = { ...run, madeByTraining: false };
const importedOnly = tracking().uses.map((use) => ({ ...use, calls: [] }));

tableFor(runsAreTracked, [
  { row: 'called, and a run was left', evidence: given({}), score: 1, says: 'mlflow' },
  { row: 'called, no run', evidence: given({ runs: [] }), score: 0.6, says: 'left no run behind' },
  { row: 'called, runs committed', evidence: given({ runs: [committed] }), score: 0.7, says: 'committed' },
  { row: 'imported only', evidence: given({ uses: importedOnly, runs: [] }), score: 0, says: 'No tracking' },
  {
    row: 'declared only',
    evidence: given({ uses: [], runs: [], onlyDeclared: ['wandb'] }),
    score: 0,
    says: 'wandb: declared',
  },
  { row: 'runs without code', evidence: given({ uses: [] }), score: 0, says: 'no code that records' },
  { row: 'nothing', evidence: none, score: 0, says: 'No tracking' },
]);

tableFor(trackedRunsCanBeCompared, [
  { row: 'both kept', evidence: given({}), score: 1, says: '6 parameters and 4 metrics' },
  {
    row: 'metrics alone',
    evidence: given({ runs: [{ ...run, parameters: 0, metrics: 1 }] }),
    score: 0.5,
    says: '0 parameters and 1 metric.',
  },
  { row: 'committed only', evidence: given({ runs: [committed] }), score: 0, says: 'left no run' },
  { row: 'nothing', evidence: none, score: 0, says: 'left no run' },
]);
