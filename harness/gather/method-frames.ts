import type { Called } from './method-calls.ts';
import { ofRows, withColumns } from './method-expressions.ts';
import type { Learnt } from './method-kinds.ts';
import { isPeriod, summaries } from './method-known.ts';
import { callsOfGroups } from './method-row-functions.ts';
import {
  fewer,
  filledWith,
  fromSummary,
  literals,
  opaque,
  withLearnt,
  without,
  withSeries,
} from './method-rows.ts';
import { derived, isData, joined, made, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

/** Tables joined on nothing but a time: one row for each. */
export const joinTables = (
  turn: Turn,
  { tables, keywords }: { tables: readonly Value[]; keywords: Called['keywords'] },
): Value => {
  const parts = tables.flatMap((table) => table.items ?? [table]);
  const result = joined(parts);
  const on = literals(
    keywords.get('on') ??
      keywords.get('left_on') ??
      parts.find((part) => !isData(part) && literals(part) !== null),
  );
  const [first] = parts.filter(isData);
  const columns =
    first && parts.filter(isData).length === 1
      ? first.columns
      : { selected: null, dropped: first?.columns.dropped ?? [], opaque: true, place: null };
  const periods = on !== null && on.length > 0 && on.every(isPeriod);
  return { ...result, columns, series: periods ? withSeries(result, 'periods', turn) : result.series };
};

const given = ({ args, keywords }: Called, ...names: readonly string[]): Value | undefined =>
  names.map((name) => keywords.get(name)).find((value) => value !== undefined) ?? args[0];

const filled = (turn: Turn, { on, args, keywords }: Called): Value => {
  const by = [...args, ...keywords.values()];
  return derived(on, {
    learnt: withLearnt(on, [...by.flatMap(({ learnt }) => learnt), ...filledWith(turn, by)]),
  });
};

const tellsOfValues = /^(mean|median|sum|std|var|min|max)$/;

/** Columns that are averaged under another name: `['left'].mean()`, `agg(rate=('left', 'mean'))`. */
const columnsAveraged = ({ on, keywords }: Called): readonly string[] =>
  on.column === null
    ? [...keywords].flatMap(([name, { items }]) => {
        const [from, by] = items?.map(({ text }) => text) ?? [];
        return from && from !== name && tellsOfValues.test(by ?? '') ? [from] : [];
      })
    : [on.column];

const averaged = (turn: Turn, called: Called): Value => {
  const { on, last } = called;
  const learnt = columnsAveraged(called).map(
    (column): Learnt => ({
      what: `a statistic of ${column} by group`,
      strength: 'harmless',
      place: placeOf(turn),
      rows: on.kin,
      part: on.part,
      column,
      via: turn.run.calledAt,
      sure: turn.reach === 'reached',
      made: null,
    }),
  );
  return derived(on, {
    learnt: withLearnt(on, learnt),
    // One row a group is left: what each looked back at is over.
    series: last === 'transform' ? on.series : [],
    grouped: last !== 'transform',
    view: null,
    column: null,
  });
};

const summarised = (turn: Turn, { on, last }: Called): Value =>
  derived(on, { summary: { name: last, place: placeOf(turn), rows: on.kin } });

const dropping = (turn: Turn, called: Called): Value => {
  const { on, args } = called;
  const columns = called.keywords.get('columns');
  const rows = called.keywords.get('index') ?? args.find(({ index }) => index);
  const target = columns ?? called.keywords.get('labels') ?? args[0];
  if (!columns && rows) {
    const { part } = rows;
    const other =
      part &&
      ({ side: part.side === 'training' ? 'held-out' : 'training', division: part.division } as const);
    return { ...fewer(turn, { value: on, cut: 'other' }), ...(other ? { part: other } : {}) };
  }
  return derived(on, { columns: without(on, { names: literals(target), turn }) });
};

const popped = (turn: Turn, called: Called): Value => {
  const names = literals(given(called, 'item'));
  const [only] = names ?? [];
  called.on.columns = without(called.on, { names, turn });
  return derived(called.on, { column: only ?? null });
};

const dated = (turn: Turn, called: Called): Value => {
  const names = literals(given(called, 'keys'));
  const series =
    names?.length === 1 && names.every(isPeriod)
      ? withSeries(called.on, 'dated-index', turn)
      : called.on.series;
  return derived(called.on, {
    series,
    columns: names ? without(called.on, { names, turn }) : opaque(called.on.columns),
  });
};

/** Rows drawn more than once stand on both sides of a split that comes later. */
const repeated = (turn: Turn, rows: Value): Value => {
  const { kin, part } = rows;
  const what = 'drawing rows again';
  const place = placeOf(turn);
  const via = turn.run.calledAt;
  const sure = turn.reach === 'reached';
  const learnt: Learnt = {
    what,
    strength: 'strong',
    place,
    rows: kin,
    part,
    column: null,
    via,
    sure,
    made: null,
  };
  return derived(rows, { learnt: withLearnt(rows, [learnt]) });
};

/** `sklearn.utils.resample`: rows are put back unless it is said that they are not. */
export const drawnAgain = (turn: Turn, { args, keywords }: Called): Value => {
  const again = keywords.get('replace')?.text !== 'False';
  const drawn = args.map((rows) => (again && isData(rows) ? repeated(turn, rows) : rows));
  const [only] = drawn;
  return only && drawn.length === 1 ? only : made({ items: drawn });
};

/** Part of the rows by chance: the other part is what is left when their index is dropped. */
const sampled = (turn: Turn, { on, args, keywords }: Called): Value => {
  if (keywords.get('replace')?.text === 'True') return repeated(turn, on);
  const share = keywords.get('frac')?.text ?? null;
  const number = keywords.get('n')?.text ?? args[0]?.text ?? null;
  if (share !== null && Number(share) >= 1) return derived(on);
  return share === null && !/^[\d_]+$/.test(number ?? '')
    ? derived(on, { entire: false })
    : fewer(turn, { value: on, cut: 'random', number: share ?? number, leaves: false });
};

const windows = /^(shift|rolling|ewm|expanding|pct_change|resample|asfreq|add_lags)$/;
const lessRows = /^(query|filter|head|tail|take|skip|truncate|nlargest|nsmallest|slice|limit|between_time)$/;
/** The first rows, of which the others may be left out. */
const firstRows = /^(head|take|limit)$/;
/** Datasets of TensorFlow in another order, or in parts that are still all of them. */
const keepsRows = /^(shuffle|batch|padded_batch|unbatch|cache|prefetch|repeat|with_options)$/;
const keeps =
  /^(copy|astype|reset_index|sort_values|sort_index|dropna|drop_duplicates|fillna|replace|rename|assign|round|clip|abs|apply|map|applymap|to_numpy|to_frame|to_list|tolist|reshape|ravel|flatten|squeeze|values|toarray|todense|infer_objects|convert_dtypes|pipe|transform|with_columns|to_pandas|toPandas|collect|sort|unique|isin|cut|str|lower|strip|cast|alias|set_axis|ffill|bfill|interpolate)$/;

/** A condition on a time, as an expression or as text. */
const byTime = ({ args }: Called): boolean =>
  args.some(
    ({ dated, compares, text }) =>
      (dated && compares !== null) ||
      /^\s*[\w.]*(date|time|month|year|week|day)\w*\s*(<|>|==|!=)/i.test(text ?? ''),
  );

const cutBy = (turn: Turn, called: Called): Value => {
  const { on, last, args } = called;
  const isFirst = firstRows.test(last);
  const byRule = last === 'filter' && (args[0]?.callees.length ?? 0) > 0;
  const cut = /^(take|skip)$/.test(last) ? 'position' : byTime(called) ? 'time' : 'other';
  const number = isFirst && args[0] ? (args[0].text ?? '') : null;
  return fewer(turn, { value: on, cut, number, leaves: !isFirst && !byRule });
};

const fills = /^(fillna|fill_null|fill_nan|replace|mask|where)$/;
const asTable = /^(reset_index|to_frame|rename_axis|merge|join)$/;
/** Values by how many rows have them: what comes of them is no longer only which values there are. */
const byCount = (turn: Turn, { args }: Called): readonly Learnt[] =>
  args.flatMap((value) =>
    value.summary?.name === 'value_counts'
      ? fromSummary(turn, { value, what: 'telling rare values by their count', strength: 'slight' })
      : [],
  );

const method = (turn: Turn, called: Called): Value => {
  const { on, last, args, keywords } = called;
  if (on.summary?.name === 'value_counts' && asTable.test(last))
    return derived(on, { summary: null, column: null });
  if (on.summary) return derived(on, { summary: on.summary });
  if (windows.test(last)) return derived(on, { series: withSeries(on, 'lags', turn), view: 'window' });
  if (on.view === 'grouped' && /^(apply|transform)$/.test(last) && callsOfGroups(turn, called, windows))
    return derived(on, { series: withSeries(on, 'lags', turn), view: 'window' });
  if (on.view === 'grouped' && /^(mean|median|transform|agg|aggregate|std|sum)$/.test(last))
    return averaged(turn, called);
  if (on.view === 'window') return derived(on, { view: 'window' });
  if (/^(groupby|group_by)$/.test(last)) return derived(on, { view: 'grouped' });
  const counts = last === 'value_counts' && on.column !== null && on.view === null;
  if (counts || summaries.test(last)) return summarised(turn, called);
  if (/^(drop|drop_columns)$/.test(last)) return dropping(turn, called);
  if (last === 'pop') return popped(turn, called);
  if (last === 'set_index') return dated(turn, called);
  if (last === 'sample') return sampled(turn, called);
  if (fills.test(last)) return filled(turn, called);
  if (last === 'assign' || last === 'with_columns') return withColumns(turn, called);
  if (/^(merge|join|concat|append)$/.test(last)) return joinTables(turn, { tables: [on, ...args], keywords });
  const isOnce = last === 'drop_duplicates' && keywords.get('keep')?.text === 'False';
  if (isOnce || lessRows.test(last)) return cutBy(turn, called);
  const [only] = args;
  if (last === 'select' && only?.summary && args.length === 1)
    return derived(on, { summary: ofRows(on)(only).summary });
  if (last === 'select_dtypes' || last === 'select') return derived(on, { columns: opaque(on.columns) });
  const result = joined([on, ...args.flatMap((arg) => arg.items ?? [arg])]);
  return derived(result, {
    learnt: last === 'isin' ? withLearnt(result, byCount(turn, called)) : result.learnt,
    entire: on.entire && (keeps.test(last) || keepsRows.test(last)),
    column: keeps.test(last) ? on.column : null,
    columns: keeps.test(last) ? on.columns : opaque(on.columns),
    compares: /^(isin|between|eq|ne|gt|lt|ge|le)$/.test(last) ? last : result.compares,
  });
};

/** A method of a table. With `inplace=True` the table itself changes, and the one that it is a column of. */
export const fromFrame = (turn: Turn, called: Called): Value => {
  const result = method(turn, called);
  if (called.keywords.get('inplace')?.text !== 'True') return result;
  const { on } = called;
  Object.assign(on, { learnt: result.learnt, series: result.series, columns: result.columns });
  if (on.table) on.table.learnt = withLearnt(on.table, result.learnt);
  return on;
};
