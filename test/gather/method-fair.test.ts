import { describe, expect, it } from 'vitest';
import { gatherMethod } from '../../harness/gather/method.ts';
import { factsOf } from '../source/memory.ts';

const head = `import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.model_selection import KFold, train_test_split
from sklearn.preprocessing import LabelBinarizer, StandardScaler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, roc_auc_score, silhouette_score
from sklearn.utils import resample
from tensorflow import keras
import lightgbm as lgb
df = pd.read_csv('rows.csv')
`;
const rest = "X = df.drop(columns=['churned'])\ny = df['churned']\n";
const split = 'X_train, X_test, y_train, y_test = train_test_split(X, y)\n';
const again = 'X_train, X_val, y_train, y_val = train_test_split(X_train, y_train)\n';
const fit = 'm = RandomForestClassifier()\nm.fit(X_train, y_train)\n';
const score = 'print(f1_score(y_test, m.predict(X_test)))\n';
const gather = (source: string) =>
  gatherMethod({ facts: factsOf({ 'train.py': head + source }), challenge: null });

describe('what learns nothing that it should not', () => {
  it.each<[string, string]>([
    ['days until the last one', `df['age'] = df['date'].max() - df['date']\n${rest}${split}${fit}`],
    [
      'days since the first one',
      `df['age'] = (df['date'] - df['date'].min()).dt.days\n${rest}${split}${fit}`,
    ],
    ['time since the last purchase', `df['r'] = df['last'].max() - df['last']\n${rest}${split}${fit}`],
    [
      'what is left of the answers',
      `${rest}${split}${fit}res = y_test - m.predict(X_test)\nz = StandardScaler().fit_transform(res)\n`,
    ],
    ['a picture of held-out rows', `${rest}${split}${fit}points = PCA(2).fit_transform(X_test)\n${score}`],
    [
      'classes put in columns to be scored',
      `${rest}${split}${fit}b = LabelBinarizer().fit(y_test)\nroc_auc_score(b.transform(y_test), m.predict_proba(X_test))\n`,
    ],
    [
      'one branch of two',
      `${rest}${split}m = RandomForestClassifier()\nif not args.full:\n    m.fit(X_train, y_train)\nelse:\n    m.fit(X, y)\n${score}`,
    ],
    [
      'groups among all rows',
      `${rest}k = KMeans(3).fit(X)\n${split}silhouette_score(X_test, k.predict(X_test))\n${fit}`,
    ],
    [
      'rows drawn again after the split',
      `${rest}${split}X_train = X_train.sample(n=99, replace=True)\n${fit}${score}`,
    ],
    ['rows drawn once before it', `df = resample(df, replace=False)\n${rest}${split}${fit}`],
    [
      'stopping on rows of their own',
      `${rest}${split}${again}n = keras.Sequential([])\nn.fit(X_train, y_train, validation_data=(X_val, y_val), callbacks=[keras.callbacks.EarlyStopping()])\nn.evaluate(X_test, y_test)\n`,
    ],
    [
      'stopping where training gets no better',
      `${rest}${split}n = keras.Sequential([])\nn.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[keras.callbacks.EarlyStopping(monitor='loss')])\nn.evaluate(X_test, y_test)\n`,
    ],
    [
      'folds that a function yields',
      `def folds(X, y):\n    for a, b in KFold(5).split(X):\n        yield X.iloc[a], X.iloc[b], y.iloc[a], y.iloc[b]\n${rest}for a, b, c, d in folds(X, y):\n    s = StandardScaler().fit(a)\n    m = RandomForestClassifier().fit(s.transform(a), c)\n    print(f1_score(d, m.predict(s.transform(b))))\n`,
    ],
    [
      'stopping and scoring on rows of their own, with others for last',
      `${rest}${split}${again}m = lgb.LGBMClassifier()\nm.fit(X_train, y_train, eval_set=[(X_val, y_val)], callbacks=[lgb.early_stopping(9)])\nprint(f1_score(y_val, m.predict(X_val)))\n${score}`,
    ],
    [
      'a second model on rows for choosing',
      `${rest}${split}${again}${fit}c = RandomForestClassifier().fit(X_val, y_val)\nprint(f1_score(y_test, c.predict(X_test)))\n`,
    ],
  ])('%s', (_, source) => {
    const { learnt, heldOut, fits } = gather(source);
    expect(fits.length).toBeGreaterThan(0);
    expect(learnt).toEqual([]);
    expect(heldOut).toEqual([]);
  });

  it('looks back before one row a group is left', () => {
    const source = `t = pd.read_csv('t.csv')\nt['before'] = t.groupby('who')['paid'].shift(1)\ndf = df.merge(t.groupby('who').agg({'before': 'mean'}), on='who')\n${rest}${split}${fit}`;
    expect(gather(source).time).toEqual([]);
  });

  it('drops more columns than are told one by one', () => {
    const names = Array.from({ length: 90 }, (_, at) => `'c${at}'`).join(', ');
    const source = `X = df.drop(columns=[${names}, 'churned'])\ny = df['churned']\n${split}${fit}`;
    expect(gather(source).answers).toEqual([]);
  });
});

