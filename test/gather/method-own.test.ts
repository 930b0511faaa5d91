import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { gather, head, split } from './method-program.ts';

const start = `${head}X = df.drop(columns=['left'])\ny = df['left']\n${split}`;
const use = 'm.fit(X_train, y_train)\nf1_score(y_test, m.predict(X_test))\n';
const fits = (files: Files) =>
  gather(files).fits.map(({ name, scored }) => `${name}${scored ? ' scored' : ''}`);

const net =
  'import tensorflow as tf\nclass Net(tf.keras.Model):\n    def call(self, x):\n        return x\n\n';
const byHand =
  '    def fit(self, X, y):\n        self.rate = y.mean()\n        return self\n    def predict(self, X):\n        return [self.rate for row in X]\n\n';
const nearest = `from sklearn.base import BaseEstimator, ClassifierMixin\nclass Nearest(ClassifierMixin, BaseEstimator):\n${byHand}`;

describe('models of one’s own', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a network', { 'a.py': `${net}${start}m = Net()\nm.compile()\n${use}` }, ['Net scored']],
    [
      'a network with a beginning of its own, from another file',
      {
        'net.py':
          'import tensorflow as tf\nclass Net(tf.keras.Model):\n    def __init__(self, width):\n        super().__init__()\n        self.width = width\n',
        'a.py': `from net import Net\n${start}m = Net(8)\n${use}`,
      },
      ['Net scored'],
    ],
    [
      'a class after a class after a network',
      {
        'a.py': `${net}class Deep(Net):\n    def call(self, x):\n        return x\n\n${start}m = Deep()\n${use}`,
      },
      ['Deep scored'],
    ],
    [
      'an estimator that is written out',
      { 'a.py': `${nearest}${start}m = Nearest()\n${use}` },
      ['Nearest scored'],
    ],
    [
      'one in a pipeline',
      {
        'a.py': `from sklearn.pipeline import make_pipeline\n${nearest}${start}m = make_pipeline(Nearest())\n${use}`,
      },
      ['Nearest scored'],
    ],
    [
      'a class after a library’s model',
      {
        'a.py': `${start}class Mine(RandomForestClassifier):\n    def fit(self, X, y):\n        return super().fit(X, y)\n\nm = Mine()\n${use}`,
      },
      ['Mine scored'],
    ],
    [
      'one that hands on to another, which is the model',
      {
        'a.py': `${start}from sklearn.base import BaseEstimator, ClassifierMixin\nclass Held(ClassifierMixin, BaseEstimator):\n    def fit(self, X, y):\n        self.inner = RandomForestClassifier()\n        self.inner.fit(X, y)\n        return self\n    def predict(self, X):\n        return self.inner.predict(X)\n\nm = Held()\n${use}`,
      },
      ['RandomForestClassifier scored'],
    ],
    [
      'a transformer, which is none',
      {
        'a.py': `${start}from sklearn.base import BaseEstimator, TransformerMixin\nclass Clip(BaseEstimator, TransformerMixin):\n    def fit(self, X, y=None):\n        self.top = X.max()\n        return self\n    def transform(self, X):\n        return X.clip(upper=self.top)\n\nClip().fit(X_train, y_train)\n`,
      },
      [],
    ],
    [
      'a class after nothing, which is none',
      { 'a.py': `${start}class Rule:\n${byHand}m = Rule()\nm.fit(X_train, y_train)\n` },
      [],
    ],
    [
      'layers put together',
      {
        'a.py': `from tensorflow import keras\n${start}inputs = keras.Input((3,))\nm = keras.Model(inputs, keras.layers.Dense(1)(inputs))\n${use}`,
      },
      ['keras.Model scored'],
    ],
  ])('%s', (_, files, expected) => {
    expect(fits(files)).toEqual(expected);
  });

  it('are scored on the rows that they evaluate', () => {
    const source = `${net}${start}m = Net()\nm.fit(X_train, y_train)\nm.evaluate(X_test, y_test)\n`;
    expect(gather({ 'a.py': source }).evaluations).toMatchObject([{ metric: 'evaluate', on: 'held-out' }]);
  });

  it('have methods of what they take after, which work on their own attributes', () => {
    const source = `from sklearn.preprocessing import StandardScaler\nfrom base import Trainer\n${start}class Churn(Trainer):\n    def __init__(self):\n        self.rows = StandardScaler().fit_transform(X)\n        self.y = y\n\ndef main():\n    Churn().divide()\n`;
    const base =
      'from abc import ABC\nfrom sklearn.model_selection import train_test_split\nclass Trainer(ABC):\n    def divide(self):\n        return train_test_split(self.rows, self.y)\n';
    const { learnt, splits } = gather({ 'a.py': source, 'base.py': base });
    expect(learnt).toMatchObject([{ what: 'StandardScaler', split: { path: 'base.py' } }]);
    expect(splits).toMatchObject([
      { place: { path: 'a.py' } },
      { place: { path: 'base.py' }, followed: true },
    ]);
  });

  it('may name each other as what they take after', () => {
    const source = 'class A(B):\n    def go(self):\n        self.come()\nclass B(A):\n    pass\nA().go()\n';
    expect(gather({ 'a.py': source }).fits).toEqual([]);
  });
});
