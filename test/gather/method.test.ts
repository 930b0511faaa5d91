import { describe, expect, it } from 'vitest';
import { gatherMethod } from '../../harness/gather/method.ts';
import { type Files, factsOf } from '../source/memory.ts';

const columns = [{ name: 'note', type: 'text', role: 'personal', meaning: '' }] as const;
const gather = (files: Files, challenge: Parameters<typeof gatherMethod>[0]['challenge'] = null) =>
  gatherMethod({ facts: factsOf(files), challenge });

const head = `import pandas as pd
from sklearn.model_selection import train_test_split, TimeSeriesSplit, KFold, GroupKFold, cross_val_score
from sklearn.ensemble import RandomForestClassifier
from sklearn.dummy import DummyClassifier
from sklearn.metrics import f1_score
df = pd.read_csv('rows.csv')
`;
const fit = 'm = RandomForestClassifier()\nm.fit(X_train, y_train)\n';
const split = 'X_train, X_test, y_train, y_test = train_test_split(X, y)\n';

describe('features that hold the answer', () => {
  const answers = (source: string, others: Files = {}) =>
    gather({ 'train.py': head + source, ...others }).answers.map(({ kind, column }) => `${kind} ${column}`);
  const made = "df['high'] = df['price'] > 100\n";

  it.each<[string, string, readonly string[]]>([
    ['the target left in', `X = df\ny = df['left']\n${split}${fit}`, ['target left']],
    ['the target dropped', `X = df.drop(columns=['left'])\ny = df['left']\n${split}${fit}`, []],
    ['the target popped', `y = df.pop('left')\nX = df\n${split}${fit}`, []],
    ['the target deleted', `y = df['left']\nX = df.copy()\ndel X['left']\n${split}${fit}`, []],
    [
      'the target in a list of features',
      `X = df[['age', 'left']]\ny = df['left']\n${split}${fit}`,
      ['target left'],
    ],
    ['chosen by position', `X = df.iloc[:, :-1]\ny = df['left']\n${split}${fit}`, []],
    [
      'what the target is made of',
      `${made}X = df.drop(columns=['high'])\ny = df['high']\n${split}${fit}`,
      ['made-into-target price'],
    ],
    [
      'what the target is made of, dropped',
      `${made}X = df.drop(columns=['high', 'price'])\ny = df['high']\n${split}${fit}`,
      [],
    ],
    ['other columns', `${made}X = df[['age']]\ny = df['high']\n${split}${fit}`, []],
    [
      'a pipeline that chooses them itself',
      `from sklearn.pipeline import make_pipeline\nm = make_pipeline(pick, RandomForestClassifier()).fit(df, df['left'])\n`,
      [],
    ],
    ['columns that cannot be told', `X = df[pick(df)]\ny = df['left']\n${split}${fit}`, []],
  ])('%s', (_, source, expected) => {
    expect(answers(source)).toEqual(expected);
  });

  it('sees a column kept that the README says leaks', () => {
    const readme = '# Bikes\n\n`casual` and `registered` leak the target and are dropped.\n';
    const notebook = "X = df.drop(columns=['casual', 'registered', 'count'])\n";
    const train = `${head}X = df.drop(columns=['casual', 'count'])\ny = df['count']\n${split}${fit}`;
    const kept = gather({ 'README.md': readme, 'train.py': train, 'other.py': notebook }).answers;
    expect(kept).toMatchObject([
      {
        kind: 'said-to-leak',
        column: 'registered',
        known: { path: 'README.md', line: 3 },
        used: { path: 'train.py' },
      },
    ]);
    const clean = train.replace("'casual', 'count'", "'casual', 'registered', 'count'");
    expect(gather({ 'README.md': readme, 'train.py': clean, 'other.py': notebook }).answers).toEqual([]);
  });

  it('sees a target and features that are statistics of the same rows', () => {
    const source = `g = df.groupby('user').agg({'amount': ['sum', 'mean', 'max']}).reset_index()
g.columns = ['user', 'spent_sum', 'spent_mean', 'spent_max']
X = g.drop(['spent_sum'], axis=1)
y = g['spent_sum']
`;
    expect(answers(`${source}${split}${fit}`)).toEqual(['sibling-of-target spent_mean']);
  });
});

