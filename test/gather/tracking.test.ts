import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { trackingSchema } from '../../harness/evidence/tracking.ts';
import { gatherTracking } from '../../harness/gather/tracking.ts';
import { countTables } from '../../harness/gather/tracking-sqlite.ts';
import { type Files, factsOf } from '../source/memory.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const inMemory = (files: Files) => ({
  files: Object.entries(files).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text as string).length,
    executable: false,
  })),
  read: async (path: string) => Buffer.from((files[path] ?? '') as string),
});

const gather = (files: Files, made: Files | null = null) =>
  gatherTracking(
    { facts: factsOf(files), workspace: { root: '/nowhere', files: [] } },
    made && inMemory(made),
  );

const mlflow = 'import mlflow\nwith mlflow.start_run():\n  mlflow.log_metric("auc", 1)\n';

describe('what the code uses', () => {
  it.each<[string, Files, readonly string[]]>([
    ['mlflow, imported and called', { 'train.py': mlflow }, ['mlflow']],
    [
      'mlflow in a notebook',
      { 'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: mlflow }] }) },
      ['mlflow'],
    ],
    [
      'mlflow by a client',
      { 'a.py': 'from mlflow import MlflowClient\nc = MlflowClient()\nc.log_param("a", 1)\n' },
      ['mlflow'],
    ],
    ['wandb by a run', { 'a.py': 'import wandb\nrun = wandb.init()\nrun.log({"a": 1})\n' }, ['wandb']],
    [
      'TensorBoard by a writer',
      {
        'a.py':
          'from torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter()\nw.add_scalar("a", 1)\n',
      },
      ['tensorboard'],
    ],
    [
      'TensorBoard by a callback',
      { 'a.py': 'import tensorflow as tf\ntf.keras.callbacks.TensorBoard("logs")\n' },
      ['tensorboard'],
    ],
    ['dvc by a pipeline', { 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n' }, ['dvc']],
    ['dvc by a pointer', { 'data/train.csv.dvc': 'outs:\n- md5: abc\n  path: train.csv\n' }, ['dvc']],
    [
      'a log of its own',
      {
        'a.py':
          'import json\nfrom sklearn.metrics import f1_score\nmetrics = {"f1": f1_score(y, p)}\nwith open("metrics.json", "w") as out:\n  json.dump(metrics, out)\n',
      },
      ['own-log'],
    ],
    [
      'mlflow that an own module hands on',
      {
        'src/tracking.py': 'import mlflow\nmlflow.set_tracking_uri("x")\n',
        'src/train.py': 'from src.tracking import mlflow\nmlflow.log_metric("a", 1)\n',
      },
      ['mlflow'],
    ],
    [
      'mlflow that a setting switches on',
      {
        'a.py':
          'def run(cfg):\n  if cfg.tracking == "mlflow":\n    import mlflow\n    mlflow.log_params(cfg)\n',
      },
      ['mlflow'],
    ],
    [
      'mlflow that is imported by its name',
      { 'a.py': 'import importlib\nmlflow = importlib.import_module("mlflow")\nmlflow.log_metric("a", 1)\n' },
      ['mlflow'],
    ],
    [
      'wandb by a logger of a framework',
      { 'a.py': 'from lightning.pytorch.loggers import WandbLogger\nTrainer(logger=WandbLogger())\n' },
      ['wandb'],
    ],
    [
      'wandb by a setting of a trainer',
      { 'a.py': 'from transformers import TrainingArguments\nTrainingArguments(report_to="wandb")\n' },
      ['wandb'],
    ],
    [
      'nothing by a trainer that reports to nobody',
      { 'a.py': 'from transformers import TrainingArguments\nTrainingArguments(report_to="none")\n' },
      [],
    ],
    [
      'a log of its own in TypeScript',
      {
        'src/train.ts':
          "const metrics = { ap: averagePrecision(scored) };\nappendFileSync('runs/log.jsonl', JSON.stringify({ seed: 1, ...metrics }));\n",
      },
      ['own-log'],
    ],
    ['nothing by a comment', { 'a.py': '# import mlflow; mlflow.log_metric("a", 1)\n' }, []],
    ['nothing by an import alone', { 'a.py': 'import mlflow\n' }, []],
    ['nothing by loading a model', { 'a.py': 'import mlflow\nm = mlflow.pyfunc.load_model("x")\n' }, []],
    ['nothing by an address alone', { 'a.py': 'import mlflow\nmlflow.set_tracking_uri("x")\n' }, []],
    [
      'nothing by a method of something else',
      { 'a.py': 'import mlflow\nimport numpy as np\nnp.log(2)\nlogger.log(1)\n' },
      [],
    ],
    ['nothing by a namesake', { 'a.py': 'from mine import mlflow\nmlflow.log_metric("a", 1)\n' }, []],
    ['nothing by a test', { 'tests/test_a.py': mlflow }, []],
    ['nothing by a vendored tree', { 'third_party/a.py': mlflow }, []],
    ['nothing by an empty dvc.yaml', { 'dvc.yaml': '' }, []],
    [
      'no log by saving predictions',
      { 'a.py': 'from sklearn.metrics import f1_score\nf1_score(y, p)\ndf.to_csv("predictions.csv")\n' },
      [],
    ],
    [
      'no log by a service that answers with scores',
      { 'a.py': 'import json\njson.dump({"score": 1}, response)\n' },
      [],
    ],
  ])('%s', async (_, files, tools) => {
    expect((await gather(files)).uses.map(({ tool }) => tool)).toEqual(tools);
  });

  it('points at the import and the calls', async () => {
    const evidence = await gather({ 'src/train.py': mlflow });
    expect(trackingSchema.parse(evidence)).toEqual(evidence);
    expect(evidence.uses[0]).toEqual({
      tool: 'mlflow',
      imported: { path: 'src/train.py', line: 1, text: 'import mlflow' },
      calls: [
        { path: 'src/train.py', line: 2, text: 'mlflow.start_run()' },
        { path: 'src/train.py', line: 3, text: 'mlflow.log_metric("auc", 1)' },
      ],
    });
  });
});

describe('what is only declared', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a line of requirements', { 'requirements.txt': 'pandas==2\nmlflow==3.1  # tracking\n' }, ['mlflow']],
    ['an extra', { 'requirements.txt': 'mlflow[extras]>=2\n' }, ['mlflow']],
    ['PEP 621', { 'pyproject.toml': '[project]\ndependencies = [\n  "wandb>=0.16",\n]\n' }, ['wandb']],
    ['poetry', { 'pyproject.toml': '[tool.poetry.dependencies]\nneptune = "^1.0"\n' }, ['neptune']],
    ['conda', { 'environment.yml': 'dependencies:\n  - pip:\n    - comet_ml\n' }, ['comet']],
    ['what is used too', { 'requirements.txt': 'mlflow\n', 'a.py': mlflow }, []],
    ['a comment', { 'requirements.txt': '# mlflow\n' }, []],
    ['a longer name', { 'requirements.txt': 'mlflow-export-import\n' }, []],
  ])('%s', async (_, files, tools) => {
    expect((await gather(files)).onlyDeclared).toEqual(tools);
  });
});

