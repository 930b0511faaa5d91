import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherClaims } from '../../harness/gather/claims.ts';
import { figuresIn, mentionsIn } from '../../harness/gather/claims-metrics.ts';
import { statedInTable } from '../../harness/gather/claims-table.ts';
import { trackedClaims } from '../../harness/gather/claims-tracking.ts';
import { statedIn } from '../../harness/gather/claims-writing.ts';
import { factsOf } from '../source/memory.ts';

type Said = readonly [metric: string, value: number, about: string];
const said = (text: string): readonly Said[] =>
  statedIn(text).map(({ metric, value, about }) => [metric, value, about]);

describe('figures in sentences', () => {
  test.each<[string, readonly Said[]]>([
    ['The model reaches an accuracy of 91 % on the test set.', [['accuracy', 0.91, 'handed-in']]],
    ['ROC-AUC: 0.912', [['roc-auc', 0.912, 'handed-in']]],
    [
      'It has 97 % accuracy and a ROC AUC of 0.99.',
      [
        ['accuracy', 0.97, 'handed-in'],
        ['roc-auc', 0.99, 'handed-in'],
      ],
    ],
    [
      'Final PR AUC = 0,53 (brier 0.071)',
      [
        ['average-precision', 0.53, 'handed-in'],
        ['brier', 0.071, 'handed-in'],
      ],
    ],
    [
      'F1 0.61, precision 0.55, recall 0.68',
      [
        ['f1', 0.61, 'handed-in'],
        ['precision', 0.55, 'handed-in'],
        ['recall', 0.68, 'handed-in'],
      ],
    ],
    ['A baseline gets an average precision of 0.12.', [['average-precision', 0.12, 'other']]],
    ['Training accuracy is 0.99.', [['accuracy', 0.99, 'other']]],
    ['Retrain when average precision falls below 0.35.', [['average-precision', 0.35, 'other']]],
    ['We chose average precision as the metric.', []],
    ['We used 5 folds and 300 trees with accuracy in mind.', []],
    ['Recall of 120 customers called.', []],
    ['Version 0.91 of the library; the AUC is discussed later.', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('an address, a date or a version is no share', () => {
    expect(figuresIn('2024-01-05, 10.0.0.1, v0.9.1, 1:0.5, 0.5/0.7')).toEqual([]);
  });

  test('whatever is written, it is read in no time and never breaks', () => {
    const bits = fc.constantFrom(
      'auc ',
      'average precision',
      '0.9',
      ' %',
      '.',
      ',',
      '|',
      'a',
      '1',
      ' ',
      '\n',
      'precision_',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 400 }), (parts) => {
        const text = parts.join('');
        for (const { value } of statedIn(text)) expect(value >= 0 && value <= 1).toBe(true);
        expect(mentionsIn(text).every(({ from, to }) => from < to)).toBe(true);
      }),
    );
    expect(statedIn('auc '.repeat(50_000))).toEqual([]);
    expect(statedIn(`${'0.'.repeat(100_000)} accuracy`)).toEqual([]);
  });
});

const table = (...rows: readonly string[]) =>
  statedInTable(rows.map((raw, at) => ({ line: at + 1, raw }))).flatMap(({ line, stated }) =>
    stated.map(({ metric, value, about, model }) => [line, metric, value, about, model]),
  );

