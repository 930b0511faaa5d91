import type { MethodEvidence } from '../evidence/method.ts';
import type { SourceFacts } from '../source/types.ts';
import { lastOf } from './method-known.ts';

const most = 8;
const metric =
  /(^|_)(accuracy|precision|recall|f1|auc|auprc|roc|rmse|mae|mape|smape|wape|mrr|ndcg|hits?|hit_?rate|top_?k|gini|lift|score[sd]?|metrics?|eval(uate|uation)?)(_|\d|$)/i;

const shows = /^_*(dump|plot|print|save|write|show|log|load|get|make|build|draw|format)_/;

/** Calls of own functions that are called like a metric, and are given answers and what is true. */
export const findJudging = ({ python }: Pick<SourceFacts, 'python'>): MethodEvidence['judging'] => {
  const code = python.filter(({ test }) => !test);
  const own = new Set(code.flatMap(({ flow }) => flow.functions.map(({ name }) => name)));
  const calls = code
    .flatMap(({ calls: all }) => all)
    .map(({ name, args, place: { path, line }, text }) => ({
      name: lastOf(name),
      args: args.length,
      place: { path, line, text },
    }))
    .filter(({ name, args }) => args >= 2 && metric.test(name) && !shows.test(name) && own.has(name))
    .map(({ name, place }) => ({ name, place }));
  return [...new Map(calls.map((call) => [call.name, call])).values()].slice(0, most);
};
