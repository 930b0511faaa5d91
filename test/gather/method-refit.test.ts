import { describe, expect, it } from 'vitest';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

const scaled = 's = StandardScaler()\nX = s.fit_transform(X)\n';
const model = 'm = RandomForestClassifier().fit(X_train, y_train)\n';
const rows = "new = pd.read_csv('new.csv')\n";

describe('a step that is fitted again on rows that a model is asked about', () => {
  const heldOut = (source: string) => gather({ 'train.py': head + source }).heldOut.map(({ kind }) => kind);

  it.each<[string, string, readonly string[]]>([
    [
      'a new one',
      `${scaled}${split}${model}${rows}new = StandardScaler().fit_transform(new)\nm.predict(new)\n`,
      ['refitted-to-predict'],
    ],
    [
      'the same one',
      `${scaled}${split}${model}${rows}new = s.fit_transform(new)\nm.predict(new)\n`,
      ['refitted-to-predict'],
    ],
    [
      'by a helper',
      `def scale(rows):\n    return StandardScaler().fit_transform(rows)\nX = scale(X)\n${split}${model}${rows}m.predict(scale(new))\n`,
      ['refitted-to-predict'],
    ],
    [
      'beside other columns',
      `e = OneHotEncoder()\nX = pd.concat([X, pd.DataFrame(e.fit_transform(X[['c']]))], axis=1)\n${split}${model}${rows}e = OneHotEncoder()\nnew = pd.concat([new, pd.DataFrame(e.fit_transform(new[['c']]))], axis=1)\nnew_val = new.drop(columns=['c'])\nm.predict(new_val)\n`,
      ['refitted-to-predict'],
    ],
    ['transformed', `${scaled}${split}${model}${rows}new = s.transform(new)\nm.predict(new)\n`, []],
    [
      'of another kind',
      `${scaled}${split}${model}${rows}new = SimpleImputer().fit_transform(new)\nm.predict(new)\n`,
      [],
    ],
    [
      'fitted where nobody can tell',
      `import sys\ndef scale(rows, fit):\n    return s.fit_transform(rows) if fit else s.transform(rows)\ndef prepare(rows, fit):\n    if fit:\n        rows = s.fit_transform(rows)\n    else:\n        rows = s.transform(rows)\n    return rows\n${scaled}${split}${model}${rows}m.predict(prepare(new, len(sys.argv) > 2))\n`,
      [],
    ],
    [
      'on the same file, read again',
      `${scaled}${split}${model}again = pd.read_csv('rows.csv').drop(columns=['churned'])\nm.predict(StandardScaler().fit_transform(again))\n`,
      [],
    ],
    [
      'on some of the training rows',
      `${scaled}${split}${model}part = df[df.a > 1]\nm.predict(StandardScaler().fit_transform(part))\n`,
      [],
    ],
    [
      'for another model',
      `${scaled}${split}${model}${rows}new = StandardScaler().fit_transform(new)\nn = RandomForestClassifier().fit(new, new)\nn.predict(new)\n`,
      [],
    ],
  ])('%s', (_, source, kinds) => {
    expect(heldOut(source)).toEqual(kinds);
  });
});

describe('values told apart by how many rows have them', () => {
  const counts = "counts = df['c'].value_counts()\n";
  const rare = "rare = df['c'].isin(counts[counts < 100].index)\n";
  const again = "X = df.drop(columns=['churned'])\n";
  it.each<[string, string, readonly string[]]>([
    ['written in their place', `${counts}${rare}df.loc[rare, 'c'] = 'other'\n${again}${split}`, ['slight']],
    [
      'chosen by a condition',
      `${counts}${rare}df['c'] = np.where(rare, 'other', df['c'])\n${again}${split}`,
      ['slight'],
    ],
    ['that rows are left out by', `${counts}${rare}df = df[~rare]\n${again}${split}`, []],
    ['that are only shown', `${counts}print(counts)\n${again}${split}`, []],
    [
      'of training rows',
      `${split}X_train['d'] = X_train['c'].isin(X_train['c'].value_counts().index[:9])\n`,
      [],
    ],
  ])('%s', (_, source, strengths) => {
    expect(gather({ 'train.py': head + source }).learnt.map(({ strength }) => strength)).toEqual(strengths);
  });
});
