import { describe, expect, it } from 'vitest';
import { head } from './method-prepared.ts';
import { fit, gather, head as loaded, split } from './method-program.ts';

const apart = "X = df.drop(columns=['left'])\ny = df['left']\n";

/** What is learnt of rows by statements before they are divided. */
const learntBy = (source: string) =>
  gather({ 'train.py': `${head}${source}${apart}${split}` }).learnt.map(
    ({ strength, what }) => `${strength} ${what}`,
  );

describe('averages that are put in the place of values', () => {
  const filled = ['slight filling gaps with averages'];

  it.each<[string, string]>([
    ['in a column, in place', "df['a'].fillna(df['a'].median(), inplace=True)\n"],
    ['in an attribute, in place', 'df.a.fillna(df.a.mean(), inplace=True)\n'],
    ['in rows chosen by a mask', "df.loc[df['a'] < 0, 'a'] = df['a'].median()\n"],
    ['by np.where', "df['a'] = np.where(df['a'].isna(), df['a'].median(), df['a'])\n"],
    ['by mask', "df['a'] = df['a'].mask(df['a'] < 0, df['a'].median())\n"],
    ['by where', "df['a'] = df['a'].where(df['a'] > 0, df['a'].median())\n"],
    ['by assign', "df = df.assign(a=df['a'].fillna(df['a'].mean()))\n"],
    [
      'by a function that may find none',
      "def middle(rows, name):\n    found = rows[name].median()\n    return None if found is None else int(found)\n\ndf['a'] = df['a'].fillna(middle(df, 'a'))\n",
    ],
    [
      'by Polars',
      "import polars as pl\ndf = df.with_columns(pl.col('a').fill_null(pl.col('a').median()).alias('b'))\n",
    ],
    [
      'by a branch of Polars',
      "import polars as pl\nm = df.select(pl.col('a').median()).item()\ndf = df.with_columns([pl.when(pl.col('a') > 3).then(pl.col('a')).otherwise(pl.lit(m)).cast(pl.Int8)])\n",
    ],
  ])('are learnt: %s', (_, source) => {
    expect(learntBy(source)).toEqual(filled);
  });

  it.each<[string, string]>([
    ['a constant in rows chosen by a mask', "df.loc[df['a'] < 0, 'a'] = 0\n"],
    ['rows marked where they are above the average', "df['b'] = np.where(df['a'] > df['a'].mean(), 1, 0)\n"],
    ['a mark in rows above the average', "df.loc[df['a'] > df['a'].mean(), 'b'] = 1\n"],
    ['columns of Polars by the row', "import polars as pl\ndf = df.with_columns(pl.col('a').abs())\n"],
    ['an average of a list', "import statistics\ndf['a'] = df['a'].fillna(statistics.mean([1, 2]))\n"],
  ])('are not: %s', (_, source) => {
    expect(learntBy(source)).toEqual([]);
  });
});

describe('averages by group under a name', () => {
  const merged = "df = df.merge(by, on='city')\n";

  it.each<[string, string, readonly string[]]>([
    [
      'of the target',
      `by = df.groupby('city').agg(rate=('left', 'mean'))\n${merged}`,
      ['strong a statistic of left by group'],
    ],
    [
      'of another column',
      `by = df.groupby('city').agg(r=('age', 'mean'))\n${merged}`,
      ['harmless a statistic of age by group'],
    ],
    ['how many there are', `by = df.groupby('city').agg(n=('left', 'count'))\n${merged}`, []],
    [
      'which are the rows themselves',
      "df = df.groupby('customer').agg(left=('gone', 'max'), was=('left', 'max')).reset_index()\n",
      ['harmless a statistic of gone by group'],
    ],
    [
      'of one column, which are the rows themselves',
      "df = df.groupby('customer')['left'].mean().reset_index()\n",
      ['harmless a statistic of left by group'],
    ],
  ])('%s', (_, source, expected) => {
    expect(learntBy(source)).toEqual(expected);
  });
});

describe('where averages are followed to', () => {
  const gap = 'df = df.fillna(df.mean())\n';
  const found = [{ what: 'filling gaps with averages' }];

  it('positions of rows that are divided', () => {
    const positions =
      'i = np.arange(len(y))\na, b = train_test_split(i, stratify=y)\nm = RandomForestClassifier().fit(X.iloc[a], y[a])\nf1_score(y[b], m.predict(X.iloc[b]))\n';
    const { learnt, evaluations } = gather({ 'train.py': `${head}${gap}${apart}${positions}` });
    expect(learnt).toMatchObject(found);
    expect(evaluations).toMatchObject([{ on: 'held-out' }]);
  });

  it('rows that are made in the code', () => {
    const rows = "df = pd.DataFrame({'a': np.random.normal(size=9), 'left': outcome(9)})\n";
    const { learnt, splits } = gather({ 'train.py': `${head}${rows}${gap}${apart}${split}` });
    expect(learnt).toMatchObject(found);
    expect(splits).toMatchObject([{ followed: true }]);
  });

  it.each([
    ['a row of a request', "df = pd.DataFrame({'a': [given.a], 'left': [given.left]})\n"],
    ['rows that nobody can tell', 'df = pd.DataFrame(given)\n'],
  ])('not to %s', (_, rows) => {
    expect(gather({ 'train.py': `${head}${rows}${gap}${apart}${split}` }).learnt).toEqual([]);
  });

  it('a file whose name is a default of a function', () => {
    const { learnt } = gather({
      'places.py': "from pathlib import Path\nROWS = Path('data') / 'clean.csv'\n",
      'clean.py': `${loaded}from places import ROWS\n${gap}df.to_csv(ROWS)\n`,
      'train.py': `${loaded}from places import ROWS\n\ndef rows(path=ROWS):\n    return pd.read_csv(path)\n\ndf = rows()\n${apart}${split}${fit}`,
    });
    expect(learnt).toMatchObject([{ ...found[0], fit: { path: 'clean.py' }, split: { path: 'train.py' } }]);
  });
});