describe('runs', () => {
  const run = `mlruns/0/${'a'.repeat(32)}`;
  const store = {
    [`${run}/params/alpha`]: '1',
    [`${run}/params/beta`]: '1',
    [`${run}/metrics/auc`]: '1 0.9 0',
    [`${run}/meta.yaml`]: 'a',
  };

  it('are counted in mlflow’s file store', async () => {
    const made = { ...store, [`${run}/artifacts/model/model.pkl`]: 'a' };
    expect((await gather({}, made)).runs).toEqual([
      {
        tool: 'mlflow',
        path: run,
        count: 1,
        parameters: 2,
        metrics: 1,
        parameterNames: ['alpha', 'beta'],
        metricNames: ['auc'],
        artifacts: ['model/model.pkl'],
        madeByTraining: true,
      },
    ]);
  });

  it.each([
    [
      'a JSON document',
      'metrics.json',
      '{"model": "rf", "metrics": {"auc": 0.9, "f1": 0.5}, "note": "a"}',
      { parameters: 1, metrics: 2 },
    ],
    [
      'JSON lines',
      'runs.jsonl',
      '{"auc": 0.9, "seed": 1}\n{"auc": 0.8, "seed": 2}\n',
      { parameters: 1, metrics: 1, count: 2 },
    ],
    [
      'JSON lines in a folder of runs',
      'runs/log.jsonl',
      '{"auc": 0.9, "seed": 1}\n',
      { parameters: 1, metrics: 1, parameterNames: ['seed'], metricNames: ['auc'] },
    ],
    [
      'a folder of W&B',
      'wandb/run-20250102_030405-abcd1234/files/wandb-summary.json',
      '{"auc": 0.9}',
      { tool: 'wandb', path: 'wandb/run-20250102_030405-abcd1234', metrics: 1 },
    ],
    ['CSV', 'experiments.csv', 'run,auc,learning_rate\nfirst,0.9,0.1\n', { parameters: 1, metrics: 1 }],
  ])('are counted in %s', async (_, path, text, counts) => {
    expect((await gather({}, { [path]: text })).runs).toMatchObject([
      { tool: 'own-log', path, ...counts, madeByTraining: true },
    ]);
  });

  it.each([
    ['broken JSON', { 'metrics.json': '{"auc": ' }],
    ['no numbers', { 'results.json': '{"note": "good"}' }],
    ['a log of another name', { 'package.json': '{"a": 1}' }],
    ['an empty mlruns', { 'mlruns/0/meta.yaml': 'a' }],
    ['a table of predictions', { 'results.csv': `id,score\n${'1,0.5\n'.repeat(2_000)}` }],
    ['a pickle', { 'metrics.pkl': 'cos\nsystem\n' }],
  ])('are none in %s', async (_, made) => {
    expect((await gather({}, made)).runs).toEqual([]);
  });

  it('that were handed in are not called made by training', async () => {
    const root = await mkdtemp(join(tmpdir(), 'takehome-tracking-'));
    folders.push(root);
    const files = Object.entries(store).map(([path, text]) => ({
      path,
      bytes: text.length,
      executable: false,
    }));
    const context = { facts: factsOf({}), workspace: { root, files } };
    const again = `mlruns/0/${'b'.repeat(32)}`;
    const made = inMemory({ ...store, [`${again}/metrics/auc`]: '1' });
    expect(
      (await gatherTracking(context, made)).runs.map(({ path, madeByTraining }) => [path, madeByTraining]),
    ).toEqual([
      [again, true],
      [run, false],
    ]);
  });
});

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

