import { describe, expect, it } from 'vitest';
import { repositorySchema } from '../../harness/evidence/repository.ts';
import { gatherRepository } from '../../harness/gather/repository.ts';
import { type Files, factsOf } from '../source/memory.ts';

const columns = [
  { name: 'plan', type: 'category', role: 'feature', meaning: '' },
  { name: 'left_on', type: 'date', role: 'leaking', meaning: '' },
] as const;

const gather = (files: Files) =>
  gatherRepository({
    facts: factsOf(files),
    workspace: { leftOut: [], commits: [], commitCount: null },
    challenge: { config: { columns: [...columns], timeBox: '4 hours' } },
    today: new Date('2025-06-01T09:00:00Z'),
    manifestPlace: null,
    manifestProblems: [],
    supplied: [],
  });

describe('the repository', () => {
  it('fits its schema and says nothing of an empty submission', () => {
    const evidence = gather({});
    expect(repositorySchema.parse(evidence)).toEqual(evidence);
    expect(evidence).toMatchObject({
      readme: null,
      dockerfiles: [],
      ci: [],
      gitignore: false,
      seeds: [],
      estimators: [],
      metrics: [],
    });
  });

  it.each<[string, Files, string | null]>([
    ['the one at the root', { 'docs/README.md': 'a', 'README.rst': 'a' }, 'README.rst'],
    ['Markdown first', { 'README.txt': 'a', 'readme.md': 'a' }, 'readme.md'],
    ['none that is empty', { 'README.md': '' }, null],
    ['none of a vendored tree', { 'node_modules/a/README.md': 'a' }, null],
  ])('takes for its README %s', (_, files, path) => {
    expect(gather(files).readme?.path ?? null).toBe(path);
  });
});

describe('continuous integration', () => {
  it.each<[string, string, number | null]>([
    [
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest\n',
      6,
    ],
    ['.github/workflows/deploy.yaml', 'jobs:\n  a:\n    steps:\n      - uses: azure/deploy@v1\n', 4],
    ['.gitlab-ci.yml', 'test:\n  script:\n    - pytest\n', 2],
    ['buildspec.yml', 'phases:\n  build:\n    commands:\n      - make\n', 3],
    ['Jenkinsfile', "pipeline {\n  stages {\n    sh 'pytest'\n", 3],
    ['.github/workflows/empty.yml', 'on: push\n# to come\n', null],
    ['.github/dependabot.yml', 'version: 2\nupdates:\n  - package-ecosystem: pip\n', null],
    ['sub/.github/workflows/ci.yml', 'steps:\n  - run: pytest\n', null],
    ['docker-compose.yml', 'services:\n  a:\n    command: run\n', null],
  ])('%s', (path, text, line) => {
    expect(gather({ [path]: text }).ci).toEqual(line === null ? [] : [{ path, line }]);
  });
});

describe('the leaking column', () => {
  it.each([
    ['dropped by name', 'X = df.drop(columns=["left_on", "id"])'],
    ['dropped by position', 'df = df.drop(["left_on"], axis=1)'],
    ['popped', 'df.pop("left_on")'],
    ['deleted', 'del df["left_on"]'],
    ['in a list of columns to drop', 'COLUMNS_TO_DROP = ["left_on"]'],
    ['in a list that is dropped later', 'after_the_fact = ["left_on"]\nX = df.drop(columns=after_the_fact)'],
    ['one name that is dropped later', 'AFTER = "left_on"\nX = df.drop(columns=[AFTER])'],
    ['filtered out', 'features = [c for c in df.columns if c not in ("left_on", "id")]'],
    ['compared away', 'features = [c for c in df.columns if c != "left_on"]'],
    ['dropped in a loop', 'for column in ["left_on"]:\n  df = df.drop(column, axis=1)'],
    ['in a set of names that must not be used', 'LEAKY = {"left_on"}'],
  ])('is %s', (_, source) => {
    const { dropped, used } = gather({ 'a.py': source }).leakingColumn;
    expect({ dropped: dropped.length, used: used.length }).toEqual({ dropped: 1, used: 0 });
  });

  it.each([
    ['in a list of features', 'FEATURES = ["plan", "left_on"]'],
    ['in a list of categories', 'categorical_cols = ["left_on"]'],
    ['chosen for X', 'X = df[["plan", "left_on"]]'],
    ['made into another column', 'df["gone"] = df["left_on"].notna()'],
    ['given to a transformer', 'p = ColumnTransformer([("a", enc, ["left_on"])])'],
  ])('is used: %s', (_, source) => {
    const { dropped, used } = gather({ 'a.py': source }).leakingColumn;
    expect({ dropped: dropped.length, used: used.length }).toEqual({ dropped: 0, used: 1 });
  });

  it.each([
    ['looked at', 'df["left_on"].value_counts()'],
    ['typed when read', 'df = pd.read_csv("a.csv", dtype={"left_on": str})'],
    ['a comment', '# left_on leaks'],
    ['parsed as a date', 'df = pd.read_csv("a.csv", parse_dates=["left_on"])'],
    ['cleaned in place', 'df["left_on"] = pd.to_datetime(df["left_on"])'],
  ])('is neither when it is %s', (_, source) => {
    expect(gather({ 'a.py': source }).leakingColumn).toEqual({ column: 'left_on', dropped: [], used: [] });
  });

  it('is not looked for in tests', () => {
    expect(
      gather({ 'tests/test_a.py': 'import pytest\nFEATURES = ["left_on"]\n' }).leakingColumn.used,
    ).toEqual([]);
  });
});

