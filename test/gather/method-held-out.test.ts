import { describe, expect, it } from 'vitest';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

describe('held-out rows', () => {
  const heldOut = (source: string) => gather({ 'train.py': head + source }).heldOut.map(({ kind }) => kind);
  it.each<[string, string, readonly string[]]>([
    [
      'fitted on again',
      `${split}s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.fit_transform(X_test)\n`,
      ['refitted'],
    ],
    [
      'fitted on again by a helper',
      `def scale(rows):\n    return StandardScaler().fit_transform(rows)\n${split}a = scale(X_train)\nb = scale(X_test)\n`,
      ['refitted'],
    ],
    [
      'fitted on again, from a file of their own',
      `test = pd.read_csv('test.csv')\ntest['c'] = LabelEncoder().fit_transform(test['c'])\n`,
      ['refitted'],
    ],
    ['transformed', `${split}s = StandardScaler().fit(X_train)\nX_test = s.transform(X_test)\n`, []],
    [
      'trained on',
      `${split}m = RandomForestClassifier()\nm.fit(X, y)\nprint(f1_score(y_test, m.predict(X_test)))\n`,
      ['trained-on'],
    ],
    [
      'trained on, after they were scored',
      `${split}m = RandomForestClassifier()\nm.fit(X_train, y_train)\nprint(f1_score(y_test, m.predict(X_test)))\nm.fit(X, y)\n`,
      [],
    ],
    [
      'those of a search over training rows',
      `${split}g = GridSearchCV(RandomForestClassifier(), {})\ng.fit(X_train, y_train)\nprint(f1_score(y_test, g.predict(X_test)))\n`,
      [],
    ],
    [
      'that say when to stop',
      `from xgboost import XGBClassifier\n${split}m = XGBClassifier(early_stopping_rounds=10)\nm.fit(X_train, y_train, eval_set=[(X_test, y_test)])\nprint(f1_score(y_test, m.predict(X_test)))\n`,
      ['early-stopping'],
    ],
    [
      'beside others that say when to stop',
      `from xgboost import XGBClassifier\n${split}X_train, X_val, y_train, y_val = train_test_split(X_train, y_train)\nm = XGBClassifier(early_stopping_rounds=10)\nm.fit(X_train, y_train, eval_set=[(X_val, y_val)])\nprint(f1_score(y_test, m.predict(X_test)))\n`,
      [],
    ],
    [
      'that are only watched',
      `from xgboost import XGBClassifier\n${split}m = XGBClassifier()\nm.fit(X_train, y_train, eval_set=[(X_test, y_test)])\nprint(f1_score(y_test, m.predict(X_test)))\n`,
      [],
    ],
    [
      'chosen by a condition',
      `train = df[df.month < 6]\ntest = df[df.month >= 6]\nm = RandomForestClassifier()\nm.fit(train[['a']], train['churned'])\nprint(f1_score(test['churned'], m.predict(test[['a']])))\n`,
      [],
    ],
  ])('%s', (_, source, kinds) => {
    expect(heldOut(source)).toEqual(kinds);
  });
});

const byFlag = `def prepare(rows, scaler, fit=False):
    if fit:
        rows = scaler.fit_transform(rows)
    else:
        rows = scaler.transform(rows)
    return rows
`;
const byNone = `def prepare(rows, scaler=None):
    if scaler is None:
        scaler = StandardScaler()
        fresh = True
    else:
        fresh = False
    if fresh:
        rows = scaler.fit_transform(rows)
    else:
        rows = scaler.transform(rows)
    return rows, scaler
`;
const byMode = `def prepare(rows, scaler, mode):
    if mode == 'train':
        return scaler.fit_transform(rows)
    return scaler.transform(rows)
`;

describe('a helper that fits or transforms', () => {
  it.each<[string, string]>([
    [
      'as a flag says',
      `${byFlag}${split}s = StandardScaler()\na = prepare(X_train, s, fit=True)\nb = prepare(X_test, s)\n`,
    ],
    [
      'as a flag says, given in place',
      `${byFlag}${split}s = StandardScaler()\na = prepare(X_train, s, True)\nb = prepare(X_test, s, False)\n`,
    ],
    [
      'as it is given a scaler or none',
      `${byNone}${split}a, s = prepare(X_train)\nb, _ = prepare(X_test, s)\n`,
    ],
    [
      'as a word says',
      `${byMode}${split}s = StandardScaler()\na = prepare(X_train, s, 'train')\nb = prepare(X_test, s, 'test')\n`,
    ],
    [
      'as nobody can tell',
      `import sys\nfit = len(sys.argv) > 3\n${byFlag}${split}b = prepare(X_test, StandardScaler(), fit)\n`,
    ],
  ])('is not accused: %s', (_, source) => {
    const { heldOut, learnt } = gather({ 'train.py': head + source });
    expect(heldOut).toEqual([]);
    expect(learnt).toEqual([]);
  });

  it.each<[string, string]>([
    ['that is told to fit', `${byFlag}${split}s = StandardScaler()\nb = prepare(X_test, s, fit=True)\n`],
    ['that is given no scaler', `${byNone}${split}a, s = prepare(X_train)\nb, _ = prepare(X_test)\n`],
  ])('is seen on held-out rows: %s', (_, source) => {
    expect(gather({ 'train.py': head + source }).heldOut.map(({ kind }) => kind)).toEqual(['refitted']);
  });
});
