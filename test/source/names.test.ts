import { describe, expect, it } from 'vitest';
import { pythonOf } from './memory.ts';

describe('calls', () => {
  it.each([
    ['import mlflow\nmlflow.log_metric("a", 1)', 'mlflow.log_metric'],
    ['import mlflow as m\nm.log_metric("a", 1)', 'mlflow.log_metric'],
    ['from mlflow import log_metric as note\nnote("a", 1)', 'mlflow.log_metric'],
    ['import sklearn.metrics\nsklearn.metrics.f1_score(a, b)', 'sklearn.metrics.f1_score'],
    ['import sklearn.metrics as sm\nsm.f1_score(a, b)', 'sklearn.metrics.f1_score'],
    ['from .model import fit\nfit(1)', '.model.fit'],
    ['def f():\n  from a.b import c\n  c()', 'a.b.c'],
    ['import pandas as pd\npd.read_csv("x").drop(columns=["y"])', 'pandas.read_csv.drop'],
    ['df["a"].fillna(0)', 'df.fillna'],
    ['", ".join(names)', 'join'],
    ['try:\n  import lightgbm as lgb\nexcept ImportError:\n  lgb = None\nlgb.train({})', 'lightgbm.train'],
  ])('resolves %j to %s', (source, name) => {
    expect(pythonOf(source).calls.map((call) => call.name)).toContain(name);
  });

  it.each([
    [
      'from mlflow.tracking import MlflowClient\nclient = MlflowClient()\nclient.log_metric(1)',
      'mlflow.tracking.MlflowClient',
    ],
    ['import wandb\nrun = wandb.init()\nrun.log({})', 'wandb.init'],
    ['import wandb\nwith wandb.init() as run:\n  run.log({})', 'wandb.init'],
    [
      'from x import W\nclass A:\n  def __init__(self):\n    self.w = W()\n  def go(self):\n    self.w.log(1)',
      'x.W',
    ],
    ['from x import W\nW().log(1)', 'x.W'],
  ])('knows what made the object in %j', (source, owner) => {
    const call = pythonOf(source).calls.find(
      ({ name }) => name.endsWith('.log') || name.endsWith('log_metric'),
    );
    expect(call?.owner).toBe(owner);
  });

  it('keeps keywords, arguments, the statement and the function around it', () => {
    const source = 'def fit():\n  model = Forest(100, "gini", random_state=42)\n';
    expect(pythonOf(source).calls).toEqual([
      {
        name: 'Forest',
        place: { path: 'main.py', line: 2 },
        text: 'model = Forest(100, "gini", random_state=42)',
        keywords: { random_state: '42' },
        args: ['100', '"gini"'],
        owner: null,
        within: 'fit',
      },
    ]);
  });

  it('finds nothing in comments and strings', () => {
    expect(pythonOf('# mlflow.log_metric(1)\ntext = "mlflow.log_metric(1)"\n').calls).toEqual([]);
  });
});

describe('functions', () => {
  it.each([
    ['def f(a: int): pass', { annotated: true, documented: false, lines: 1 }],
    ['def f(a) -> int:\n  """Says."""\n  return 1', { annotated: true, documented: true, lines: 3 }],
    ['async def f(*, a: int = 1): pass', { annotated: true, documented: false, lines: 1 }],
    [
      'def f(a, b=1, *args, **rest):\n  # says\n  return f"{a}"',
      { annotated: false, documented: false, lines: 3 },
    ],
  ])('describes %j', (source, facts) => {
    expect(pythonOf(source).functions).toMatchObject([{ name: 'f', ...facts }]);
  });

  it('counts methods and inner functions', () => {
    const source = 'class A:\n  def one(self):\n    def two(): pass\n  @property\n  def three(self): pass\n';
    expect(pythonOf(source).functions.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
  });
});

describe('strings', () => {
  it.each([
    ['df["x"]', 'subscript', []],
    ['X = df.drop(columns=["x"])', 'element', ['columns', 'df.drop', 'X']],
    ['LEAKING = ["x", "y"]', 'element', ['LEAKING']],
    ['config = {"drop": ["x"]}', 'element', ['drop', 'config']],
    ['types = {"x": int}', 'key', ['types']],
    ['df.pop("x")', 'argument', ['df.pop']],
    ['for name in ["x", "y"]:\n  df.pop(name)', 'element', ['name']],
    ['def f(without=("x",)): pass', 'element', ['without']],
    ['del df["x"]', 'subscript', ['del']],
  ])('says what the literal of %j is given to', (source, role, holders) => {
    expect(pythonOf(source).strings.find(({ value }) => value === 'x')).toMatchObject({ role, holders });
  });
});

describe('apps', () => {
  it.each([
    ['from fastapi import FastAPI\napp = FastAPI(title="x")', 'fastapi', 'app', false],
    ['import fastapi\nservice: object = fastapi.FastAPI()', 'fastapi', 'service', false],
    [
      'from flask import Flask\ndef create_app():\n  app = Flask(__name__)\n  return app',
      'flask',
      'create_app',
      true,
    ],
    ['from flask import Flask\ndef make():\n  return Flask(__name__)', 'flask', 'make', true],
    ['import bentoml\nsvc = bentoml.Service("x", runners=[])', 'bentoml', 'svc', false],
    ['import bentoml\n@bentoml.service(workers=1)\nclass Churn: pass', 'bentoml', 'Churn', false],
    [
      'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()',
      'django',
      'application',
      false,
    ],
    ['import dash\napp = dash.Dash(__name__)', 'dash', 'app', false],
    ['from aiohttp import web\napp = web.Application()', 'other', 'app', false],
  ])('finds the application in %j', (source, framework, variable, factory) => {
    expect(pythonOf(source).apps).toMatchObject([{ framework, variable, factory }]);
  });

  it.each([
    'from fastapi import APIRouter\nrouter = APIRouter()',
    'from mine import FastAPI\napp = FastAPI()',
    'from flask import Flask\ndef helper():\n  app = Flask(__name__)\n  app.run()',
  ])('finds none in %j', (source) => {
    expect(pythonOf(source).apps).toEqual([]);
  });
});
