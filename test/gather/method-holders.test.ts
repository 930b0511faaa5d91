import { describe, expect, it } from 'vitest';
import { gatherMethod } from '../../harness/gather/method.ts';
import { type Files, factsOf } from '../source/memory.ts';

const head = `import pandas as pd
from sklearn.base import clone
from sklearn.model_selection import KFold, train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
df = pd.read_csv('rows.csv')
X = df.drop(columns=['churned'])
y = df['churned']
`;
const split = 'X_train, X_test, y_train, y_test = train_test_split(X, y)\n';
const gather = (source: string, others: Files = {}) =>
  gatherMethod({ facts: factsOf({ 'train.py': head + source, ...others }), challenge: null });

const used = (scaler: string, { train, test }: { train: string; test: string }) =>
  `${scaler} = StandardScaler().fit(${train})\nm = RandomForestClassifier().fit(${scaler}.transform(${train}), y_train)\nprint(f1_score(y_test, m.predict(${scaler}.transform(${test}))))\n`;

describe('both sides of a split in one thing', () => {
  it.each<[string, string]>([
    [
      'a dictionary',
      `${split}p = {'train': X_train, 'test': X_test}\n${used('s', { train: "p['train']", test: "p['test']" })}`,
    ],
    [
      'a dictionary that is filled later',
      `${split}p = {}\np['a'] = X_train\np['b'] = X_test\n${used('s', { train: "p['a']", test: "p['b']" })}`,
    ],
    [
      'a dictionary that a function gives back',
      `def parts():\n    a, b = train_test_split(X)\n    return dict(first=a, second=b)\n${split}p = parts()\n${used('s', { train: "p['first']", test: "p['second']" })}`,
    ],
    [
      'a dataclass',
      `${split}p = Parts(train=X_train, test=X_test)\n${used('s', { train: 'p.train', test: 'p.test' })}`,
    ],
    [
      'a tuple with names',
      `${split}p = Parts(X_train, X_test)\n${used('s', { train: 'p.X_train', test: 'p.X_test' })}`,
    ],
    [
      'objects of one class',
      `class Rows:\n    def __init__(self, x):\n        self.x = x\n${split}a = Rows(X_train)\nb = Rows(X_test)\n${used('s', { train: 'a.x', test: 'b.x' })}`,
    ],
    [
      'a comprehension',
      `${split}p = {'train': X_train, 'test': X_test}\ns = StandardScaler().fit(p['train'])\nq = {k: s.transform(v) for k, v in p.items()}\nm = RandomForestClassifier().fit(q['train'], y_train)\nprint(f1_score(y_test, m.predict(q['test'])))\n`,
    ],
    [
      'a loop that fits at its first turn',
      `${split}s = StandardScaler()\nfor i, part in enumerate([X_train, X_test]):\n    if i == 0:\n        s.fit_transform(part)\n    else:\n        s.transform(part)\n`,
    ],
    [
      'a loop that fits under one name',
      `${split}s = StandardScaler()\nfor name, part in {'train': X_train, 'test': X_test}.items():\n    if name == 'train':\n        s.fit_transform(part)\n    else:\n        s.transform(part)\n`,
    ],
  ])('is no accusation: %s', (_, source) => {
    const { heldOut, learnt } = gather(source);
    expect(heldOut).toEqual([]);
    expect(learnt).toEqual([]);
  });

  it.each<[string, string]>([
    [
      'a loop over both parts',
      `${split}for part in (X_train, X_test):\n    part['a'] = LabelEncoder().fit_transform(part['a'])\n`,
    ],
    [
      'the part of a dictionary',
      `${split}p = {'train': X_train, 'test': X_test}\nq = LabelEncoder().fit_transform(p['test'])\n`,
    ],
  ])('is seen to be fitted on: %s', (_, source) => {
    expect(gather(source).heldOut.map(({ kind }) => kind)).toEqual(['refitted']);
  });

  it('is scored as held out in a loop over both', () => {
    const source = `${split}m = RandomForestClassifier().fit(X_train, y_train)\nfor name, a, b in [('train', X_train, y_train), ('test', X_test, y_test)]:\n    print(f1_score(b, m.predict(a)))\n`;
    expect(gather(source).evaluations.map(({ on }) => on)).toEqual(['held-out']);
  });
});

