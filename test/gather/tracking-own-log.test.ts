import { describe, expect, it } from 'vitest';
import { trackingSchema } from '../../harness/evidence/tracking.ts';
import type { Files } from '../source/memory.ts';
import { gather, measured, notebook, told, train } from './tracked.ts';

describe('a log of one’s own', () => {
  it.each<[string, Files, string]>([
    [
      'is one that lines are added to',
      train(
        'metrics = {"f1": f1_score(y, p)}\nwith open("metrics.jsonl", "a") as out:\n  json.dump(metrics, out)\n',
      ),
      'train.py:6',
    ],
    [
      'is a table that rows are added to',
      train(
        'metrics = pd.DataFrame([{"f1": f1_score(y, p)}])\nmetrics.to_csv("metrics.csv", mode="a", header=False)\n',
      ),
      'train.py:5',
    ],
    [
      'is a row a run by a writer',
      train(
        'def keep(f1):\n  with open("experiments.csv", "a", newline="") as out:\n    writer = csv.writer(out)\n    writer.writerow([f1])\nkeep(f1_score(y, p))\n',
      ),
      'train.py:7',
    ],
    [
      'is read before, and written with one more',
      train(
        'def keep(entry):\n  with open("history.json") as old:\n    history = json.load(old)\n  history.append(entry)\n  with open("history.json", "w") as out:\n    json.dump(history, out)\nkeep({"f1": f1_score(y, p)})\n',
      ),
      'train.py:9',
    ],
    [
      'is a file a run, by the time in its name',
      train(
        'from datetime import datetime\nstamp = datetime.now().strftime("%Y%m%d")\nfolder = f"runs/{stamp}"\nmetrics = {"f1": f1_score(y, p)}\nwith open(f"{folder}/metrics.json", "w") as out:\n  json.dump(metrics, out)\n',
      ),
      'train.py:9',
    ],
    [
      'is a folder a run, through a writer of one’s own',
      {
        'ml/files.py':
          'import json\nfrom pathlib import Path\ndef write_json(path, obj):\n  target = Path(path)\n  with target.open("w") as out:\n    json.dump(obj, out)\n',
        'ml/train.py':
          'from ml.files import write_json\nfrom sklearn.metrics import f1_score\nrun_dir = base / run_id\nmetrics = {"f1": f1_score(y, p)}\nwrite_json(run_dir / "metrics.json", metrics)\n',
      },
      'ml/train.py:5',
    ],
    [
      'is a folder a run, as the caller says',
      train(
        'def save(folder, metrics):\n  with open(folder / "metrics.json", "w") as out:\n    json.dump(metrics, out)\nsave(base / run_id, {"f1": f1_score(y, p)})\n',
      ),
      'train.py:6',
    ],
    [
      'is a row a version with its settings',
      train(
        'experiments = []\nfor depth in (2, 4):\n  experiments.append({"max_depth": depth, "f1": f1_score(y, p)})\npd.DataFrame(experiments).to_csv("experiments.csv")\n',
      ),
      'train.py:7',
    ],
  ])('%s', async (_, files, place) => {
    expect((await told(files)).kept).toContain(place);
  });

  it.each<[string, Files]>([
    [
      'predictions with whom they are of',
      train(
        'f1_score(y, p)\nscores = pd.DataFrame({"user_id": ids, "score": p})\nscores.to_csv("scores.csv", mode="a")\n',
      ),
    ],
    [
      'predictions that are written as they come',
      train('f1_score(y, p)\nscores = pd.Series(model.predict(x))\nscores.to_csv("scores.csv", mode="a")\n'),
    ],
    [
      'what a service answers',
      train(
        'from fastapi import FastAPI\napp = FastAPI()\nf1_score(y, p)\nwith open("score_history.jsonl", "a") as out:\n  json.dump({"score": 1}, out)\n',
      ),
    ],
    [
      'predictions with whom they are of, chosen from more',
      train(
        'f1_score(y, p)\ndf = pd.concat([pd.read_csv("a.csv"), b])\ndf[["policy_id", "score"]].to_csv("scores.csv")\n',
      ),
    ],
    [
      'a file of predictions that a measured limit made',
      train('limit = f1_score(y, p)\nflags = p > limit\nflags.to_csv("predictions.csv")\n'),
    ],
    [
      'importances beside metrics in one dictionary of paths',
      train(
        'paths = {"importances": "importances.csv", "metrics": "metrics.json"}\nf1_score(y, p)\nshap.to_csv(paths["importances"])\n',
      ),
    ],
    [
      'rows of data that a notebook read and joined',
      {
        'train.ipynb': notebook(
          `${measured}f1_score(y, p)\nscores = pd.read_csv("raw.csv")\nscores = pd.concat([scores, more])\nscores.to_csv("scores.csv")\n`,
        ),
      },
    ],
    [
      'a page that shows what was measured',
      train('import streamlit as st\nvalue = f1_score(y, p)\nst.write(value)\n'),
    ],
  ])('is none in %s', async (_, files) => {
    expect(await told(files)).toEqual({ kept: [], overwritten: [], untold: [] });
  });

  it.each<[string, Files, readonly string[]]>([
    [
      'a table of one row',
      train(
        'import os\nmetrics = pd.DataFrame({"f1": [f1_score(y, p)]})\nmetrics.to_csv("results/metrics.csv", index=False)\n',
      ),
      ['train.py:6'],
    ],
    [
      'a document',
      train('metrics = {"f1": f1_score(y, p)}\n(out / "metrics.json").write_text(json.dumps(metrics))\n'),
      ['train.py:5'],
    ],
    [
      'scores side by side, their settings left out',
      train(
        'metrics = []\nfor name in names:\n  metrics.append({"name": name, "f1": f1_score(y, p)})\npd.DataFrame(metrics).to_csv("iteration_metrics.csv")\n',
      ),
      ['train.py:7'],
    ],
    [
      'a table of another name that holds what was measured',
      train(
        'def evaluate_one(model):\n  return {"f1": f1_score(y, p)}\ndef compare(models, target):\n  rows = []\n  for model in models:\n    m = evaluate_one(model)\n    rows.append({"f1": m["f1"]})\n  pd.DataFrame(rows).to_csv(target)\ncompare(models, target="comparison.csv")\n',
      ),
      ['train.py:11'],
    ],
    [
      'what a metric of one’s own gave',
      {
        'own.py':
          'def hits_at_k(answers, truth):\n  return sum(a == t for a, t in zip(answers, truth)) / len(truth)\n',
        'train.py':
          'import json\nfrom own import hits_at_k\nresult = hits_at_k(answers, truth)\nwith open("summary.json", "w") as out:\n  json.dump({"hits": result}, out)\n',
      },
      ['train.py:5'],
    ],
    [
      'a notebook',
      {
        'train.ipynb': notebook(
          `${measured}metrics = {"f1": f1_score(y, p)}\nwith open("metrics.json", "w") as out:\n  json.dump(metrics, out)\n`,
        ),
      },
      ['train.ipynb:1'],
    ],
  ])('is none where the next run writes over it: %s', async (_, files, overwritten) => {
    expect(await told(files)).toEqual({ kept: [], overwritten, untold: [] });
  });

  it('is made of what each notebook left', async () => {
    const source = `${measured}metrics = {"f1": f1_score(y, p)}\nwith open("metrics_a.json", "w") as out:\n  json.dump(metrics, out)\n`;
    const { runs } = await gather({ 'a.ipynb': notebook(source) }, { 'metrics_a.json': '{"f1": 0.9}' });
    expect(runs.map(({ path }) => path)).toEqual(['metrics_a.json']);
  });

  it('is not made of the file that holds the last run alone', async () => {
    const text = '{"f1": 0.9}';
    const files = train(
      'metrics = {"f1": f1_score(y, p)}\nwith open("metrics.json", "w") as out:\n  json.dump(metrics, out)\n',
    );
    const evidence = await gather(files, { 'metrics.json': text, 'runs.jsonl': text });
    expect(trackingSchema.parse(evidence)).toEqual(evidence);
    expect(evidence.runs.map(({ path }) => path)).toEqual(['runs.jsonl']);
  });
});
