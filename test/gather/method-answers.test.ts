import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { fit, gather, head, split } from './method-program.ts';

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
    [
      'in a table that an unknown function makes features of',
      `part = df[['age', 'left']]\nX = encoder.encode(part)\ny = part['left']\n${split}${fit}`,
      [],
    ],
    [
      'through a function that keeps its columns',
      `from sklearn.preprocessing import scale\npart = df[['age', 'left']]\nX = scale(part)\ny = part['left']\n${split}${fit}`,
      ['target left'],
    ],
    ['chosen by position', `X = df.iloc[:, :-1]\ny = df['left']\n${split}${fit}`, []],
    [
      'one column of a table that has the target too',
      `from sklearn.feature_extraction.text import TfidfVectorizer\ndf = df[['text', 'left']].copy()\nX = TfidfVectorizer().fit_transform(df['text'])\ny = df['left']\n${split}${fit}`,
      [],
    ],
    [
      'what the target is made of',
      `${made}X = df.drop(columns=['high'])\ny = df['high']\n${split}${fit}`,
      ['made-into-target price'],
    ],
    [
      'what the target is made of, beside a window over earlier rows',
      `df['sum'] = df['rain'].rolling(6).sum()\ndf['flood'] = (df['sum'] >= 30).astype(int)\nX = df[['rain', 'sum']]\ny = df['flood']\n${split}${fit}`,
      ['made-into-target sum'],
    ],
    [
      'what is made from the target',
      `df['log'] = np.log(df['price'])\nX = df.drop(columns=['price'])\ny = df['price']\n${split}${fit}`,
      ['made-from-target log'],
    ],
    [
      'what is made from the target, dropped',
      `df['log'] = np.log(df['price'])\nX = df.drop(columns=['price', 'log'])\ny = df['price']\n${split}${fit}`,
      [],
    ],
    [
      'a share of the target',
      `df['each'] = df['price'] * 100 / df['area']\nX = df[['area', 'each']]\ny = df['price']\n${split}${fit}`,
      ['made-from-target each'],
    ],
    [
      'the target of a row before',
      `df['before'] = df['price'].shift(1)\nX = df.drop(columns=['price'])\ny = df['price']\n${split}${fit}`,
      [],
    ],
    [
      'a share of another column',
      `df['each'] = df['rooms'] / df['area']\nX = df.drop(columns=['price'])\ny = df['price']\n${split}${fit}`,
      [],
    ],
    [
      'both parts of a target that is their sum',
      `df['all'] = df['a'] + df['b']\nX = df[['a', 'b']]\ny = df['all']\n${split}${fit}`,
      ['made-into-target a'],
    ],
    [
      'one part of a target that is a difference',
      `df['took'] = df['end'] - df['start']\nX = df[['start']]\ny = df['took']\n${split}${fit}`,
      [],
    ],
    [
      'a name that tells a share of the target',
      `X = df[['area', 'price_per_sqft']]\ny = df['price']\n${split}${fit}`,
      ['named-after-target price_per_sqft'],
    ],
    [
      'such a name in capitals',
      `X = df[['Area', 'UnitPrice']]\ny = df['TradePrice']\n${split}${fit}`,
      ['named-after-target UnitPrice'],
    ],
    [
      'a name that tells a share of something else',
      `X = df[['rooms_per_floor', 'unit', 'price_class']]\ny = df['price']\n${split}${fit}`,
      [],
    ],
    [
      'a target that comes later',
      `df['up'] = df['price'].shift(-1) > 3\nX = df[['price']]\ny = df['up']\n${split}${fit}`,
      [],
    ],
    [
      'what the target is made of, dropped',
      `${made}X = df.drop(columns=['high', 'price'])\ny = df['high']\n${split}${fit}`,
      [],
    ],
    [
      'what a function reads of each row for the target',
      `def level(row):\n    if row['price'] > 9:\n        return 1\n    return 2 if row.tax else 0\n\ndf['level'] = df.apply(level, axis=1)\nX = df.drop(columns=['level'])\ny = df['level'].astype(int)\n${split}${fit}`,
      ['made-into-target price'],
    ],
    [
      'what a function reads of each row for the target, dropped',
      `def level(row):\n    return 1 if row['price'] > 9 else 0\n\ndf['level'] = df.apply(level, axis=1)\nX = df.drop(columns=['level', 'price'])\ny = df['level']\n${split}${fit}`,
      [],
    ],
    [
      'what a function beyond another reads of each row',
      `def high(r):\n    return r.get('price') > 9\n\ndef level(row):\n    return int(high(row))\n\ndf['level'] = df.apply(level, axis='columns')\nX = df[['age', 'price']]\ny = df[['level']]\n${split}${fit}`,
      ['made-into-target price'],
    ],
    [
      'what a lambda reads of each row for the target',
      `df['level'] = df.apply(lambda r: r['price'] > 9, axis=1)\nbase = ['age']\nX = df[base + ['price']]\ny = df['level']\n${split}${fit}`,
      ['made-into-target price'],
    ],
    [
      'another feature made by rows',
      `df['ratio'] = df.apply(lambda r: r['price'] / r['n'], axis=1)\ndf['high'] = df['ratio'] > 1\nX = df[['price', 'n']]\ny = df['high']\n${split}${fit}`,
      [],
    ],
    [
      'rows put right by a function',
      `def mend(row):\n    row['price'] = abs(row['price'])\n    return row\n\ndf = df.apply(mend, axis=1)\ndf['y'] = df['left'].map({'no': 0})\nX = df[['price']]\ny = df['y']\n${split}${fit}`,
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

  it.each<[string, string, readonly string[]]>([
    ['read there', "('a', OneHotEncoder(), ['age']), ('b', StandardScaler(), ['left'])", ['target left']],
    ['not read there', "('a', OneHotEncoder(), ['age'])", []],
    ['dropped there', "('a', 'drop', ['left'])], remainder='passthrough", []],
    ['left over', "('a', OneHotEncoder(), ['age'])], remainder='passthrough", ['target left']],
    [
      'left over, by name alone',
      "('a', OneHotEncoder(), pick(df))], remainder='passthrough",
      ['target left'],
    ],
    ['chosen in a way that cannot be read', "('a', OneHotEncoder(), pick(df))", []],
    ['chosen by position', "('a', OneHotEncoder(), [0, 1])", []],
  ])('looks behind a ColumnTransformer: the target %s', (_, steps, expected) => {
    const end = steps.includes('remainder') ? "'" : ']';
    const columns = `c = ColumnTransformer([${steps}${end})\n`;
    const learn =
      'from sklearn.compose import ColumnTransformer\nfrom sklearn.pipeline import Pipeline\nfrom sklearn.preprocessing import OneHotEncoder, StandardScaler\n';
    const whole = "p = Pipeline([('c', c), ('m', RandomForestClassifier())]).fit(df, df['left'])\n";
    const apart = "RandomForestClassifier().fit(c.fit_transform(df), df['left'])\n";
    expect(answers(learn + columns + whole)).toEqual(expected);
    expect(answers(learn + columns + apart)).toEqual(expected);
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