describe('rows in an order of time', () => {
  const time = (source: string) => gather({ 'train.py': head + source }).time.map(({ kind }) => kind);
  const rest = "X = df.drop(columns=['sales'])\ny = df['sales']\n";

  it.each<[string, string, readonly string[]]>([
    ['lags, shuffled', `df['lag'] = df['sales'].shift(1)\n${rest}${split}`, ['lags']],
    [
      'lags by group, shuffled',
      `df['lag'] = df.groupby('shop')['sales'].shift(7)\n${rest}${split}`,
      ['lags'],
    ],
    ['means over a window, shuffled', `df['m'] = df['sales'].rolling(7).mean()\n${rest}${split}`, ['lags']],
    [
      'lags, not shuffled',
      `df['lag'] = df['sales'].shift(1)\n${rest}a, b = train_test_split(X, shuffle=False)\n`,
      [],
    ],
    [
      'lags, in folds of time',
      `df['lag'] = df['sales'].shift(1)\n${rest}for a, b in TimeSeriesSplit().split(X):\n    pass\n`,
      [],
    ],
    [
      'lags, in shuffled folds',
      `df['lag'] = df['sales'].shift(1)\n${rest}for a, b in KFold(shuffle=True).split(X):\n    pass\n`,
      ['lags'],
    ],
    [
      'joined on months',
      `df = df.merge(pd.read_csv('rain.csv'), on=['month', 'year'])\n${rest}${split}`,
      ['periods'],
    ],
    [
      'joined on months, in Spanish',
      `df = pd.merge(df, pd.read_csv('lluvia.csv'), on=['mes', 'ano'])\n${rest}${split}`,
      ['periods'],
    ],
    [
      'joined on customers and months',
      `df = df.merge(pd.read_csv('c.csv'), on=['customer', 'month'])\n${rest}${split}`,
      [],
    ],
    ['known by their date', `df = df.set_index('date')\n${rest}${split}`, ['dated-index']],
    ['dated, each row of its own', `df['date'] = pd.to_datetime(df['date'])\n${rest}${split}`, []],
    ['a lag that is only drawn', `plotted = df['sales'].shift(1)\n${rest}${split}`, []],
  ])('%s', (_, source, kinds) => {
    expect(time(source)).toEqual(kinds);
  });
});

describe('how rows are split and scored', () => {
  const rest = "X = df.drop(columns=['left'])\ny = df['left']\n";
  it.each<[string, string, string, string | null]>([
    ['by chance', 'a, b = train_test_split(X, y, random_state=3)\n', 'random', '3'],
    ['in equal shares', 'a, b = train_test_split(X, y, stratify=y)\n', 'stratified', null],
    ['by position', 'a, b = train_test_split(X, shuffle=False)\n', 'by-position', null],
    ['by position, sliced', 'X_train = X[:800]\n', 'by-position', null],
    ['by time', "train = df[df['date'] < '2024-01-01']\n", 'by-time', null],
    ['by time, in folds', 'cross_val_score(m, X, y, cv=TimeSeriesSplit())\n', 'by-time', null],
    ['by group', 'for a, b in GroupKFold().split(X, y, df.user):\n    pass\n', 'by-group', null],
    ['in folds', 'cross_val_score(m, X, y, cv=5)\n', 'cross-validation', null],
  ])('%s', (_, source, how, seed) => {
    const [found] = gather({ 'train.py': head + rest + source }).splits;
    expect(found).toMatchObject({ how, seed });
  });

  it('tells held-out rows from training rows', () => {
    const source = `${rest}${split}${fit}f1_score(y_test, m.predict(X_test))\nf1_score(y_train, m.predict(X_train))\nf1_score(a, b)\n`;
    const { evaluations } = gather({ 'train.py': head + source });
    expect(evaluations.map(({ on }) => on)).toEqual(['held-out', 'training', 'unknown']);
  });

  it('keeps both parts of held-out rows held out', () => {
    const source = `${rest}${split}X_val, X_last, y_val, y_last = train_test_split(X_test, y_test)\n${fit}f1_score(y_val, m.predict(X_val))\n`;
    expect(gather({ 'train.py': head + source }).evaluations.map(({ on }) => on)).toEqual(['held-out']);
  });

  it.each<[string, string, number]>([
    ['a dummy', 'DummyClassifier().fit(X, y)\n', 1],
    ['a function', 'score = majority_baseline(X, y)\n', 1],
    ['a figure', 'baseline_accuracy = (y == 0).mean()\n', 1],
    ['a word', "print('baseline')\n", 0],
    ['a setting', "baseline_path = 'a.json'\n", 0],
  ])('finds a baseline: %s', (_, source, count) => {
    expect(gather({ 'train.py': head + rest + source }).baselines).toHaveLength(count);
  });
});

