import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

const lineOf = (source: string, text: string): number =>
  source.slice(0, source.indexOf(text)).split('\n').length;

const learntIn = (source: string, others: Files = {}) =>
  gather({ 'train.py': head + source, ...others }).learnt.map(({ strength, fit, split: at }) => [
    strength,
    fit.line,
    at.line,
  ]);

describe('what is learnt before the split', () => {
  it.each<[string, string, 'strong' | 'slight' | 'harmless', string]>([
    ['a scaler', `X = StandardScaler().fit_transform(X)\n${split}`, 'strong', 'StandardScaler().fit'],
    [
      'a scaler, fitted and used apart',
      `s = StandardScaler()\ns.fit(X)\n${split}X_train = s.transform(X_train)\n`,
      'strong',
      's.fit(X)',
    ],
    ['some columns', `X[['a']] = StandardScaler().fit_transform(X[['a']])\n${split}`, 'strong', 'X[['],
    ['a resampler', `X, y = SMOTE().fit_resample(X, y)\n${split}`, 'strong', 'SMOTE().fit'],
    [
      'a pipeline of transformers',
      `p = make_pipeline(SimpleImputer(), StandardScaler())\nX = p.fit_transform(X)\n${split}`,
      'strong',
      'X = p.fit',
    ],
    [
      'before cross-validation',
      'X = StandardScaler().fit_transform(X)\ncross_val_score(RandomForestClassifier(), X, y)\n',
      'strong',
      'StandardScaler().fit',
    ],
    [
      'before folds',
      'X = StandardScaler().fit_transform(X)\nfor a, b in KFold().split(X):\n    pass\n',
      'strong',
      'StandardScaler().fit',
    ],
    ['scaling by hand', `X = (X - X.mean()) / X.std()\n${split}`, 'strong', 'X = (X'],
    ['averages in gaps', `X = X.fillna(X.mean())\n${split}`, 'slight', 'X.fillna'],
    ['averages in gaps, in place', `X.fillna(X.median(), inplace=True)\n${split}`, 'slight', 'X.fillna'],
    [
      'an imputer',
      `X = SimpleImputer(strategy='median').fit_transform(X)\n${split}`,
      'slight',
      'SimpleImputer(s',
    ],
    [
      'averages of the target by group',
      `X['m'] = df.groupby('city')['churned'].transform('mean')\n${split}`,
      'strong',
      "X['m'] =",
    ],
    [
      'averages of something else by group',
      `X['m'] = df.groupby('city')['income'].transform('mean')\n${split}`,
      'harmless',
      "X['m'] =",
    ],
    [
      'columns chosen by correlation',
      `c = df.corr()['churned']\nX = df[c[c > 0.1].index]\n${split}`,
      'strong',
      'X = df[c',
    ],
    ['categories', `X['c'] = LabelEncoder().fit_transform(X['c'])\n${split}`, 'harmless', "X['c'] ="],
    ['one-hot columns', `X = OneHotEncoder().fit_transform(X)\n${split}`, 'harmless', 'OneHotEncoder().fit'],
  ])('sees %s', (_, source, strength, fitted) => {
    const whole = head + source;
    const [found] = learntIn(source);
    const at = head.split('\n').length - 1;
    expect(found?.[0]).toBe(strength);
    expect(found?.[1]).toBe(at + lineOf(source, fitted));
    expect(found?.[2]).toBeGreaterThan(at);
    expect(whole).toContain(fitted);
  });

  it.each<[string, string]>([
    [
      'fitted on training rows',
      `${split}s = StandardScaler()\ns.fit(X_train)\nX_test = s.transform(X_test)\n`,
    ],
    [
      'a pipeline fitted after the split',
      `${split}p = make_pipeline(StandardScaler(), RandomForestClassifier())\np.fit(X_train, y_train)\n`,
    ],
    [
      'a pipeline within cross-validation',
      'p = make_pipeline(StandardScaler(), RandomForestClassifier())\ncross_val_score(p, X, y)\n',
    ],
    [
      'a column transformer made before the split',
      `t = ColumnTransformer([('n', StandardScaler(), ['a'])])\n${split}p = Pipeline([('t', t), ('m', RandomForestClassifier())]).fit(X_train, y_train)\n`,
    ],
    [
      'a last fit on everything',
      `${split}m = make_pipeline(StandardScaler(), RandomForestClassifier())\nm.fit(X_train, y_train)\nprint(f1_score(y_test, m.predict(X_test)))\nm.fit(X, y)\n`,
    ],
    ['a scaler of a picture', `plotted = StandardScaler().fit_transform(X)\n${split}`],
    ['a constant in gaps', `X = X.fillna(0)\n${split}`],
    ['dummies', `X = pd.get_dummies(X)\n${split}`],
    ['rows above a quantile', `df = df[df.a < df.a.quantile(0.99)]\n${split}`],
    [
      'samples within the training rows',
      `${split}X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n`,
    ],
    ['another table', `other = pd.read_csv('o.csv')\ns = StandardScaler().fit(other)\n${split}`],
  ])('lets pass %s', (_, source) => {
    expect(learntIn(source).filter(([strength]) => strength !== 'harmless')).toEqual([]);
  });

  it('follows a helper of another module, and names the call that led there', () => {
    const helper = `from sklearn.preprocessing import StandardScaler
def preprocess(df):
    scaler = StandardScaler()
    df[['a', 'b']] = scaler.fit_transform(df[['a', 'b']])
    return df
`;
    const source = `from src.prep import preprocess\nX = preprocess(X)\n${split}`;
    const [found] = gather({ 'src/train.py': head + source, 'src/prep.py': helper }).learnt;
    expect(found).toMatchObject({
      what: 'StandardScaler',
      strength: 'strong',
      fit: { path: 'src/prep.py', line: 4 },
      via: { path: 'src/train.py', text: 'X = preprocess(X)' },
      split: { path: 'src/train.py' },
    });
  });

  it('follows methods of a class through its attributes', () => {
    const source = `
class Trainer:
    def __init__(self, path):
        self.df = pd.read_csv(path)
    def scale(self):
        self.x = StandardScaler().fit_transform(self.df)
    def split(self):
        self.a, self.b = train_test_split(self.x)
    def run(self):
        self.scale()
        self.split()
Trainer('a.csv').run()
`;
    expect(learntIn(source)).toHaveLength(1);
  });

  it('follows rows through a file that one program saves and another loads', () => {
    const prepare = `import pandas as pd
from sklearn.preprocessing import MinMaxScaler
rows = pd.read_csv('raw.csv')
rows[['a']] = MinMaxScaler().fit_transform(rows[['a']])
rows.to_csv('data/clean.csv')
`;
    const train = `import pandas as pd
from sklearn.model_selection import train_test_split
rows = pd.read_csv('../data/clean.csv')
a, b = train_test_split(rows)
`;
    const { learnt } = gather({ 'z_prepare.py': prepare, 'a_train.py': train });
    expect(learnt).toMatchObject([
      { fit: { path: 'z_prepare.py', line: 4 }, split: { path: 'a_train.py', line: 4 } },
    ]);
  });

  it('reads the cells of a notebook in their order', () => {
    const cell = (source: string) => ({
      cell_type: 'code',
      metadata: {},
      outputs: [],
      source: source.split(/(?<=\n)/),
    });
    const cells = [cell(head), cell('X = StandardScaler().fit_transform(X)\n'), cell(split)];
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, null, 1);
    const [found] = gather({ 'a.ipynb': text }).learnt;
    expect(found?.fit.line).toBeLessThan(found?.split.line ?? 0);
    expect(found?.fit.text).toContain('fit_transform');
  });
});

it('leaves tests alone', () => {
  const source = `${head}def test_it():\n    X2 = StandardScaler().fit_transform(X)\n    a, b = train_test_split(X2)\n    assert len(a)\n`;
  expect(gather({ 'tests/test_a.py': source }).learnt).toEqual([]);
});
