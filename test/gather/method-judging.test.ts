import { describe, expect, it } from 'vitest';
import { findJudging } from '../../harness/gather/method-judging.ts';
import { factsOf } from '../source/memory.ts';

describe('own functions that may be metrics', () => {
  const found = (code: string) => findJudging(factsOf({ 'a.py': code })).map(({ name }) => name);
  const mrr = 'def eval_mrr(found, true):\n    return sum(a == b for a, b in zip(found, true)) / len(true)\n';

  it.each<[string, string, readonly string[]]>([
    ['one that is called', `${mrr}eval_mrr(answers, truth)\n`, ['eval_mrr']],
    ['one that nothing calls', mrr, []],
    ['one of a library', 'from m import eval_mrr\neval_mrr(answers, truth)\n', []],
    ['one that only shows', `def plot_recall(a, b):\n    pass\nplot_recall(x, y)\n`, []],
    ['one that has nothing to compare', `def score(a):\n    pass\nscore(x)\n`, []],
    ['another', `def clean(a, b):\n    pass\nclean(x, y)\n`, []],
  ])('%s', (_, code, expected) => {
    expect(found(code)).toEqual(expected);
  });
});
