import { describe, expect, it } from 'vitest';
import { fit, gather, head, split } from './method-program.ts';

describe('where rows come from', () => {
  const rest = "X = rows.drop(columns=['left'])\ny = rows['left']\n";
  const gap = 'rows = rows.fillna(rows.mean())\n';
  const of = (load: string) => gather({ 'train.py': `${head}${load}${gap}${rest}${split}${fit}` });

  it.each<[string, string]>([
    ['a table of Spark', "rows = spark.table('calls').toPandas()\n"],
    ['a file read by Spark', "rows = spark.read.csv('a.csv', header=True).toPandas()\n"],
    ['a file read by Spark, with options', "rows = spark.read.option('sep', ';').parquet('a').toPandas()\n"],
    [
      'a query of a session that was just built',
      "rows = SparkSession.builder.getOrCreate().sql('x').toPandas()\n",
    ],
    ['what some table is as one of pandas', 'rows = warehouse.calls.toPandas()\n'],
  ])('is a load: %s', (_, load) => {
    const { learnt, splits, fits } = of(load);
    expect(learnt).toMatchObject([{ what: 'filling gaps with averages', strength: 'slight' }]);
    expect(splits).toMatchObject([{ followed: true }]);
    expect(fits).toMatchObject([{ followed: true }]);
  });

  const scored = 'f1_score(y_test, m.predict(X_test))\nf1_score(y_train, m.predict(X_train))\n';
  it('is not known, and what is divided has two sides all the same', () => {
    const { evaluations, splits } = gather({
      'train.py': `${head}X, y = collect()\n${split}${fit}${scored}`,
    });
    expect(splits).toMatchObject([{ followed: false }]);
    expect(evaluations.map(({ on }) => on)).toEqual(['held-out', 'training']);
  });

  it('is not known, and folds have two sides', () => {
    const folds =
      'for a, b in KFold().split(X):\n    m = RandomForestClassifier().fit(X[a], y[a])\n    f1_score(y[b], m.predict(X[b]))\n';
    const { evaluations } = gather({ 'train.py': `${head}X, y = collect()\n${folds}` });
    expect(evaluations.map(({ on }) => on)).toEqual(['held-out']);
  });

  it('has two sides where Spark divides', () => {
    const spark =
      "train, test = spark.table('calls').randomSplit([0.8, 0.2])\nm = RandomForestClassifier().fit(train, y)\n";
    const { evaluations } = gather({ 'train.py': `${head}${spark}f1_score(test, m.predict(test))\n` });
    expect(evaluations.map(({ on }) => on)).toEqual(['held-out']);
  });

  it('is told by the call that says most, where one function scores what it is given', () => {
    const source = `def told(a, b):\n    return f1_score(a, b)\n\ndef main():\n    ${(rest.replace(/rows/g, 'df') + split + fit).trim().split('\n').join('\n    ')}\n    told(other, m.predict(other))\n    told(y_test, m.predict(X_test))\n`;
    expect(gather({ 'train.py': head + source }).evaluations).toMatchObject([{ on: 'held-out' }]);
  });

  it('is no side of a division where a name tells of both', () => {
    const source = `def work(train_test):\n    m.fit(train_test, train_test)\n    f1_score(y, m.predict(train_test))\n`;
    expect(gather({ 'train.py': head + source }).evaluations.map(({ on }) => on)).not.toContain('training');
  });

  it('is known of a function that is given rows by a later one', () => {
    const source =
      'def parts(a, b):\n    return train_test_split(a, b)\n\ndef learn(a, b):\n    return RandomForestClassifier().fit(a, b)\n\ndef main():\n    df = pd.read_csv("a.csv")\n    a, b, c, d = parts(df[["x"]], df["y"])\n    learn(a, c)\n';
    const { splits, fits } = gather({ 'train.py': head + source });
    expect([...splits, ...fits].map(({ followed }) => followed)).toEqual([true, true]);
  });
});
