import { describe, expect, it } from 'vitest';
import { fit, gather, head, split } from './method-program.ts';

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
    [
      'lags by group in a lambda, shuffled',
      `df['m'] = df.groupby('shop')['sales'].apply(lambda x: x.shift().expanding().mean())\n${rest}${split}`,
      ['lags'],
    ],
    [
      'lags by group in a function, shuffled',
      `def before(x):\n    return x.rolling(3).mean()\n\ndf['m'] = df.groupby('shop')['sales'].transform(before)\n${rest}${split}`,
      ['lags'],
    ],
    [
      'shares by group in a lambda, shuffled',
      `df['m'] = df.groupby('shop')['sales'].transform(lambda x: x / x.sum())\n${rest}${split}`,
      [],
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
      'lags, in a search with shuffled folds',
      `df['lag'] = df['sales'].shift(1)\n${rest}GridSearchCV(model, {}, cv=KFold(shuffle=True)).fit(X, y)\n`,
      ['lags'],
    ],
    [
      'lags, in a search with folds of time',
      `df['lag'] = df['sales'].shift(1)\n${rest}GridSearchCV(model, {}, cv=TimeSeriesSplit()).fit(X, y)\n`,
      [],
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

  const score = 'f1_score(y_test, m.predict(X_test))\n';
  const again = `k = RandomForestClassifier(9)\nk.fit(X_train, y_train)\n`;
  it.each<[string, string, string, string, number]>([
    ['under a heading', '# Baseline', score, again, 1],
    ['under another one', '# Beyond the baseline', score, again, 0],
    ['under a heading, alone', '# Baseline', score, '', 0],
    ['under a heading, not scored', '# Baseline', '', again, 0],
    ['under a heading that ended', '# Baseline\n# The model', score, again, 0],
  ])('finds a baseline in a notebook: %s', (_, title, scored, later, count) => {
    const cell = (type: string, source: string) => ({ cell_type: type, source: source.split(/(?<=\n)/) });
    const cells = [
      cell('code', head + rest + split),
      cell('markdown', title),
      cell('code', fit + scored),
      cell('markdown', '# More'),
      cell('code', later),
    ];
    const { baselines } = gather({ 'train.ipynb': JSON.stringify({ cells }, null, 1) });
    expect(baselines).toHaveLength(count);
  });
});