describe('models and functions as values', () => {
  const makers =
    'def plain():\n    return make_pipeline(StandardScaler(), LogisticRegression())\ndef trees():\n    return RandomForestClassifier()\n';
  const both = ['LogisticRegression', 'RandomForestClassifier'];
  const fitted = (source: string, others: Files = {}) => [
    ...new Set(gather(source, others).fits.map(({ name }) => name)),
  ];

  it.each<[string, string]>([
    [
      'a dictionary of models',
      `${split}for name, m in {'a': LogisticRegression(), 'b': RandomForestClassifier()}.items():\n    m.fit(X_train, y_train)\n`,
    ],
    [
      'a list that is filled',
      `${split}models = []\nmodels.append(('a', LogisticRegression()))\nmodels.append(('b', RandomForestClassifier()))\nfor name, m in models:\n    m.fit(X_train, y_train)\n`,
    ],
    [
      'classes',
      `${split}for made in (LogisticRegression, RandomForestClassifier):\n    m = made()\n    m.fit(X_train, y_train)\n`,
    ],
    [
      'functions by name',
      `${makers}${split}MAKERS = {'a': plain, 'b': trees}\nm = MAKERS[chosen]()\nm.fit(X_train, y_train)\n`,
    ],
    [
      'records in a loop',
      `${makers}${split}for one in [Approach('a', plain), Approach('b', trees)]:\n    one.make_model().fit(X_train, y_train)\n`,
    ],
    [
      'records that are handed on',
      `${makers}${split}def run(one):\n    one.make().fit(X_train, y_train)\nfor one in [Approach(make=plain), Approach(make=trees)]:\n    run(one)\n`,
    ],
    [
      'lambdas',
      `${makers}${split}for one in [Approach(make=lambda: plain()), Approach(make=lambda: trees())]:\n    one.make().fit(X_train, y_train)\n`,
    ],
  ])('are all known: %s', (_, source) => {
    expect(fitted(source)).toEqual(both);
  });

  it('are known where they are imported', () => {
    const models = `from sklearn.linear_model import LogisticRegression\nfrom sklearn.ensemble import RandomForestClassifier\n${makers.replace('make_pipeline(StandardScaler(), LogisticRegression())', 'LogisticRegression()')}ALL = {'a': plain, 'b': trees}\n`;
    const train = `from models import ALL\n${split}for name, make in ALL.items():\n    make().fit(X_train, y_train)\n`;
    expect(fitted(train, { 'models.py': models })).toEqual(both);
  });

  it('are known as copies in the rounds of cross-validation', () => {
    const source =
      'pipe = make_pipeline(StandardScaler(), LogisticRegression())\nfor a, b in KFold(5).split(X):\n    m = clone(pipe)\n    m.fit(X.iloc[a], y.iloc[a])\n    print(f1_score(y.iloc[b], m.predict(X.iloc[b])))\n';
    const { fits, evaluations } = gather(source);
    expect(fits).toMatchObject([{ name: 'LogisticRegression', pipeline: true }]);
    expect(evaluations).toMatchObject([{ on: 'held-out' }]);
  });

  it.each<[string, string]>([
    ['a loop', 'for step in [scale]:\n    df = step(df)\n'],
    ['a pipe', 'df = df.pipe(scale)\n'],
    ['a parameter', 'def apply(rows, step):\n    return step(rows)\ndf = apply(df, scale)\n'],
    [
      'encoders by column',
      "kept = {}\nfor c in ['a', 'b']:\n    kept[c] = StandardScaler()\n    df[c] = kept[c].fit_transform(df[[c]])\n",
    ],
  ])('are followed to what they learn before the split: %s', (_, calls) => {
    const scale =
      'def scale(rows):\n    rows["a"] = StandardScaler().fit_transform(rows[["a"]])\n    return rows\n';
    const { learnt } = gather(`${scale}${calls}a, b = train_test_split(df)\n`);
    expect(learnt.map(({ what, strength }) => `${strength} ${what}`)).toEqual(['strong StandardScaler']);
  });
});
