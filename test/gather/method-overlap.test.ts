import { describe, expect, it } from 'vitest';
import { gather } from './method-program.ts';

const frame = "import pandas as pd\ntrain = pd.read_csv('rows.csv')\n";
const dataset = `import tensorflow_datasets as tfds
parts, _ = tfds.load('texts', with_info=True)
train_ds = parts['train']
`;

describe('held-out rows that are taken from training rows', () => {
  const heldOut = (source: string) => gather({ 'train.py': source }).heldOut.map(({ kind }) => kind);
  const again = 'train = train.reset_index(drop=True)\n';

  it.each<[string, string, readonly string[]]>([
    [
      'with `take`, where training goes on with all',
      `${dataset}val_ds = train_ds.take(500)\ntrain_ds = train_ds.shuffle(500)\n`,
      ['overlap'],
    ],
    [
      'with `take`, where the others are skipped to',
      `${dataset}val_ds = train_ds.take(500)\ntrain_ds = train_ds.skip(500).shuffle(500)\n`,
      [],
    ],
    [
      'with `take`, where the others have a name of their own',
      `${dataset}val_ds = train_ds.take(500)\ntrain_ds = train_ds.shuffle(500)\nfit_ds = train_ds.skip(500)\n`,
      [],
    ],
    [
      'with `take`, where rows are filtered and taken once more',
      `def write(rows, most):\n    def is_full(row):\n        return len(row) > 2\n    rows = rows.batch(2).map(str).unbatch().filter(is_full)\n    return rows.take(most)\n\n${dataset}val_ds = train_ds.take(500)\ntrain_ds = train_ds.shuffle(500)\nwrite(train_ds, 9)\n`,
      ['overlap'],
    ],
    ['with `head`', `${frame}val = train.head(500)\n${again}`, ['overlap']],
    ['with `sample`', `${frame}val = train.sample(frac=0.2)\n${again}`, ['overlap']],
    ['with a slice', `${frame}val = train.iloc[:500]\n${again}`, ['overlap']],
    ['with a slice, and another', `${frame}val = train.iloc[:500]\ntrain = train.iloc[500:]\n${again}`, []],
    [
      'with `sample`, and dropped',
      `${frame}val = train.sample(frac=0.2)\ntrain = train.drop(val.index)\n${again}`,
      [],
    ],
    [
      'with `sample`, and left out by a mask',
      `${frame}val = train.sample(frac=0.2)\ntrain = train[~train.index.isin(val.index)]\n${again}`,
      [],
    ],
    [
      'with `sample`, and left out by an index',
      `${frame}val = train.sample(frac=0.2)\ntrain = train.loc[train.index.difference(val.index)]\n${again}`,
      [],
    ],
    ['to be looked at', `${frame}test = train.head(5)\n${again}`, []],
    ['as an example', `${frame}test_batch = train.head(500)\n${again}`, []],
    ['where training rows are as they were before', `${frame}${again}val = train.head(500)\n`, []],
  ])('%s', (_, source, kinds) => {
    expect(heldOut(source)).toEqual(kinds);
  });

  const fitOn = (rows: string) => `from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
m = Ridge().fit(${rows}[['a']], ${rows}['y'])
print(r2_score(test['y'], m.predict(test[['a']])))
`;
  const rows = "import pandas as pd\ndf = pd.read_csv('rows.csv')\n";
  it.each<[string, string, readonly string[]]>([
    ['all rows', `${rows}test = df.sample(frac=0.2)\n${fitOn('df')}`, ['trained-on']],
    ['all rows, called training rows', `${frame}test = train[:500]\n${fitOn('train')}`, ['trained-on']],
    ['the others', `${rows}test = df.sample(frac=0.2)\ntrain = df.drop(test.index)\n${fitOn('train')}`, []],
    ['the others, by a slice', `${frame}test = train[:500]\nrest = train[500:]\n${fitOn('rest')}`, []],
    [
      'the others, as what stands once',
      `${rows}test = df.sample(frac=0.2)\nrest = pd.concat([df, test]).drop_duplicates(keep=False)\n${fitOn('rest')}`,
      [],
    ],
  ])('sees a model that is fitted on %s', (_, source, kinds) => {
    expect(heldOut(source)).toEqual(kinds);
  });
});
