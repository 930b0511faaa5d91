import { describe, expect, it } from 'vitest';
import { gather, head, split } from './method-program.ts';

describe('models that are fitted', () => {
  const start = `${head}from sklearn.svm import SVC\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import GridSearchCV\nimport numpy as np\nX = df.drop(columns=['left'])\ny = df['left']\n${split}`;
  const fits = (source: string) =>
    gather({ 'train.py': start + source }).fits.map(
      ({ name, scored }) => `${name}${scored ? ' scored' : ''}`,
    );

  const many = [...'ABCDEFGHIJKLMN'].map((letter) => `Model${letter}Classifier`);
  it.each<[string, string, readonly string[]]>([
    ['a metric', 'm = SVC().fit(X_train, y_train)\nf1_score(y_test, m.predict(X_test))\n', ['SVC scored']],
    ['no metric', 'm = SVC().fit(X_train, y_train)\nm.predict(X_test)\n', ['SVC']],
    ['its own score', 'm = SVC().fit(X_train, y_train)\nm.score(X_test, y_test)\n', ['SVC scored']],
    [
      'a metric behind a function',
      'def told(m):\n    return f1_score(y_test, (m.predict_proba(X_test)[:, 1] > 0.5).astype(int))\n\nm = SVC().fit(X_train, y_train)\ntold(m)\nn = LogisticRegression().fit(X_train, y_train)\n',
      ['SVC scored', 'LogisticRegression'],
    ],
    [
      'a loop',
      'for m in [SVC(), LogisticRegression()]:\n    m.fit(X_train, y_train)\n    f1_score(y_test, m.predict(X_test))\n',
      ['SVC scored', 'LogisticRegression scored'],
    ],
    ['cross-validation', 'cross_val_score(SVC(), X, y)\n', ['SVC scored']],
    ['a search', "GridSearchCV(SVC(), {'C': [1]}).fit(X_train, y_train)\n", ['SVC scored']],
    [
      'a detector of outliers that a pipeline ends with',
      "from sklego.mixture import GMMOutlierDetector\nfrom sklearn.pipeline import Pipeline\np = Pipeline([('m', GMMOutlierDetector())])\np.fit(X_train)\nf1_score(y_test, p.predict(X_test))\n",
      ['GMMOutlierDetector scored'],
    ],
    [
      'what wraps another',
      'from sklearn.multiclass import OneVsRestClassifier\nfor m in [SVC(), OneVsRestClassifier(SVC())]:\n    m.fit(X_train, y_train)\n    f1_score(y_test, m.predict(X_test))\n',
      ['SVC scored'],
    ],
    ...['build_fn=build', 'model=build', 'build', 'model=build()'].map(
      (given): [string, string, readonly string[]] => [
        `a network and what wraps it by ${given}`,
        `from tensorflow.keras.models import Sequential\nfrom scikeras.wrappers import KerasClassifier\n\ndef build(units=8):\n    m = Sequential([units])\n    m.compile()\n    return m\n\ncross_val_score(KerasClassifier(${given}, epochs=9), X, y)\nbuild().fit(X_train, y_train)\n`,
        ['Sequential scored', 'Sequential scored'],
      ],
    ),
    [
      'a wrapper of what cannot be followed',
      'from scikeras.wrappers import KerasClassifier\nfrom networks import build\ncross_val_score(KerasClassifier(build), X, y)\n',
      ['KerasClassifier scored'],
    ],
    [
      'one of two, by whether a package is there',
      'try:\n    from xgboost import XGBClassifier\n    HAS = True\nexcept ImportError:\n    HAS = False\n\nmodels = {}\nif HAS:\n    models["a"] = XGBClassifier()\nelse:\n    models["b"] = LogisticRegression()\nfor m in models.values():\n    m.fit(X_train, y_train)\n    f1_score(y_test, m.predict(X_test))\n',
      ['XGBClassifier scored'],
    ],
    [
      'one of two by a condition',
      "m = SVC() if kind() == 'svc' else LogisticRegression()\nm.fit(X_train, y_train)\nf1_score(y_test, m.predict(X_test))\n",
      ['SVC scored', 'LogisticRegression scored'],
    ],
    [
      'a flag that nobody gives',
      "def make(kind='svc'):\n    if kind == 'svc':\n        m = SVC()\n    else:\n        m = LogisticRegression()\n    return m.fit(X_train, y_train)\n\nf1_score(y_test, make('svc').predict(X_test))\n",
      ['SVC scored'],
    ],
    [
      'many in a list',
      `${many.map((name) => `from sklearn.svm import ${name}\n`).join('')}for m in [${many.map((name) => `${name}()`).join(', ')}]:\n    m.fit(X_train, y_train)\n    f1_score(y_test, m.predict(X_test) > 0.5)\n`,
      many.map((name) => `${name} scored`),
    ],
    [
      'a search of H2O',
      "from h2o.automl import H2OAutoML\nm = H2OAutoML()\nm.train(training_frame=X_train, y='left')\nm.model_performance(X_test)\n",
      ['H2OAutoML scored'],
    ],
    [
      'a formula',
      "import statsmodels.formula.api as smf\nm = smf.logit('left ~ age', data=df).fit()\nf1_score(y_test, m.predict(X_test))\n",
      ['Logit scored'],
    ],
    ['rows written out', 'SVC().fit([[0, 0], [1, 1]], [0, 1])\n', []],
    ['an array written out', 'X = np.array([[0, 0], [1, 1]])\nSVC().fit(X, [0, 1])\n', []],
  ])('%s', (_, source, expected) => {
    expect(fits(source)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a root of mean squares',
      'm = SVC().fit(X_train, y_train)\nnp.sqrt(np.mean(np.square(y_test - m.predict(X_test))))\n',
      ['held-out'],
    ],
    [
      'a mean of absolute differences',
      'm = SVC().fit(X_train, y_train)\nnp.abs(m.predict(X_test) - y_test).mean()\n',
      ['held-out'],
    ],
    [
      'a share that is right',
      'm = SVC().fit(X_train, y_train)\n(m.predict(X_train) == y_train).mean()\n',
      ['training'],
    ],
    ['on rows that nothing held out', 'm = SVC().fit(X, y)\nnp.mean((m.predict(X) - y) ** 2)\n', ['unknown']],
    [
      'a mean of what a fit leaves over',
      'import statsmodels.api as sm\nr = sm.OLS(y, X).fit().resid\n(r ** 2).mean() ** 0.5\n',
      ['training'],
    ],
    [
      'answers of a fit to its own rows',
      'import statsmodels.api as sm\nm = sm.OLS(y, X).fit()\nf1_score(y, m.fittedvalues)\n',
      ['training'],
    ],
    [
      'what a fit says of itself',
      'import statsmodels.api as sm\nm = sm.OLS(y, X).fit()\nprint(m.rsquared)\n',
      ['training'],
    ],
    ['what only looks like it', 'm = SVC().fit(X_train, y_train)\nprint(m.rsquared)\n', []],
    ['a mean of answers, which is none', 'm = SVC().fit(X_train, y_train)\nnp.mean(m.predict(X_test))\n', []],
    [
      'a difference of two models, which is none',
      'm = SVC().fit(X_train, y_train)\nn = SVC().fit(X_train, y_train)\nnp.mean(m.predict(X_test) - n.predict(X_test))\n',
      [],
    ],
  ])('knows a metric that is written out: %s', (_, source, sides) => {
    const { evaluations } = gather({ 'train.py': start + source });
    expect(evaluations.map(({ on }) => on)).toEqual(sides);
  });

  it('knows a model that a given word leads past', () => {
    const source =
      "def make(kind):\n    if kind == 'svc':\n        m = SVC()\n    else:\n        m = LogisticRegression()\n    return m.fit(X_train, y_train)\n\nmake('svc')\n";
    const { offered } = gather({ 'train.py': start + source });
    expect(offered).toMatchObject([{ name: 'LogisticRegression' }]);
  });

  it('keeps those that are fitted on rows written out apart', () => {
    const { examples } = gather({ 'dummy.py': `${start}SVC().fit([[0, 0], [1, 1]], [0, 1])\n` });
    expect(examples).toMatchObject([{ name: 'SVC' }]);
  });
});
