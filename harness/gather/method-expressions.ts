import type { Called } from './method-calls.ts';
import { filledWith, withLearnt } from './method-rows.ts';
import { derived, isData, joined, made, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const averages = /^(mean|median|mode)$/;

/**
 * `pl.col('a').median()`, and what it is handed on through, `fill_null`, `when().otherwise()`, `alias`: an average of rows that
 * nobody has named yet. Null for anything else.
 */
export const asExpression = (turn: Turn, { name, on, last, args }: Called): Value | null => {
  if (!name.startsWith('polars.')) return null;
  if (averages.test(last)) return made({ summary: { name: last, place: placeOf(turn), rows: [] } });
  const summary = [on, ...args].find((value) => value.summary && !isData(value))?.summary;
  return summary ? made({ summary }) : null;
};

/** An expression, of the rows that it is given to. */
export const ofRows = (on: Value): ((value: Value) => Value) => {
  const { kin, part } = on;
  return (value) =>
    value.summary?.rows.length === 0 ? { ...value, part, summary: { ...value.summary, rows: kin } } : value;
};

/** Columns made or changed: `assign(a=...)`, and expressions of Polars. */
export const withColumns = (turn: Turn, { on, args, keywords }: Called): Value => {
  const all = [...args.flatMap((arg) => arg.items ?? [arg]), ...keywords.values()];
  const given = all.map(ofRows(on));
  const result = joined([on, ...given]);
  return derived(result, {
    entire: on.entire,
    columns: on.columns,
    column: null,
    learnt: withLearnt(result, filledWith(turn, given)),
  });
};

/** `np.where(gap, x.median(), x)`. */
export const whereOf = (turn: Turn, values: readonly Value[]): Value => {
  const result = { ...joined(values), text: null };
  return { ...result, learnt: withLearnt(result, filledWith(turn, values)) };
};
