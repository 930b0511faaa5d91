import type { SourceFacts } from '../source/types.ts';
import { findJudging } from './method-judging.ts';
import { behind, madeBy, namesIn } from './tracking-behind.ts';
import type { Write } from './tracking-writes.ts';

type Code = Pick<SourceFacts, 'python' | 'scripts'>;

const measures =
  /(^sklearn\.metrics\.(?!pairwise\.))|(^|\.)(cross_val_score|cross_validate|evaluate)$|(_score|_loss|_auc)$|(^|\.)(averagePrecision|prAuc|rocAuc|brier|logLoss|f1)(Score)?$/;
/** Functions of one's own that hand on what they measured are called so. */
const handsOn = /eval|metric|score|measure|assess|valid|report|bench|test|experiment|train|run/i;

const maxMade = 40;

const tail = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Names of functions that measure a model: a library's, one's own, and those of one's own that call them. */
export const measuring = ({ python, scripts }: Code): ReadonlySet<string> => {
  const calls = [...python, ...scripts].filter(({ test }) => !test).flatMap((file) => file.calls);
  const names = new Set([
    ...calls.filter(({ name }) => measures.test(name)).map(({ name }) => tail(name)),
    ...findJudging({ python }).map(({ name }) => name),
  ]);
  const around = calls.flatMap(({ name, within }) =>
    within !== null && names.has(tail(name)) && handsOn.test(within) ? [tail(within)] : [],
  );
  return new Set([...names, ...around]);
};

/** What is written is what one of these functions gave. */
export const isMeasured = ({ file, call, what }: Write, names: ReadonlySet<string>): boolean => {
  if (!file) return false;
  const seen = { file, line: call.place.line };
  const own = behind(seen, what);
  const made = [...new Set(own.flatMap(namesIn))].flatMap((name) => madeBy(seen, name));
  const parts = made.slice(0, maxMade).flatMap((text) => behind(seen, text));
  const called = [...own, ...parts].flatMap((text) => text.match(/\b\w{1,80}(?=\()/g) ?? []);
  return called.some((name) => names.has(name));
};
