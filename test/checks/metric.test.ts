import { metricFitsTheProblem } from '../../harness/checks/metric-fits-the-problem.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { excerpt, place } from '../helpers/evidence/basics.ts';
import { file, repository } from '../helpers/evidence/files.ts';
import { method, noMethod } from '../helpers/evidence/method.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const empty = emptyEvidence();
const loads = { ...noMethod(), loaded: [excerpt('api.py', 3, "joblib.load('m.pkl')")] };
const inScript = strongEvidence({
  repository: repository({ files: [file('src/train.ts', { kind: 'typescript' })], metrics: [] }),
});

const metrics = (...names: readonly string[]) =>
  strongEvidence({
    repository: repository({ metrics: names.map((name) => ({ name, place: place('a.py') })) }),
  });

const unmeasured = (evaluations: MethodEvidence['evaluations']) =>
  strongEvidence({ repository: repository({ metrics: [] }), method: method({ evaluations }) });

tableFor(metricFitsTheProblem, [
  {
    row: 'a figure worked out by hand',
    evidence: unmeasured([{ metric: 'error by hand', on: 'held-out', place: excerpt('a.py', 5, 'rmse') }]),
    score: 'needs-human',
    says: 'by the name of a metric',
  },
  {
    row: 'its own score',
    evidence: unmeasured([{ metric: 'score', on: 'held-out', place: excerpt('a.py', 5, 'm.score(x, y)') }]),
    score: 0,
    says: 'its own score',
  },
  {
    row: 'trained in a way that could not be followed',
    evidence: strongEvidence({
      repository: repository({ metrics: [] }),
      method: { ...noMethod(), unfollowed: [excerpt('a.py', 4, 'm.fit(x, y)')] },
    }),
    score: 'needs-human',
    says: 'could not be followed',
  },
  { row: 'in TypeScript', evidence: inScript, score: 'needs-human', says: 'Written in TypeScript' },
  {
    row: 'average precision',
    evidence: metrics('accuracy_score', 'sklearn.metrics.average_precision_score'),
    score: 1,
    says: ': average_precision_score',
  },
  { row: 'a curve', evidence: metrics('precision_recall_curve'), score: 1, says: 'few positives' },
  {
    row: 'ROC and F1',
    evidence: metrics('roc_auc_score', 'f1_score'),
    score: 0.7,
    says: 'roc_auc_score and f1_score',
  },
  {
    row: 'accuracy alone',
    evidence: metrics('accuracy_score'),
    score: 0,
    says: 'Only metrics that imbalance misleads',
  },
  { row: 'none', evidence: empty, score: 0, says: 'No metric' },
  {
    row: 'a model that is only loaded',
    evidence: { ...empty, method: loads },
    score: 'not-applicable',
    says: 'none is trained here',
  },
]);
