import { describe, expect, it } from 'vitest';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

const loop = (rows: string, labels: string) => `best_f1 = 0
best_t = 0.5
for t in np.arange(0.1, 0.9, 0.1):
    f1 = f1_score(${labels}, proba_${rows} >= t)
    if f1 > best_f1:
        best_f1 = f1
        best_t = t
`;
const one =
  'm = RandomForestClassifier().fit(X_train, y_train)\nproba_test = m.predict_proba(X_test)[:, 1]\n';
const applied = 'print(f1_score(y_test, proba_test >= best_t))\n';
const inner = 'X_fit, X_part, y_fit, y_part = train_test_split(X_train, y_train)\n';
const curve = `from sklearn.metrics import precision_recall_curve
p, r, thresholds = precision_recall_curve(y_test, proba_test)
best_t = thresholds[np.argmax(2 * p * r / (p + r))]
`;
const models = "models = {'a': RandomForestClassifier(), 'b': LogisticRegression()}\nscores = {}\n";
const compare = (on: string) => `${models}for name, model in models.items():
    model.fit(X_train, y_train)
    scores[name] = f1_score(y_${on}, model.predict(X_${on}))
`;
const two = `a = RandomForestClassifier().fit(X_train, y_train)
b = LogisticRegression().fit(X_train, y_train)
f1_a = f1_score(y_test, a.predict(X_test))
f1_b = f1_score(y_test, b.predict(X_test))
`;

describe('what scores on held-out rows choose', () => {
  const heldOut = (source: string) =>
    gather({
      'train.py': `from sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import confusion_matrix\n${head}${source}`,
    }).heldOut.map(({ kind }) => kind);

  it.each<[string, string, readonly string[]]>([
    [
      'a threshold, by a loop, and scored again',
      split + one + loop('test', 'y_test') + applied,
      ['chosen', 'threshold'],
    ],
    [
      'a threshold, by a loop, of which the best score is kept',
      split + one + loop('test', 'y_test'),
      ['chosen'],
    ],
    ['a threshold, by a curve, and scored again', split + one + curve + applied, ['threshold']],
    ['a threshold, by a curve, that is only shown', `${split}${one}${curve}print(best_t)\n`, []],
    [
      'a threshold, of other rows than those that are scored last',
      `${split}${inner}m = RandomForestClassifier().fit(X_fit, y_fit)\nproba_part = m.predict_proba(X_part)[:, 1]\nproba_test = m.predict_proba(X_test)[:, 1]\n${loop('part', 'y_part')}${applied}`,
      [],
    ],
    [
      'a threshold, of rows that validate, where others are scored last',
      `X_train, X_val, y_train, y_val = train_test_split(X, y)\nX_test = pd.read_csv('test.csv')\ny_test = X_test.pop('churned')\n${one}proba_val = m.predict_proba(X_val)[:, 1]\n${loop('val', 'y_val')}print(f1_score(y_val, proba_val >= best_t))\n${applied}`,
      [],
    ],
    [
      'a threshold, of rows that validate, where no others are scored',
      `X_train, X_val, y_train, y_val = train_test_split(X, y)\nm = RandomForestClassifier().fit(X_train, y_train)\nproba_val = m.predict_proba(X_val)[:, 1]\n${loop('val', 'y_val')}`,
      ['chosen'],
    ],
    ['a model, by name', `${split}${compare('test')}best = max(scores, key=scores.get)\n`, ['chosen']],
    [
      'a model, by name, with a rule',
      `${split}${compare('test')}best = max(models, key=lambda name: scores[name])\n`,
      ['chosen'],
    ],
    [
      'a model, at the top of a table',
      `${split}${compare('test')}table = pd.DataFrame(list(scores.items()), columns=['name', 'f1'])\nbest = table.sort_values('f1', ascending=False).iloc[0]\n`,
      ['chosen'],
    ],
    [
      'a model, while they are fitted',
      `${split}best, best_model = 0, None\nfor model in [RandomForestClassifier(), LogisticRegression()]:\n    model.fit(X_train, y_train)\n    score = f1_score(y_test, model.predict(X_test))\n    if score > best:\n        best, best_model = score, model\n`,
      ['chosen'],
    ],
    ['one of two models', `${split}${two}best = a if f1_a > f1_b else b\n`, ['chosen']],
    [
      'one of two models, by a flag',
      `${split}${two}better = f1_a > f1_b\nif better:\n    best = a\nelse:\n    best = b\n`,
      ['chosen'],
    ],
    ['a word about two models', `${split}${two}word = 'better' if f1_a > f1_b else 'worse'\n`, []],
    ['a table that is only shown', `${split}${compare('test')}print(max(scores.values()))\n`, []],
    ['a bar that is given', `${split}${two}if f1_a > 0.8:\n    best = a\n`, []],
    [
      'a model, by rounds of cross-validation',
      `${split}scores = {}\nfor name, model in {'a': RandomForestClassifier(), 'b': LogisticRegression()}.items():\n    scores[name] = cross_val_score(model, X_train, y_train).mean()\nbest = max(scores, key=scores.get)\n`,
      [],
    ],
    [
      'a model, by rounds that are written out',
      `def quarters(rows):\n    for at in (1, 2, 3):\n        yield rows[rows.quarter < at], rows[rows.quarter == at]\n\nscores = {}\nfor name, model in {'a': RandomForestClassifier(), 'b': LogisticRegression()}.items():\n    scores[name] = []\n    for past, future in quarters(df):\n        model.fit(past[['a']], past['churned'])\n        scores[name].append(f1_score(future['churned'], model.predict(future[['a']])))\nbest = max(scores, key=lambda name: np.mean(scores[name]))\n`,
      [],
    ],
    [
      'a class that does worst',
      `${split}${one}table = confusion_matrix(y_test, proba_test > 0.5)\nworst = np.argmin(table.diagonal())\n`,
      [],
    ],
  ])('%s', (_, source, kinds) => {
    expect(heldOut(source).toSorted()).toEqual(kinds);
  });

  it('names where it is chosen, where it is scored and where rows are held out', () => {
    const [, threshold] = gather({
      'train.py': head + split + one + loop('test', 'y_test') + applied,
    }).heldOut;
    expect([threshold?.use.text, threshold?.via?.text, threshold?.split.text]).toEqual([
      'if f1 > best_f1',
      applied.trim(),
      split.trim(),
    ]);
  });
});