describe('an SQLite store', () => {
  async function database(rows: number): Promise<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), 'takehome-sqlite-'));
    folders.push(folder);
    const path = join(folder, 'mlflow.db');
    const db = new DatabaseSync(path);
    db.exec(
      'CREATE TABLE runs (id TEXT PRIMARY KEY); CREATE TABLE params (k TEXT, v TEXT); CREATE TABLE metrics (k TEXT, v REAL, note TEXT); CREATE VIEW params_view AS SELECT * FROM params',
    );
    db.exec("INSERT INTO runs VALUES ('a'); INSERT INTO params VALUES ('alpha', '1'), ('beta', '2')");
    const insert = db.prepare('INSERT INTO metrics VALUES (?, ?, ?)');
    db.exec('BEGIN');
    for (let at = 0; at < rows; at += 1) insert.run(`m${at}`, at, 'x'.repeat(at % 400));
    db.exec('COMMIT');
    db.close();
    return readFile(path);
  }

  it.each([0, 1, 37, 5_000])('of %i metrics is counted from its pages', async (rows) => {
    const bytes = await database(rows);
    expect(countTables(bytes, ['runs', 'params', 'metrics', 'absent'])).toEqual({
      runs: 1,
      params: 2,
      metrics: rows,
    });
  });

  it('is a run when training leaves it', async () => {
    expect((await gather({}, { 'mlflow.db': await database(3) })).runs).toMatchObject([
      { tool: 'mlflow', path: 'mlflow.db', parameters: 2, metrics: 3, madeByTraining: true },
    ]);
  });

  it('never throws and never runs on, whatever bytes are broken', async () => {
    const bytes = await database(200);
    for (let at = 0; at < 4_000; at += 1) {
      const broken = Buffer.from(bytes);
      broken[(at * 7919) % broken.length] = (at * 31) % 256;
      broken[(at * 104_729) % 4_096] = 255;
      expect(() => countTables(broken, ['runs', 'params', 'metrics'])).not.toThrow();
    }
    for (const length of [0, 15, 16, 99, 512, 1_000, 4_097]) countTables(bytes.subarray(0, length), ['runs']);
  });

  it('ends where pages point at each other', async () => {
    const bytes = await database(5_000);
    const pageSize = bytes.readUInt16BE(16);
    for (let at = pageSize; at < bytes.length; at += pageSize)
      if (bytes[at] === 5) bytes.writeUInt32BE(at / pageSize + 1, at + 8);
    const counted = countTables(bytes, ['metrics']);
    expect(counted?.metrics).toBeGreaterThan(0);
    expect(counted?.metrics).toBeLessThan(5_000);
  });

  it.each(['', 'SQLite format 3', 'not a database'.repeat(100)])('is none in %j', (text) => {
    expect(countTables(Buffer.from(text), ['runs'])).toBeNull();
  });
});
