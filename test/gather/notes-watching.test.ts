import { describe, expect, it } from 'vitest';
import { notesSchema } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });
const onMonitoring = (files: Files) => notes(files).topics.find(({ topic }) => topic === 'monitoring');
const kinds = (files: Files) => notes(files).watching.map(({ kind }) => kind);

const psi =
  'def psi(a, b):\n  return 1\n\ndef report(a, b):\n  index = psi(a, b)\n  return "alert" if index > ALERT else "fine"\n';
const service =
  'from fastapi import FastAPI\nfrom store import log_prediction\napp = FastAPI()\n@app.post("/predict")\ndef predict(row):\n  p = model(row)\n  log_prediction(row, p)\n  return p\n';
const store =
  'import json\ndef log_prediction(row, p):\n  with open("log.jsonl", "a") as out:\n    out.write(json.dumps([row, p]))\n';
const answering =
  'from fastapi import FastAPI\napp = FastAPI()\n@app.post("/score")\ndef score(row):\n  scores = model.predict(row)\n';
const handled =
  'import boto3\ntable = boto3.resource("dynamodb").Table("a")\ndef handle(event, context):\n  p = float(model.predict_proba([event])[0][1])\n  item = {"p": str(p)}\n  table.put_item(Item=item)\n  return p\n';
const routed =
  'from fastapi import FastAPI\nfrom answers import Answers\napp = FastAPI()\n@app.post("/score")\ndef score(row):\n  return Answers(model, db).give(row)\n';
const answers =
  'class Answers:\n  def give(self, row):\n    name = self.names[self.model.predict(row)[0]]\n    self.__keep(row, name)\n    return name\n  def __keep(self, row, name):\n    self.db.answers.insert_one({"row": row, "name": name})\n';
const counted =
  'from fastapi import FastAPI\nfrom prometheus_client import Counter, make_asgi_app\napp = FastAPI()\nERRORS = Counter("errors_total", "Failed requests")\napp.mount("/metrics", make_asgi_app())\n@app.post("/predict")\ndef predict():\n  ERRORS.inc()\n';

