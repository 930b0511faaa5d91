import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { measured, told, train } from './tracked.ts';

describe('where metrics are written to', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'a path that a file of settings has, which is imported',
      {
        'settings.py': 'from pathlib import Path\nMETRICS = Path("artifacts") / "metrics.json"\n',
        'train.py': `${measured}from settings import METRICS\nmetrics = {"f1": f1_score(y, p)}\nMETRICS.write_text(json.dumps(metrics))\n`,
      },
      ['train.py:6'],
    ],
    [
      'a path that a caller in another file gives',
      {
        'store.py':
          'import json\ndef persist_all(metrics, output):\n  with open(output, "w") as out:\n    json.dump(metrics, out)\n',
        'train.py': `${measured}from store import persist_all\npersist_all({"f1": f1_score(y, p)}, output="metrics.json")\n`,
      },
      ['store.py:4', 'train.py:5'],
    ],
    [
      'a path that is given where nobody gives another',
      train(
        'def keep(metrics, output="metrics.json"):\n  with open(output, "w") as out:\n    json.dump(metrics, out)\nkeep({"f1": f1_score(y, p)})\n',
      ),
      ['train.py:6'],
    ],
    [
      'an entry far down in a dictionary',
      train(
        'paths = {\n  "model": "artifacts/model_that_is_served.pkl",\n  "pipeline": "artifacts/pipeline_of_features.pkl",\n  "importances": "artifacts/importances_of_features.csv",\n  "metrics": "artifacts/metrics.json",\n}\nmetrics = {"f1": f1_score(y, p)}\nwith open(paths["metrics"], "w") as out:\n  json.dump(metrics, out)\n',
      ),
      ['train.py:12'],
    ],
  ])('is followed to %s', async (_, files, overwritten) => {
    expect(await told(files)).toEqual({ kept: [], overwritten, untold: [] });
  });

  it.each<[string, Files, string]>([
    [
      'an argument says',
      train(
        'metrics = {"f1": f1_score(y, p)}\nwith open(args.out + "/metrics.json", "w") as out:\n  json.dump(metrics, out)\n',
      ),
      'train.py:6',
    ],
    [
      'an argument says, through an object of another file',
      {
        'store.py': `${measured}def keep(metrics, output):\n  metrics = {"f1": f1_score(y, p)}\n  with open(output, "w") as out:\n    json.dump(metrics, out)\n`,
        'train.py':
          'import os\nfrom store import keep\nclass Trainer:\n  def __init__(self, folder):\n    self.folder = folder\n    self.paths = {\n      "model": "model_that_is_served.pkl",\n      "pipeline": "pipeline_of_features.pkl",\n      "importances": "importances_of_features.csv",\n      "metrics": "metrics.json",\n    }\n    self.paths = {key: os.path.join(self.folder, name) for key, name in self.paths.items()}\n  def log(self):\n    keep({}, self.paths["metrics"])\ndef train(folder):\n  Trainer(folder).log()\ndef main():\n  folder = args.outdir\n  train(folder)\n',
      },
      'store.py:7',
    ],
    [
      'settings say',
      {
        'store.py': `${measured}class Store:\n  def keep(self, metrics):\n    path = self.settings.metrics_path\n    path.write_text(json.dumps(metrics))\nf1_score(y, p)\n`,
        'paths.py': 'paths = Paths(metrics_path=folder / "metrics.json")\n',
      },
      'store.py:7',
    ],
    [
      'nobody here says',
      {
        'store.py':
          'import json\nfrom sklearn.metrics import f1_score\ndef dump(y, p, output):\n  with open(output, "w") as out:\n    json.dump({"f": f1_score(y, p)}, out)\n',
      },
      'store.py:5',
    ],
  ])('cannot be told where %s', async (_, files, place) => {
    expect(await told(files)).toEqual({ kept: [], overwritten: [], untold: [place] });
  });

  it('is told for each caller by what that one gives', async () => {
    const files = train(
      'def keep(metrics, output):\n  with open(output, "w") as out:\n    json.dump(metrics, out)\nkeep({"f1": f1_score(y, p)}, "metrics.json")\nkeep({"f1": f1_score(y, p)}, args.out + "/metrics.json")\n',
    );
    expect(await told(files)).toEqual({ kept: [], overwritten: ['train.py:6'], untold: ['train.py:6'] });
  });

  it('is none of a page that shows a score', async () => {
    const files = train(
      'def show(output):\n  with open(output, "w") as out:\n    out.write(f"<p>{f1_score(y, p)}</p>")\nshow(args.folder + "/page.html")\n',
    );
    expect(await told(files)).toEqual({ kept: [], overwritten: [], untold: [] });
  });
});