describe('modelling', () => {
  it.each([
    ['model = Forest(random_state=42)', 1],
    ['import numpy as np\nnp.random.seed(0)', 1],
    ['import torch\ntorch.manual_seed(SEED)', 1],
    ['params = {"seed": 7}', 1],
    ['rng = np.random.default_rng(3)', 1],
    ['rng = np.random.default_rng()', 0],
    ['model = Forest(random_state=None)', 0],
    ['params = {"seed": None}', 0],
    ['# random_state=42', 0],
  ])('seeds in %j: %i', (source, count) => {
    expect(gather({ 'a.py': source }).seeds).toHaveLength(count);
  });

  it('names each estimator once, resolved through imports', () => {
    const source =
      'from sklearn.linear_model import LogisticRegression as LR\nimport xgboost as xgb\nimport lightgbm\nfrom sklearn.preprocessing import StandardScaler\n' +
      'a = LR()\nb = LR(C=2)\nc = xgb.XGBClassifier()\nd = lightgbm.train({}, x)\ns = StandardScaler()\nm = {"rf": "RandomForestClassifier"}\n';
    expect(gather({ 'a.py': source }).estimators).toEqual([
      { name: 'LogisticRegression', place: { path: 'a.py', line: 5 } },
      { name: 'XGBClassifier', place: { path: 'a.py', line: 7 } },
      { name: 'lightgbm.train', place: { path: 'a.py', line: 8 } },
    ]);
  });

  it('does not count a model that is only named or imported', () => {
    expect(
      gather({
        'a.py': 'from sklearn.svm import SVC\n# SVC()\nname = "SVC"\n',
        'README.md': 'We tried SVC() too.',
      }).estimators,
    ).toEqual([]);
  });

  it('finds a seed of a generator of its own', () => {
    const seeded = 'import random\nr = random.Random(7)\ns = random.Random()\n';
    expect(gather({ 'a.py': seeded }).seeds).toMatchObject([{ line: 2 }]);
  });

  it('calls no likeness of two rows a metric', () => {
    const source =
      'from sklearn.metrics.pairwise import cosine_similarity\nbest = cosine_similarity(a, b).max()\n';
    expect(gather({ 'a.py': source }).metrics).toEqual([]);
  });

  it('calls what is put together inside a layer no approach', () => {
    const source =
      'import tensorflow as tf\nclass Block(tf.keras.layers.Layer):\n    def __init__(self):\n        self.all = tf.keras.Sequential([])\n    def call(self, x):\n        return self.all(x)\n';
    expect(gather({ 'a.py': source }).estimators).toEqual([]);
  });

  it('names metrics called and metrics that a search scores with', () => {
    const source =
      'from sklearn import metrics\nfrom sklearn.metrics import average_precision_score, make_scorer\nfrom sklearn.model_selection import cross_val_score\n' +
      'metrics.f1_score(y, p)\naverage_precision_score(y, p)\nmake_scorer(f)\ncross_val_score(m, X, y, scoring="roc_auc")\n';
    expect(gather({ 'a.py': source }).metrics.map(({ name }) => name)).toEqual([
      'f1_score',
      'average_precision_score',
      'roc_auc',
    ]);
  });
});
