import { describe, expect, it } from 'vitest';
import { modelsMade } from '../../harness/gather/training-models.ts';

const at = (path: string, bytes = 9, modifiedMs = 1) => ({ path, bytes, modifiedMs });

describe('what training made', () => {
  it.each([
    'model.joblib',
    'artifacts/model.joblib.dat',
    'finalized_model.sav',
    'out/xgb_model.json',
    'lgbm_model.txt',
    'weights.npz',
    'logistic_model.json',
    'cardio-model.json',
    'model/saved_model.pb',
  ])('is a model: %s', (path) => {
    expect(modelsMade({ before: [], after: [at(path)] })).toEqual([
      { path, bytes: 9, committed: false, changed: true },
    ]);
  });

  it.each([
    'metrics.json',
    'model_metrics.json',
    'model_card.json',
    'model_comparison.txt',
    'train.log',
    'data.npz',
  ])('is none: %s', (path) => {
    expect(modelsMade({ before: [], after: [at(path)] })).toEqual([]);
  });

  it('is told from what was there before', () => {
    const before = [at('same.pkl'), at('other.pkl'), at('later.pkl')];
    const after = [at('same.pkl'), at('other.pkl', 10), at('later.pkl', 9, 2), at('empty.pkl', 0)];
    expect(modelsMade({ before, after }).map(({ path, changed }) => [path, changed])).toEqual([
      ['same.pkl', false],
      ['other.pkl', true],
      ['later.pkl', true],
    ]);
  });
});
