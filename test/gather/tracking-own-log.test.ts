import { describe, expect, it } from 'vitest';
import { trackingSchema } from '../../harness/evidence/tracking.ts';
import type { Files } from '../source/memory.ts';
import { gather } from './tracked.ts';

const measured = 'import json, csv\nimport pandas as pd\nfrom sklearn.metrics import f1_score\n';

const told = async (files: Files) => {
  const { uses, overwritten = [], untold = [] } = await gather(files);
  const lines = (found: readonly { readonly path: string; readonly line: number }[]) =>
    found.map(({ path, line }) => `${path}:${line}`);
  return {
    kept: uses.flatMap(({ calls }) => lines(calls)),
    overwritten: lines(overwritten),
    untold: lines(untold),
  };
};

const train = (body: string): Files => ({ 'train.py': `${measured}${body}` });

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
  ])('is none where the next run writes over it: %s', async (_, files, overwritten) => {
    expect(await told(files)).toEqual({ kept: [], overwritten, untold: [] });
  });

  it('cannot be told where somebody else says where to', async () => {
    const files = train(
      'metrics = {"f1": f1_score(y, p)}\nwith open(args.out + "/metrics.json", "w") as out:\n  json.dump(metrics, out)\n',
    );
    expect(await told(files)).toEqual({ kept: [], overwritten: [], untold: ['train.py:6'] });
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
