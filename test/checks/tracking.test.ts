import { runsAreTracked } from '../../harness/checks/runs-are-tracked.ts';
import { runsLeadToTheModel } from '../../harness/checks/runs-lead-to-the-model.ts';
import { trackedRunsCanBeCompared } from '../../harness/checks/tracked-runs-can-be-compared.ts';
import type { TrackingEvidence } from '../../harness/evidence/tracking.ts';
import { excerpt } from '../helpers/evidence/basics.ts';
import { noMethod } from '../helpers/evidence/method.ts';
import { noTracking, trackedRun, tracking } from '../helpers/evidence/work.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<TrackingEvidence>) => strongEvidence({ tracking: tracking(over) });
const none = strongEvidence({ tracking: noTracking() });
const run = trackedRun({ path: 'mlruns/0/1', parameters: 3, metrics: 2 });
const committed = { ...run, madeByTraining: false };
const line = { path: 'train.py', line: 9, text: 'json.dump(metrics, out)' };
const loaded = {
  ...emptyEvidence(),
  method: { ...noMethod(), loaded: [excerpt('api.py', 3, "joblib.load('m.pkl')")] },
};
const onlyLoaded = {
  row: 'a model that is only loaded',
  evidence: { ...loaded, tracking: noTracking() },
  score: 'not-applicable' as const,
  says: 'none is trained here',
};
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
  {
    row: 'called, nothing trained here',
    evidence: given({ trained: false, runs: [] }),
    score: 0.7,
    says: 'no run is committed',
  },
  {
    row: 'called, runs committed, nothing trained here',
    evidence: given({ trained: false, runs: [committed] }),
    score: 1,
    says: 'nothing was trained here',
  },
  {
    row: 'called, runs committed, only inspected',
    evidence: given({ trained: false, notAsked: true, runs: [committed] }),
    score: 1,
    says: 'this inspection runs no training',
  },
  { row: 'nothing', evidence: none, score: 0, says: 'No tracking' },
  onlyLoaded,
  {
    row: 'declared, beside a model that is only loaded',
    evidence: { ...loaded, tracking: tracking({ uses: [], runs: [], onlyDeclared: ['wandb'] }) },
    score: 0,
    says: 'wandb: declared',
  },
  {
    row: 'metrics of the last run alone',
    evidence: given({ uses: [], runs: [], overwritten: [line] }),
    score: 0.2,
    says: 'the next run writes over them',
  },
  {
    row: 'metrics where somebody else says where to',
    evidence: given({ uses: [], runs: [], untold: [line] }),
    score: 'needs-human',
    says: 'decided outside this code',
  },
]);

tableFor(trackedRunsCanBeCompared, [
  onlyLoaded,
  { row: 'both kept', evidence: given({}), score: 1, says: '6 parameters and 4 metrics' },
  {
    row: 'metrics alone',
    evidence: given({ runs: [{ ...run, parameters: 0, metrics: 1 }] }),
    score: 0.5,
    says: '0 parameters and 1 metric.',
  },
  { row: 'committed only', evidence: given({ runs: [committed] }), score: 0, says: 'left no run' },
  {
    row: 'committed, nothing trained here',
    evidence: given({ trained: false, runs: [committed] }),
    score: 1,
    says: '3 parameters and 2 metrics',
  },
  {
    row: 'nothing handed in, nothing trained here',
    evidence: given({ trained: false, runs: [] }),
    score: 'not-applicable',
    says: 'Nothing was trained here',
  },
  {
    row: 'nothing handed in, only inspected',
    evidence: given({ trained: false, notAsked: true, runs: [] }),
    score: 'not-applicable',
    says: 'This inspection runs no training, and runs need not be handed in.',
  },
  {
    row: 'no tracking and nothing trained here',
    evidence: given({ trained: false, runs: [], uses: [] }),
    score: 0,
    says: 'No run to compare is committed',
  },
  { row: 'nothing', evidence: none, score: 0, says: 'left no run' },
]);

const tied = (by: NonNullable<TrackingEvidence['tie']>['by']) =>
  given({ tie: { by, run: 'mlruns/0/1', model: 'model.joblib', place: null } });

tableFor(runsLeadToTheModel, [
  onlyLoaded,
  { row: 'the same bytes', evidence: tied('same-file'), score: 1, says: 'byte for byte' },
  { row: 'an id in the model', evidence: tied('id-in-model'), score: 1, says: 'names its run' },
  { row: 'an id in code', evidence: tied('id-in-code'), score: 1, says: 'address of its run' },
  { row: 'an alias', evidence: tied('alias'), score: 1, says: 'alias' },
  { row: 'the folder of a run', evidence: tied('run-folder'), score: 1, says: 'in the folder of its run' },
  { row: 'figures alone', evidence: tied('figures'), score: 0.5, says: 'nothing in the model' },
  { row: 'runs and no tie', evidence: given({ tie: null }), score: 0, says: 'nothing leads' },
  {
    row: 'no runs, nothing trained here',
    evidence: given({ tie: null, trained: false, runs: [] }),
    score: 'not-applicable',
    says: 'Nothing was trained here',
  },
  { row: 'no runs', evidence: none, score: 0, says: 'No run' },
]);
