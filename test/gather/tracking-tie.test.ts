import { describe, expect, it } from 'vitest';
import { trackingSchema } from '../../harness/evidence/tracking.ts';
import type { Files } from '../source/memory.ts';
import { gather } from './tracked.ts';

describe('the model that is shipped', () => {
  const id = 'c'.repeat(32);
  const at = `mlruns/0/${id}`;
  const kept = { [`${at}/metrics/average_precision`]: '1 0.51234 0', [`${at}/params/a`]: '1' };
  const registered =
    'import mlflow\nmlflow.register_model("runs", "churn")\nmodel = mlflow.pyfunc.load_model("models:/churn@champion")\n';

  it.each<[string, Files, Files, object | null]>([
    [
      'by the same bytes',
      {},
      { ...kept, [`${at}/artifacts/model.pkl`]: 'bytes', 'model.pkl': 'bytes' },
      { by: 'same-file', run: at, model: 'model.pkl' },
    ],
    [
      'by the id in its bytes',
      {},
      { ...kept, 'models/model.joblib': `x${id}y` },
      { by: 'id-in-model', run: at, model: 'models/model.joblib' },
    ],
    [
      'by the id beside it',
      {},
      { ...kept, 'models/model.joblib': 'x', 'models/card.json': `{"run": "${id}"}` },
      { by: 'id-in-model', run: at },
    ],
    [
      'by the address in the code',
      { 'app.py': `import mlflow\nmlflow.pyfunc.load_model("runs:/${id}/model")\n` },
      kept,
      { by: 'id-in-code', place: { path: 'app.py', line: 2 } },
    ],
    [
      'by nothing but what a registry is handed',
      {
        'train.py':
          'import mlflow\nresult = mlflow.register_model(\n    "runs:/{}/model".format(run), "churn")\n',
      },
      {},
      null,
    ],
    ['by its alias', { 'app.py': registered }, {}, { by: 'alias', place: { line: 3 } }],
    [
      'by figures alone',
      { 'README.md': 'Average precision is 0.5123 on the last months.\n' },
      kept,
      { by: 'figures', run: at, place: { path: 'README.md', line: 1 } },
    ],
    [
      'by the folder that its time names',
      {},
      {
        'out/20250813_101706_model/metrics.json': '{"f1": 0.8773}',
        'out/20250813_101706_model/metrics_again.json': '{"f1": 0.9}',
        'out/20250813_101706_model/fitted/model.joblib': 'x',
      },
      { by: 'run-folder', run: 'out/20250813_101706_model/metrics.json' },
    ],
    [
      'by the folder that its metrics lie in, which say when',
      {},
      {
        'models/first/metrics.json': '{"f1": 0.8773, "timestamp": "29/08/2025"}',
        'models/first/encoder.pkl': 'x',
        'models/first/model.joblib': 'x',
      },
      { by: 'run-folder', run: 'models/first/metrics.json', model: 'models/first/model.joblib' },
    ],
    [
      'by the folder that its id names',
      {},
      { ...kept, [`models/${id}/model.joblib`]: 'x' },
      { by: 'run-folder', run: at },
    ],
    [
      'by no folder that holds metrics of several',
      {},
      {
        'models/metrics_a.json': '{"f1": 1, "date": ""}',
        'models/metrics_b.json': '{"f1": 1, "date": ""}',
        'models/a.joblib': 'x',
      },
      null,
    ],
    [
      'by no folder that holds metrics of nobody knows when',
      {},
      { 'models/metrics.json': '{"f1": 1}', 'models/model.joblib': 'x' },
      null,
    ],
    [
      'by no folder of another time',
      {},
      { 'out/20250813_101706/metrics.json': '{"f1": 1}', 'out/20250813_101406/model.joblib': 'x' },
      null,
    ],
    [
      'by no folder that holds everything',
      {},
      { 'metrics.json': '{"f1": 1, "date": ""}', 'model.joblib': 'x' },
      null,
    ],
    [
      'by no report that it wrote beside its metrics',
      { 'out/report.txt': 'F1 0.8773\n' },
      { 'out/metrics.json': '{"f1": 0.8773}' },
      null,
    ],
    [
      'by no report as scikit-learn prints it',
      { 'report.txt': '   precision    recall  f1-score   support\n F1 0.8773\n' },
      { 'out/metrics.json': '{"f1": 0.8773}' },
      null,
    ],
    [
      'by no report in its own folder',
      { 'run_7/notes/card.md': 'F1 0.8773\n' },
      { 'run_7/metrics.json': '{"f1": 0.8773}' },
      null,
    ],
    [
      'by figures that somebody wrote beside its metrics',
      { 'run_7/README.md': 'F1 is 0.8773.\n' },
      { 'run_7/metrics.json': '{"f1": 0.8773}' },
      { by: 'figures', run: 'run_7/metrics.json' },
    ],
    ['by nothing', {}, { ...kept, 'model.pkl': 'bytes' }, null],
    [
      'by a copy that only has its size',
      {},
      { ...kept, [`${at}/artifacts/a`]: 'other', 'model.pkl': 'bytes' },
      null,
    ],
    [
      'by an alias that nobody registers',
      { 'app.py': registered.replace(/mlflow.register.*\n/, '') },
      {},
      null,
    ],
    ['by another figure', { 'README.md': 'Average precision is 0.4123.\n' }, kept, null],
  ])('leads to its run %s', async (_, files, made, tie) => {
    const evidence = await gather(files, made);
    if (tie === null) expect(evidence.tie).toBeNull();
    else expect(evidence.tie).toMatchObject(tie);
    expect(trackingSchema.parse(evidence)).toEqual(evidence);
  });
});
