import { describe, expect, it } from 'vitest';
import { loadRules } from '../../harness/source/rules.ts';
import { ruledFactsOf } from './memory.ts';

const ask = await loadRules();
const broken = (text: string) =>
  ask({ path: 'a.py', text, lines: null })?.map(({ rule, line }) => [rule, line]);

describe('the rules that Ruff is asked', () => {
  it.each([
    ['import os\n', [['unused-import', 1]]],
    ['import os\nprint(os.name)\n', []],
    ['try:\n    import xgboost\nexcept ImportError:\n    HAS = False\n', []],
    ['def f():\n    x = g()\n', [['unused-variable', 2]]],
    ['def f(x=[]):\n    return x\n', [['mutable-default', 1]]],
    ['model = None\ndef f():\n    global model\n    model = 1\n', [['rebound-global', 3]]],
    ['try:\n    f()\nexcept Exception:\n    g()\n', [['blind-except', 3]]],
    ['try:\n    f()\nexcept ValueError:\n    g()\n', []],
  ])('%j breaks %j', (text, found) => {
    expect(broken(text)).toEqual(found);
  });

  it('calls a function complex above ten ways through it, and says how many', () => {
    const ways = (count: number) =>
      `def f(x):\n${Array.from({ length: count - 1 }, (_, at) => `    if x == ${at}:\n        g()\n`).join('')}`;
    expect(broken(ways(10))).toEqual([]);
    expect(ask({ path: 'a.py', text: ways(11), lines: null })).toMatchObject([
      { rule: 'complex-function', complexity: 11, text: 'def f(x):' },
    ]);
  });

  it.each([
    ['# df = df.dropna()', true],
    ['# print(df.shape)', true],
    ['# from os import path', true],
    ['# task: 0.1', false],
    ['# Environment: DEV or PRD', false],
    ["# {'prediction': [244.5, 171.8]}", false],
    ['# MAGIC %md', false],
    ['# the mean, not the median (see above)', false],
  ])('%s is code in a comment: %s', (comment, is) => {
    expect(broken(`${comment}\nx = 1\n`)).toEqual(is ? [['commented-out-code', 1]] : []);
  });
});

describe('what a submission says to its own linter', () => {
  it.each([
    ['# ruff: noqa\ntry:\n    f()\nexcept Exception:\n    pass\n'],
    ['# flake8: noqa\ntry:\n    f()\nexcept Exception:\n    pass\n'],
    ['x = 1\ntry:\n    f()\nexcept Exception:  # noqa: BLE001, S110\n    pass\n'],
  ])('%j does not take a rule back', (text) => {
    expect(broken(text)?.map(([rule]) => rule)).toContain('blind-except');
  });

  it('lets an import stand that is said to be there for its effect', () => {
    expect(broken('import models  # noqa: F401\nimport os\n')).toEqual([['unused-import', 2]]);
  });
});

describe('where the rules are asked', () => {
  it('places what it finds in a notebook by the line in its file', async () => {
    const cell = { cell_type: 'code', source: ['import os\n', '%matplotlib inline\n'], outputs: [] };
    const facts = await ruledFactsOf({ 'eda.ipynb': JSON.stringify({ cells: [cell] }, null, 1) });
    expect(facts.python[0]?.rules).toMatchObject([{ rule: 'unused-import', path: 'eda.ipynb', line: 6 }]);
  });

  it('knows nothing of what is no Python 3', async () => {
    const facts = await ruledFactsOf({ 'old.py': 'print "hello"\n' });
    expect(facts.python[0]?.rules).toBeNull();
  });
});