describe('what is plain to see', () => {
  it.each<[string, string, string]>([
    [
      'a model fitted on held-out rows',
      `${rest}${split}m = RandomForestClassifier()\nm.fit(X_test, y_test)\n${score}`,
      'trained-on',
    ],
    [
      'a model fitted on both parts',
      `${rest}${split}m = RandomForestClassifier()\nm.fit(pd.concat([X_train, X_test]), pd.concat([y_train, y_test]))\n${score}`,
      'trained-on',
    ],
    [
      'stopping by a callback',
      `${rest}${split}m = lgb.LGBMClassifier()\nm.fit(X_train, y_train, eval_set=[(X_test, y_test)], callbacks=[lgb.early_stopping(9)])\n${score}`,
      'early-stopping',
    ],
    [
      'stopping by a callback with a name',
      `${rest}${split}n = keras.Sequential([])\nstop = keras.callbacks.EarlyStopping(patience=3)\nn.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[stop])\nn.evaluate(X_test, y_test)\n`,
      'early-stopping',
    ],
    [
      'a projection of each part',
      `${rest}${split}X_train = PCA(2).fit_transform(X_train)\nX_test = PCA(2).fit_transform(X_test)\n${fit}${score}`,
      'refitted',
    ],
  ])('%s', (_, source, kind) => {
    expect(gather(source).heldOut.map((use) => use.kind)).toEqual([kind]);
  });

  it.each<[string, string, string]>([
    [
      'rows drawn again before the split',
      `a = df[df.churned == 0]\nb = resample(df[df.churned == 1], n_samples=99)\ndf = pd.concat([a, b])\n${rest}${split}`,
      'drawing rows again',
    ],
    [
      'least and most by hand',
      `df['a'] = (df['a'] - df['a'].min()) / (df['a'].max() - df['a'].min())\n${rest}${split}`,
      'scaling by hand',
    ],
  ])('%s', (_, source, what) => {
    expect(gather(source).learnt).toMatchObject([{ what, strength: 'strong' }]);
  });

  it('finds what decides among much that does not', () => {
    const encoded = Array.from({ length: 80 }, (_, at) => `X = OneHotEncoder().fit_transform(X)  # ${at}\n`);
    const source = `from sklearn.preprocessing import OneHotEncoder\n${rest}${encoded.join(`${split}X = X.copy()\n`)}X = StandardScaler().fit_transform(X)\n${split}`;
    expect(gather(source).learnt.map(({ strength }) => strength)).toContain('strong');
  });
});

describe('columns and parameters that JavaScript knows', () => {
  it.each([['constructor'], ['__proto__'], ['toString'], ['hasOwnProperty']])('%s', (name) => {
    const source = `def f(rows, ${name}, other=None):\n    return rows\nX = f(df).drop(columns=['x'])\ny = df['${name}']\n${split}${fit}`;
    expect(gather(source).answers).toMatchObject([{ kind: 'target', column: name }]);
  });
});

describe('values that hold themselves over and over', () => {
  const many = (line: string, count = 60) => line.repeat(count);
  it.each<[string, string]>([
    ['lists', `a = [df]\n${many('a = [a, a]\n')}x = df[a]\n`],
    ['lists in a loop', `a = [df]\n${many('a = list(zip(a, a))\n')}x = df[a]\n`],
    ['lists that hold one another', `a = []\nb = []\n${many('a.append(b)\nb.append(a)\n', 900)}x = df[a]\n`],
    [
      'pipelines',
      `from sklearn.pipeline import make_pipeline\np = StandardScaler()\n${many('p = make_pipeline(p, p)\n')}x = p.fit_transform(df)\n`,
    ],
    [
      'pipelines in pipelines',
      `from sklearn.pipeline import make_pipeline\np = StandardScaler()\n${many('p = make_pipeline(p)\n', 2_500)}x = p.fit_transform(df)\n`,
    ],
    ['records', `a = df\n${many('a = Parts(a, b=a)\n', 900)}x = a.b.b\n`],
  ])('%s', (_, source) => {
    expect(gather(`${source}${rest}${split}${fit}`).fits).toHaveLength(1);
  });

  it('leaves steps for the files that come after one that wastes them', () => {
    const functions = Array.from(
      { length: 12 },
      (_, at) => `def f${at}(a):\n${`    f${at + 1}(a)\n`.repeat(12)}`,
    );
    const files = { 'a.py': `${functions.join('')}f0(1)\n`, 'train.py': `${head}${rest}${split}${fit}` };
    expect(gatherMethod({ facts: factsOf(files), challenge: null }).fits).toHaveLength(1);
  });
});
