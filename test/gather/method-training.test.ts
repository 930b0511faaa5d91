import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { gather } from './method-program.ts';

describe('training that is no fit', () => {
  const net =
    'import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n    def forward(self, x):\n        return x\n\n';
  const loop =
    'def run(model, rows):\n    for x, y in rows:\n        loss = f(model(x), y)\n        loss.backward()\n        optimizer.step()\n';
  it.each<[string, Files, readonly string[]]>([
    ['a loop over gradients', { 'a.py': `${net}${loop}run(Net(), rows)\n` }, ['Net']],
    [
      'a loop over gradients of a known architecture',
      { 'a.py': `import torch\nfrom torchvision import models\nm = models.resnet18()\n${loop}` },
      ['resnet18'],
    ],
    ['gradients alone', { 'a.py': `${net}loss.backward()\n` }, []],
    [
      'a trainer',
      {
        'a.py':
          "from transformers import Trainer, AutoModel\nm = AutoModel.from_pretrained('some/bert')\nt = Trainer(model=m)\nt.train()\n",
      },
      ['some/bert'],
    ],
    [
      'tuners',
      {
        'make.py': 'from keras_tuner import BayesianOptimization\n',
        'a.py':
          'from make import build\na_tuner = build()\na_tuner.search(x, y)\nb_tuner = build()\nb_tuner.search(x, y)\n',
      },
      ['a_tuner', 'b_tuner'],
    ],
    ['a tuner of nothing', { 'a.py': "tuner.search('C# minor', 3)\n" }, []],
    [
      'a trainer of a class of one’s own',
      {
        'a.py':
          'import pytorch_lightning as pl\nclass Net(pl.LightningModule):\n    def training_step(self, batch):\n        return batch\n\nt = pl.Trainer()\nt.fit(Net(), rows)\n',
      },
      ['Net'],
    ],
    [
      'a model that somebody else trains on request',
      { 'a.py': "from openai import OpenAI\nc = OpenAI()\nc.fine_tuning.jobs.create(training_file='f')\n" },
      ['OpenAI'],
    ],
    ['spaCy', { 'a.py': "import spacy\nnlp = spacy.blank('en')\nnlp.update(rows)\n" }, ['spaCy']],
    [
      'a command, word by word',
      { 'a.py': "import subprocess\nsubprocess.run(['python', '-m', 'spacy', 'train', 'a.cfg'])\n" },
      ['spaCy'],
    ],
    ['a command in a Makefile', { Makefile: 'train:\n\tyolo detect train data=a.yaml\n' }, ['YOLO']],
    ['a command in a README', { 'README.md': 'Run `yolo train`.\n' }, []],
  ])('%s', (_, files, names) => {
    expect(gather(files).trainings.map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, string, number]>([
    ['a file', "import joblib\nm = joblib.load('m.pkl')\n", 1],
    ['a client', 'from openai import OpenAI\nc = OpenAI()\n', 1],
    ['a file of something else', "import json\nm = json.load(open('m.json'))\n", 0],
  ])('finds a model that is loaded or asked: %s', (_, source, count) => {
    expect(gather({ 'api.py': source }).loaded).toHaveLength(count);
  });

  const known = 'from sklearn.linear_model import Ridge\n';
  it.each<[string, Files, number]>([
    ['what is made elsewhere', { 'a.py': `${known}from kit import build\nm = build()\nm.fit(x, y)\n` }, 1],
    ['by keywords', { 'a.py': `${known}m = build()\nm.train(training_frame=x, y='a')\n` }, 1],
    ['a model that was followed', { 'a.py': `${known}m = Ridge()\nm.fit(x, y)\n` }, 0],
    ['in a file that imports nothing that trains', { 'a.py': 'm = build()\nm.fit(x, y)\n' }, 0],
    [
      'a network that is set to train',
      { 'a.py': 'import torch\nm = build()\nm.train()\nm.train(True)\n' },
      0,
    ],
    ['what prepares rows', { 'a.py': `${known}scaler = build()\nscaler.fit(x)\n` }, 0],
    [
      'a known transformer',
      { 'a.py': 'from sklearn.preprocessing import StandardScaler\ns = StandardScaler()\ns.fit(x)\n' },
      0,
    ],
    ['a distribution', { 'a.py': `${known}import scipy.stats\nscipy.stats.norm.fit(x)\n` }, 0],
    [
      'a function of its own',
      { 'steps.py': 'def fit(x):\n    return x\n', 'a.py': `${known}import steps\nsteps.fit(x)\n` },
      0,
    ],
  ])('keeps apart what could not be followed: %s', (_, files, count) => {
    expect(gather(files).unfollowed).toHaveLength(count);
  });
});