describe('figures in tables', () => {
  test('the row that is said to be chosen is the one handed in', () => {
    expect(
      table(
        '| model | AP | ROC AUC |',
        '|---|---|---|',
        '| logistic | 0.51 | 0.80 |',
        '| **trees** | 0.50 | 0.81 |',
      ),
    ).toEqual([
      [3, 'average-precision', 0.51, 'other', 'logistic'],
      [3, 'roc-auc', 0.8, 'other', 'logistic'],
      [4, 'average-precision', 0.5, 'handed-in', 'trees'],
      [4, 'roc-auc', 0.81, 'handed-in', 'trees'],
    ]);
  });

  test('else the best, a baseline never', () => {
    const rows = table('model | brier', '--- | ---', 'dummy | 0.01', 'one | 0.08', 'two | 0.07');
    expect(rows.filter(([, , , about]) => about === 'handed-in')).toEqual([
      [5, 'brier', 0.07, 'handed-in', 'two'],
    ]);
  });

  test('a training score is no claim about the model', () => {
    expect(
      table('| model | train accuracy | test accuracy (%) |', '|-|-|-|', '| forest | 0.99 | 91.2 |'),
    ).toEqual([
      [3, 'accuracy', 0.99, 'other', 'forest'],
      [3, 'accuracy', expect.closeTo(0.912, 9), 'handed-in', 'forest'],
    ]);
  });

  test('metrics may stand down the side', () => {
    expect(table('| metric | baseline | model |', '|-|-|-|', '| F1 | 0.2 | 0.6 |')).toEqual([
      [3, 'f1', 0.2, 'other', 'baseline'],
      [3, 'f1', 0.6, 'handed-in', 'model'],
    ]);
  });

  test('a table about something else states nothing', () => {
    expect(table('| column | share |', '|-|-|', '| country | 0.12 |')).toEqual([]);
  });
});

const tracked = (files: Readonly<Record<string, string>>) =>
  trackedClaims({
    files: Object.keys(files).map((path) => ({ path, bytes: 10 })),
    read: async (path) => Buffer.from(files[path] ?? ''),
  }).then((claims) => claims.map(({ metric, value, about, place }) => [metric, value, about, place.path]));

const run = (id: string): string => `mlruns/1/${id.repeat(32)}/metrics`;

describe('figures that runs left', () => {
  test('one run is of the model handed in; its last value counts', async () => {
    expect(
      await tracked({
        [`${run('a')}/val_roc_auc`]: '170 0.7 0\n171 0.8 1\n',
        [`${run('a')}/train_auc`]: '1 0.9 0',
      }),
    ).toEqual([
      ['roc-auc', 0.8, 'handed-in', `${run('a')}/val_roc_auc`],
      ['roc-auc', 0.9, 'other', `${run('a')}/train_auc`],
    ]);
  });

  test('of several runs nobody knows which', async () => {
    const claims = await tracked({ [`${run('a')}/ap`]: '1 0.5 0', [`${run('b')}/ap`]: '1 0.6 0' });
    expect(claims.map(([, , about]) => about)).toEqual(['other', 'other']);
  });

  test('metrics.json is read one level deep; broken and odd files state nothing', async () => {
    expect(await tracked({ 'reports/metrics.json': '{"test": {"accuracy": 0.91}, "rows": 900}' })).toEqual([
      ['accuracy', 0.91, 'handed-in', 'reports/metrics.json'],
    ]);
    expect(
      await tracked({ 'metrics.json': '{', 'scores.json': '[[1]]', 'results.json': '"accuracy"' }),
    ).toEqual([]);
  });
});

describe('figures in a README', () => {
  const readme = [
    '# Churn: 97 % accuracy',
    '',
    '| model | accuracy | ROC AUC |',
    '|---|---|---|',
    '| logistic regression | 0.70 | 0.76 |',
    '| **gradient boosting** | **0.97** | **0.99** |',
    '',
    'Later rows gave an average precision of 0.52.',
  ].join('\n');

  test('are read from tables, whose rule parts no row from its header, and from sentences', async () => {
    const facts = factsOf({ 'README.md': readme });
    const { claims } = await gatherClaims(
      { facts, challenge: { brief: '' } },
      { files: [], read: async () => null },
    );
    const own = claims.filter(({ about }) => about === 'handed-in');
    expect(own.map(({ metric, value, model, place }) => [metric, value, model, place.line])).toEqual([
      ['accuracy', 0.97, 'gradient boosting', 6],
      ['roc-auc', 0.99, 'gradient boosting', 6],
      ['average-precision', 0.52, null, 8],
    ]);
    expect(claims.map(({ value }) => value)).toContain(0.76);
  });
});