describe('code that watches the running model', () => {
  it.each<[string, Files, readonly string[]]>([
    ['drift that is held against a limit', { 'drift.py': psi }, ['drift']],
    [
      'a known test in a file about drift',
      {
        'monitor_drift.py':
          'from scipy.stats import ks_2samp\ndef check(a, b):\n  p_value = ks_2samp(a, b)[1]\n  return p_value < 0.05\ncheck(old, new)\n',
      },
      ['drift'],
    ],
    [
      'a difference of two means in a file about monitoring',
      {
        'monitor_model.py':
          'def main():\n  delta = (served_mean - train_mean) / abs(train_mean)\n  if abs(delta) > threshold:\n    print(delta)\nmain()\n',
      },
      ['drift'],
    ],
    [
      'Evidently that runs on data',
      {
        'report.py':
          'from evidently.report import Report\nreport = Report(metrics=[])\nreport.run(reference_data=old, current_data=new)\n',
      },
      ['library'],
    ],
    ['whylogs', { 'a.py': 'import whylogs as why\nwhy.log(df)\n' }, ['library']],
    ['counters that are exposed', { 'app.py': counted }, ['metrics']],
    [
      'an instrumentator',
      {
        'app.py':
          'from fastapi import FastAPI\nfrom prometheus_fastapi_instrumentator import Instrumentator\napp = FastAPI()\nInstrumentator().instrument(app).expose(app)\n',
      },
      ['metrics'],
    ],
    [
      'counters of a service in TypeScript',
      {
        'src/server.ts':
          "import client from 'prom-client';\nconst hits = new client.Counter({ name: 'hits' });\napp.get('/metrics', (_, reply) => reply.send(client.register.metrics()));\n",
      },
      ['metrics'],
    ],
    [
      'structured request logs',
      {
        'app.py':
          'import structlog\nfrom fastapi import FastAPI\napp = FastAPI()\nlog = structlog.get_logger()\n@app.middleware("http")\nasync def timed(request, call):\n  log.info("request", latency_ms=3)\n',
      },
      ['request-log'],
    ],
    [
      'alert rules',
      { 'alerts.yml': 'groups:\n- name: a\n  rules:\n  - alert: Slow\n    expr: latency > 1\n' },
      ['alert-rules'],
    ],
    [
      'training by the week',
      {
        '.github/workflows/retrain.yml':
          'on:\n  schedule:\n    - cron: "0 3 * * 1"\njobs:\n  a:\n    steps:\n      - run: python train.py\n',
      },
      ['retraining'],
    ],
  ])('is %s', (_, files, expected) => {
    expect(kinds(files)).toEqual(expected);
    const entry = onMonitoring(files);
    expect(entry).toMatchObject({ level: 'implementation', sure: true });
    expect(entry?.excerpts.length).toBeGreaterThan(0);
  });

  it.each<[string, Files, 'none' | 'mention']>([
    ['a log that a function keeps', { 'app.py': service, 'store.py': store }, 'mention'],
    [
      'a row of a log for each of them',
      {
        'app.py':
          'from fastapi import FastAPI\nfrom models import PredictionLog\napp = FastAPI()\n@app.post("/predict")\ndef predict(db):\n  row = PredictionLog(p=1)\n  db.add(row)\n',
      },
      'mention',
    ],
    ['an item of a table', { 'handler.py': handled }, 'none'],
    ['a document that a method writes', { 'app.py': routed, 'answers.py': answers }, 'none'],
    [
      'a file in a bucket',
      {
        'app.py': `${answering}  out = io.BytesIO()\n  frame = pd.DataFrame(scores)\n  frame.to_csv(out)\n  bucket.put_object(name, out)\n`,
      },
      'none',
    ],
    [
      'a row by hand',
      { 'app.py': `${answering}  cursor.execute("INSERT INTO scores VALUES (?)", [scores])\n` },
      'none',
    ],
    [
      'rows that are gathered first',
      { 'app.py': `${answering}  rows = []\n  rows.append(Row(scores))\n  db.add_all(rows)\n` },
      'none',
    ],
  ])('keeps predictions in %s, which is a part and no plan', (_, files, level) => {
    expect(kinds(files)).toEqual(['prediction-log']);
    expect(onMonitoring(files)).toMatchObject({ level, names: level === 'none' ? [] : ['predictions'] });
  });

  it.each<[string, Files]>([
    ['what came in', { 'app.py': `${answering}  db.add(Row(row))\n` }],
    ['how good they were', { 'app.py': `${answering}  db.add(Row(accuracy_score(truth, scores)))\n` }],
    ['a place in a list', { 'app.py': `${answering}  rows.insert(0, scores)\n` }],
    ['what is asked by one', { 'app.py': `${answering}  db.execute("SELECT name WHERE at = ?", scores)\n` }],
    ['those of training', { 'app.py': `${answering}  model.fit(row)\n  db.add(Row(scores))\n` }],
    [
      'those of a script',
      { 'batch.py': `${answering.split('\n').slice(3).join('\n')}  db.add(Row(scores))\n` },
    ],
  ])('keeps no predictions by keeping %s', (_, files) => {
    expect(kinds(files)).toEqual([]);
  });

  it('is kept predictions of a page that people look at', () => {
    const page =
      'import streamlit as st\nfrom store import log_prediction\nif st.button("Ask"):\n  log_prediction(row, model.predict(row))\n';
    expect(kinds({ 'page.py': page, 'store.py': store })).toEqual(['prediction-log']);
  });

  it('is BentoML’s monitor, which is there for nothing else', () => {
    const files = {
      'app.py':
        'import bentoml\ndef predict(row):\n  with bentoml.monitor("a") as mon:\n    mon.log(row, name="row")\n',
    };
    expect(onMonitoring(files)).toMatchObject({ level: 'implementation', names: ['predictions'] });
  });

  it.each<[string, Files]>([
    ['drift that nobody computes', { 'drift.py': psi.replace('psi(a, b)\n  return "', 'x\n  return "') }],
    ['drift without a limit', { 'drift.py': psi.replace('index > ALERT', 'index') }],
    [
      'a comparison of two samples in an exploration',
      { 'eda.py': 'from scipy.stats import ks_2samp\nks_2samp(a, b)\n' },
    ],
    [
      'a difference of two means in an exploration',
      {
        'eda.py':
          'def main():\n  delta = served_mean - train_mean\n  if abs(delta) > threshold:\n    print(delta)\nmain()\n',
      },
    ],
    [
      'a difference from a mean',
      {
        'monitor_model.py':
          'def main():\n  z = (value - train_mean) / train_std\n  if abs(z) > threshold:\n    print(z)\nmain()\n',
      },
    ],
    ['an import', { 'a.py': 'from evidently.report import Report\n' }],
    ['a report that never runs', { 'a.py': 'from evidently.report import Report\nreport = Report([])\n' }],
    ['a line of requirements', { 'requirements.txt': 'evidently\nprometheus-client\n' }],
    ['a keeper that nobody calls', { 'store.py': store }],
    [
      'a submission file',
      { 'a.py': 'def save_predictions(df):\n  df.to_csv("a.csv")\nsave_predictions(df)\n' },
    ],
    ['a counter that nothing shows', { 'app.py': counted.replace(/app.mount.*\n/, '') }],
    ['a counter that nothing moves', { 'app.py': counted.replace('ERRORS.inc()', 'pass') }],
    [
      'a page of validation scores',
      {
        'app.py':
          'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/metrics")\ndef metrics():\n  return scores\n',
      },
    ],
    [
      'a plain logger',
      {
        'app.py':
          'import logging\nfrom fastapi import FastAPI\napp = FastAPI()\nlogging.info("started, latency 3")\n',
      },
    ],
    [
      'a scheduled lint',
      {
        '.github/workflows/a.yml':
          'on:\n  schedule:\n    - cron: "0 3 * * 1"\njobs:\n  a:\n    steps:\n      - run: ruff check\n',
      },
    ],
    ['a test', { 'tests/test_drift.py': `import pytest\n${psi}def test_a():\n  assert report(1, 2)\n` }],
    ['a vendored tree', { 'third_party/app.py': counted }],
    [
      'a loop that prints',
      {
        'monitoring.py':
          '"""Monitors drift, latency, errors, alerts."""\ndef monitor():\n  for what in ["drift", "latency"]:\n    print("monitoring", what)\n',
      },
    ],
  ])('is not %s', (_, files) => {
    expect(kinds(files)).toEqual([]);
  });

  it('says where it is imported and called', () => {
    const { watching } = notes({ 'app.py': counted });
    expect(notesSchema.shape.watching.parse(watching)).toEqual(watching);
    expect(watching[0]).toMatchObject({
      tool: 'Prometheus',
      imported: { path: 'app.py', line: 2 },
      calls: [{ line: 4 }, { line: 8 }, { line: 5 }],
    });
  });
});
