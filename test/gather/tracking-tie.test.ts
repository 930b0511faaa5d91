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