describe('columns about a person', () => {
  const train = (line: string) => `${head}${line}\nX = df[features]\ny = df['left']\n${split}${fit}`;
  const personal = (line: string, challenge?: Parameters<typeof gatherMethod>[0]['challenge']) =>
    gather({ 'train.py': train(line) }, challenge).personal.map(({ column, kind }) => `${kind} ${column}`);

  it.each<[string, string, readonly string[]]>([
    [
      'an address and a gender',
      "features = ['age', 'email', 'gender']",
      ['identifying email', 'sensitive gender'],
    ],
    [
      'in other spellings',
      "features = ['customerName', 'Date of Birth']",
      ['identifying customerName', 'identifying Date of Birth'],
    ],
    ['dropped', "df = df.drop(columns=['email'])\nfeatures = ['age']", []],
    ['in a list and dropped', "features = ['age', 'email']\nfeatures.remove('email')", []],
    ['what only sounds like one', "features = ['email_count', 'phone_service', 'name']", []],
  ])('%s', (_, line, expected) => {
    expect(personal(line).toSorted()).toEqual(expected.toSorted());
  });

  it('those that the challenge names', () => {
    const challenge = { config: { columns: [...columns] } };
    expect(personal("features = ['note']", challenge)).toEqual(['identifying note']);
  });

  it('not in files that fit no model', () => {
    const { personal: found } = gather({
      'train.py': train("features = ['age']"),
      'eda.py': "cat_features = ['gender']\n",
    });
    expect(found).toEqual([]);
  });
});

describe('preparation for training and serving', () => {
  const train = (body: string) =>
    `${head}${body}X = df.drop(columns=['left'])\ny = df['left']\n${split}${fit}`;
  const api = (body: string) =>
    `from fastapi import FastAPI\nimport pandas as pd\napp = FastAPI()\n\n@app.post('/predict')\ndef predict(row: dict):\n    rows = pd.DataFrame([row])\n${body}    return {}\n`;
  const how = (files: Files) => gather(files).preparation;
  const columns = "df['ratio'] = df['b'] / 2\ndf['level'] = df['d'].map(levels)\n";
  const again = "    rows['ratio'] = rows['b'] * 0.5\n    rows['level'] = rows['d'].map(levels)\n";

  it.each<[string, Files, string, readonly string[]]>([
    ['no service', { 'train.py': train('') }, 'no-service', []],
    ['two versions', { 'train.py': train(columns), 'api.py': api(again) }, 'twice', ['ratio', 'level']],
    [
      'one function',
      {
        'features.py': "def prepare(df):\n    df['a'] = 1\n    df['c'] = 2\n    return df\n",
        'train.py': `from features import prepare\n${train('df = prepare(df)\n')}`,
        'api.py': `from features import prepare\n${api('    rows = prepare(rows)\n')}`,
      },
      'shared',
      ['prepare'],
    ],
    [
      'one pipeline',
      {
        'train.py': `from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\n${head}X = df\ny = df['left']\n${split}m = make_pipeline(StandardScaler(), RandomForestClassifier()).fit(X_train, y_train)\n`,
        'api.py': api(''),
      },
      'shared',
      ['RandomForestClassifier'],
    ],
    [
      'a fitted object',
      { 'train.py': train(''), 'api.py': api('    rows = scaler.transform(rows)\n') },
      'shared',
      ['transform'],
    ],
    ['nothing that tells', { 'train.py': train(''), 'api.py': api('') }, 'cannot-tell', []],
  ])('%s', (_, files, expected, names) => {
    expect(how(files)).toMatchObject({ how: expected, names });
  });

  it('sees a table of categories that is typed twice', () => {
    const levels = "LEVELS = {'low': 1, 'middle': 2, 'high': 3}\n";
    const found = how({ 'train.py': levels + train(''), 'api.py': levels + api('') });
    expect(found).toMatchObject({
      how: 'twice',
      names: ['LEVELS'],
      training: { path: 'train.py' },
      serving: { path: 'api.py' },
    });
  });
});
