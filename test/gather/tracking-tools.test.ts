import { describe, expect, it } from 'vitest';
import { trackingSchema } from '../../harness/evidence/tracking.ts';
import type { Files } from '../source/memory.ts';
import { gather } from './tracked.ts';

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
          'import json\nfrom sklearn.metrics import f1_score\nmetrics = {"f1": f1_score(y, p)}\nwith open("metrics.jsonl", "a") as out:\n  json.dump(metrics, out)\n',
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
    [
      'neptune by what is put into a model’s version',
      {
        'a.py':
          'import neptune\nproject = neptune.init_project(project="a/b")\nproject["general/brief"] = "churn"\n',
      },
      ['neptune'],
    ],
    [
      'neptune by a file that a version is given',
      {
        'a.py':
          'import neptune\ndef keep():\n  version = neptune.init_model_version(model="A-B")\n  version["weights"].upload("model.bin")\n',
      },
      ['neptune'],
    ],
    [
      'nothing by a project of neptune’s that is only opened',
      {
        'a.py': 'import neptune\nproject = neptune.init_project(project="a/b")\nproject["sys/id"].fetch()\n',
      },
      [],
    ],
    [
      'nothing by a run of neptune’s that is only read',
      {
        'a.py':
          'import neptune\nrun = neptune.init_run(with_id="A-1", mode="read-only")\nrun["auc"].fetch()\n',
      },
      [],
    ],
    [
      'nothing by keys of what is not neptune’s',
      { 'a.py': 'import neptune\nnote = dict()\nnote["auc"] = 0.9\n' },
      [],
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
