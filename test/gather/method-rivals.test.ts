import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { gather } from './method-program.ts';

const models =
  'def fit_naive(a):\n    return a\n\ndef fit_learner(a):\n    return a\n\ndef fit_truth(a):\n    return a\n\ndef score_policy(rows, plan, truth=None):\n    return plan\n\ndef show(plan):\n    return plan\n\n';
const both = 'one = fit_naive(rows)\ntwo = fit_learner(rows)\n';

describe('functions of one’s own that fit', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'scored by one function',
      `${both}score_policy(rows, one.arms)\nscore_policy(rows, plan=two.arms)\n`,
      ['fit_naive', 'fit_learner'],
    ],
    [
      'beside what all of them are scored with',
      `${both}truth = fit_truth(rows)\nscore_policy(rows, one, truth)\nscore_policy(rows, two, truth)\n`,
      ['fit_naive', 'fit_learner'],
    ],
    ['one of them scored', `${both}score_policy(rows, one)\n`, []],
    ['one of them, scored twice', `${both}score_policy(rows, one)\nscore_policy(rows, one, 2)\n`, []],
    ['both shown', `${both}show(one)\nshow(two)\n`, []],
    [
      'both overwritten',
      `${both}one = 1\ntwo = rows\nscore_policy(rows, one)\nscore_policy(rows, two)\n`,
      [],
    ],
  ])('%s', (_, source, names) => {
    const files: Files = { 'models.py': models, 'run.py': `from models import *\n${source}` };
    expect(gather(files).rivals.map(({ name }) => name)).toEqual(names);
  });

  it('are a baseline where their names say so', () => {
    const source = `${both}score_policy(rows, one)\nscore_policy(rows, two)\n`;
    const { baselines } = gather({ 'run.py': `${models}${source}` });
    expect(baselines).toMatchObject([{ text: 'one = fit_naive(rows)' }]);
  });

  it('are no baseline alone', () => {
    expect(
      gather({ 'run.py': `${models}one = fit_naive(rows)\nscore_policy(rows, one)\n` }).baselines,
    ).toEqual([]);
  });
});