describe('settings that a search chose', () => {
  const search = (rows: string) => `g = GridSearchCV(RandomForestClassifier(), {})\ng.fit(${rows})\n`;
  const scored = (model: string) =>
    `${model}.fit(X_train, y_train)\nprint(f1_score(y_test, ${model}.predict(X_test)))\n`;
  const heldOut = (source: string) => gather({ 'train.py': head + source }).heldOut.map(({ kind }) => kind);

  it.each<[string, string, readonly string[]]>([
    [
      'on all rows, in the best model',
      `${search('X, y')}m = g.best_estimator_\n${split}${scored('m')}`,
      ['tuned-on'],
    ],
    [
      'on all rows, in a copy of the best model',
      `from sklearn.base import clone\n${search('X, y')}m = clone(g.best_estimator_)\n${split}${scored('m')}`,
      ['tuned-on'],
    ],
    [
      'on all rows, given to another model',
      `${search('X, y')}m = RandomForestClassifier(**g.best_params_)\n${split}${scored('m')}`,
      ['tuned-on'],
    ],
    [
      'on all rows, in a part of a model',
      `from sklearn.ensemble import VotingClassifier\n${search('X, y')}m = VotingClassifier([('a', g.best_estimator_)])\n${split}${scored('m')}`,
      ['tuned-on'],
    ],
    [
      'on all rows, and scored without being fitted again',
      `${search('X, y')}${split}print(f1_score(y_test, g.predict(X_test)))\n`,
      ['trained-on'],
    ],
    ['on training rows', `${split}${search('X_train, y_train')}m = g.best_estimator_\n${scored('m')}`, []],
    [
      'on training rows, given to another model',
      `${split}${search('X_train, y_train')}m = RandomForestClassifier(max_depth=g.best_params_['max_depth'])\n${scored('m')}`,
      [],
    ],
    [
      'on all rows, once others were scored',
      `${split}m = RandomForestClassifier()\n${scored('m')}${search('X, y')}`,
      [],
    ],
  ])('%s', (_, source, kinds) => {
    expect(heldOut(source)).toEqual(kinds);
  });
});
