import type { Called } from './method-calls.ts';
import { addSplit, divisionOf } from './method-divide.ts';
import { isDateLike, isPeriod, summaries } from './method-known.ts';
import {
  type Columns,
  derived,
  isData,
  joined,
  type Learnt,
  made,
  placed,
  type Series,
  united,
  type Value,
} from './method-values.ts';
import { freshRows, placeOf, type Turn } from './method-world.ts';

/** Column names in a literal or a list of literals; null when some cannot be read. */
const literals = (value: Value | undefined): readonly string[] | null => {
  if (!value) return null;
  if (value.items) {
    const all = value.items.map(literals);
    return all.every((names) => names !== null) ? all.flat() : null;
  }
  return value.text !== null && !isData(value) ? [value.text] : null;
};

const opaque = (columns: Columns): Columns => ({ ...columns, opaque: true });

const without = (value: Value, { names, turn }: { names: readonly string[] | null; turn: Turn }): Columns =>
  names === null
    ? opaque(value.columns)
    : {
        ...value.columns,
        selected: value.columns.selected?.filter((name) => !names.includes(name)) ?? null,
        dropped: [...value.columns.dropped, ...names].slice(0, 200),
        place: placeOf(turn),
      };

const withLearnt = (value: Value, learnt: readonly Learnt[]): readonly Learnt[] =>
  united([value.learnt, learnt], ({ what, place }) => what + placed(place));

const withSeries = (value: Value, kind: Series['kind'], turn: Turn): readonly Series[] =>
  united([value.series, [{ kind, place: placeOf(turn) }]], (series) => series.kind + placed(series.place));

const fromSummary = (
  turn: Turn,
  { value, what, strength }: { value: Value; what: string; strength: Learnt['strength'] },
): readonly Learnt[] => {
  const { summary, part } = value;
  if (!summary) return [];
  return [
    { what, strength, place: placeOf(turn), rows: summary.rows, part, column: null, via: turn.run.calledAt },
  ];
};

/** Fewer rows: others than before, taken from them. */
const fewer = (turn: Turn, { value, cut }: { value: Value; cut: Value['cut'] }): Value =>
  derived(value, { rows: value.part ? value.rows : freshRows(turn.run.world), cut });

const isSlice = (text: string): boolean => /^[^:'"]*:[^:'"]*$/.test(text) && text.length < 40;

const byNames = (turn: Turn, { of, names }: { of: Value; names: readonly string[] }): Value => {
  const [only] = names;
  const place = placeOf(turn);
  if (names.length === 1 && only !== undefined && isSlice(only))
    return fewer(turn, { value: { ...of, columns: opaque(of.columns) }, cut: 'position' });
  return derived(of, { columns: { ...of.columns, selected: names, dropped: [], place }, view: of.view });
};

const byMask = (turn: Turn, { of, key }: { of: Value; key: Value }): Value => {
  const time = key.dated && key.compares !== null && /[<>]/.test(key.compares);
  const rest = fewer(turn, { value: of, cut: time ? 'time' : 'other' });
  return { ...rest, compares: key.compares };
};

/** `df['a']`, `df[['a', 'b']]`, `df[mask]`, `X[positions]`. */
export const itemOf = (turn: Turn, { of, key }: { of: Value; key: Value }): Value => {
  if (!isData(of)) {
    const index = Number(key.text);
    const item = of.items && Number.isInteger(index) ? of.items.at(index) : undefined;
    return (
      item ?? (of.items ? (of.items.find(({ tool }) => tool) ?? joined(of.items)) : { ...of, text: null })
    );
  }
  if (of.index) return { ...of };
  if (key.index) return derived(of, { part: key.part });
  if (key.items) {
    const [rows, columns] = key.items;
    const names = literals(key);
    if (names) return byNames(turn, { of, names: names.filter((name) => !isSlice(name)) });
    return rows && isData(rows) && columns
      ? itemOf(turn, { of: itemOf(turn, { of, key: rows }), key: columns })
      : derived(of, { columns: opaque(of.columns) });
  }
  if (isData(key) && key.compares !== null && !key.summary) return byMask(turn, { of, key });
  if (key.text !== null && !isData(key))
    return isSlice(key.text)
      ? byNames(turn, { of, names: [key.text] })
      : derived(of, {
          column: key.text,
          view: of.view,
          dated: isDateLike(key.text),
          columns: { ...of.columns, place: placeOf(turn) },
        });
  const chosen = key.summary?.name.startsWith('corr')
    ? fromSummary(turn, { value: key, what: 'columns chosen by correlation', strength: 'strong' })
    : [];
  return derived(of, { columns: opaque(of.columns), learnt: withLearnt(of, [...chosen, ...key.learnt]) });
};

const plainAttributes = /^(iloc|loc|values|T|at|iat|str|dt|cat|na|shape|size|sparse)$/;

export const attributeOf = (turn: Turn, { of, name }: { of: Value; name: string }): Value => {
  if (of.tool)
    return /^(best_estimator_|estimator|model|named_steps|steps)$/.test(name) ? { ...of } : made({});
  if (!isData(of)) return made({});
  if (/^(columns|dtypes|shape|size|index|name|feature_names)$/.test(name))
    return of.summary ? { ...of } : name === 'index' ? { ...of, index: true } : made({});
  if (plainAttributes.test(name)) return { ...of };
  return /^[A-Za-z]\w*$/.test(name) ? itemOf(turn, { of, key: made({ text: name }) }) : { ...of };
};

const comparison = /^(<|>|<=|>=|==|!=|isin|between)$/;

/** Rows scaled with a mean or a spread of themselves. */
const byHand = (turn: Turn, { of, by }: { of: readonly Value[]; by: string }): readonly Learnt[] => {
  const summary = of.find(
    (value) => value.summary && /^(nan)?(mean|std|min|max|median)$/.test(value.summary.name),
  );
  const rows = of.find((value) => isData(value) && !value.summary);
  if (!/^[-/]$/.test(by) || !summary?.summary || !rows || rows === summary) return [];
  const same = summary.summary.rows.some((id) => rows.kin.includes(id));
  return same && summary.column === rows.column
    ? fromSummary(turn, { value: summary, what: 'scaling by hand', strength: 'strong' })
    : [];
};

export const mixOf = (turn: Turn, { of, by }: { of: readonly Value[]; by: string }): Value => {
  const rows = of.filter(({ summary }) => !summary);
  const result = joined(rows.some(isData) ? rows : of);
  const learnt = byHand(turn, { of, by });
  const compares = comparison.test(by)
    ? by
    : (of.find(({ compares: inner }) => inner !== null)?.compares ?? null);
  const dated =
    result.dated ||
    (compares !== null && of.some(({ text, dated: inner }) => inner || (text !== null && isDateLike(text))));
  // What becomes of text in a calculation is known where it is put together with more text, as paths are.
  const text = /^[/+%]$/.test(by) ? result.text : null;
  return {
    ...result,
    text,
    compares,
    dated,
    learnt: learnt.length > 0 ? withLearnt(result, learnt) : result.learnt,
  };
};

/** A column that comes from one other, by a step that keeps what it says. */
const sourceOf = (
  turn: Turn,
  { into, key, value }: { into: Value; key: string; value: Value },
): Value['sources'] =>
  value.column !== null &&
  value.column !== key &&
  value.series.length === 0 &&
  value.view === null &&
  !value.summary
    ? { ...into.sources, [key]: { name: value.column, place: placeOf(turn) } }
    : into.sources;

/** `df['a'] = x`: the frame itself changes, for everybody who holds it. */
export const putInto = (
  turn: Turn,
  { into, key, value }: { into: Value; key: Value; value: Value },
): void => {
  if (!isData(into)) return;
  const names = literals(key);
  const titles = key.text === 'columns' && value.items ? literals(value) : null;
  if (titles) {
    into.named = { names: titles, place: placeOf(turn) };
    return;
  }
  const name = names?.length === 1 ? (names[0] ?? null) : null;
  into.learnt = withLearnt(into, value.learnt);
  into.series = united([into.series, value.series], (series) => series.kind + placed(series.place));
  if (name === null) return;
  if (value.dated || isDateLike(name)) into.dated = into.dated || value.dated;
  into.columns = {
    ...into.columns,
    dropped: into.columns.dropped.filter((dropped) => dropped !== name),
    selected: into.columns.selected ? [...into.columns.selected, name].slice(0, 200) : null,
  };
  into.sources = sourceOf(turn, { into, key: name, value });
};

export const removeFrom = (turn: Turn, { from, key }: { from: Value; key: Value }): void => {
  if (isData(from)) from.columns = without(from, { names: literals(key), turn });
};

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
  const all = [...args, ...keywords.values()];
  const learnt = all.flatMap((value) =>
    fromSummary(turn, { value, what: 'filling gaps with averages', strength: 'slight' }),
  );
  return derived(on, { learnt: withLearnt(on, learnt) });
};

const averaged = (turn: Turn, { on, last }: Called): Value => {
  const learnt: Learnt = {
    what: `${last} by group`,
    strength: 'harmless',
    place: placeOf(turn),
    rows: on.kin,
    part: on.part,
    column: on.column,
    via: turn.run.calledAt,
  };
  return derived(on, {
    learnt: on.column === null ? on.learnt : withLearnt(on, [learnt]),
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

/** Part of the rows by chance: the other part is what is left when their index is dropped. */
const sampled = (turn: Turn, { on, keywords }: Called): Value => {
  const share = keywords.get('frac')?.text ?? null;
  return share === null || Number(share) >= 1 ? derived(on) : fewer(turn, { value: on, cut: 'random' });
};

const windows = /^(shift|rolling|ewm|expanding|pct_change|resample|asfreq|add_lags)$/;
const lessRows = /^(query|filter|head|tail|truncate|nlargest|nsmallest|slice|limit|between_time)$/;
const keeps =
  /^(copy|astype|reset_index|sort_values|sort_index|dropna|drop_duplicates|fillna|replace|rename|assign|round|clip|abs|apply|map|applymap|to_numpy|to_frame|to_list|tolist|reshape|ravel|flatten|squeeze|values|toarray|todense|infer_objects|convert_dtypes|pipe|transform|with_columns|to_pandas|collect|sort|unique|isin|cut|str|lower|strip|cast|alias|set_axis|ffill|bfill|interpolate)$/;

/** A condition on a time, as an expression or as text. */
const byTime = ({ args }: Called): boolean =>
  args.some(
    ({ dated, compares, text }) =>
      (dated && compares !== null) ||
      /^\s*[\w.]*(date|time|month|year|week|day)\w*\s*(<|>|==|!=)/i.test(text ?? ''),
  );

const method = (turn: Turn, called: Called): Value => {
  const { on, last, args, keywords } = called;
  if (on.summary) return derived(on, { summary: on.summary });
  if (windows.test(last)) return derived(on, { series: withSeries(on, 'lags', turn), view: 'window' });
  if (on.view === 'grouped' && /^(mean|median|transform|agg|aggregate|std|sum)$/.test(last))
    return averaged(turn, called);
  if (on.view === 'window') return derived(on, { view: 'window' });
  if (/^(groupby|group_by)$/.test(last)) return derived(on, { view: 'grouped' });
  if (summaries.test(last)) return summarised(turn, called);
  if (/^(drop|drop_columns)$/.test(last)) return dropping(turn, called);
  if (last === 'pop') return popped(turn, called);
  if (last === 'set_index') return dated(turn, called);
  if (last === 'sample') return sampled(turn, called);
  if (last === 'fillna' || last === 'replace' || last === 'fill_null') return filled(turn, called);
  if (/^(merge|join|concat|append)$/.test(last)) return joinTables(turn, { tables: [on, ...args], keywords });
  if (lessRows.test(last)) return fewer(turn, { value: on, cut: byTime(called) ? 'time' : 'other' });
  if (last === 'select_dtypes' || last === 'select') return derived(on, { columns: opaque(on.columns) });
  const result = joined([on, ...args.flatMap((arg) => arg.items ?? [arg])]);
  return derived(result, {
    column: keeps.test(last) ? on.column : null,
    columns: keeps.test(last) ? on.columns : opaque(on.columns),
    compares: /^(isin|between|eq|ne|gt|lt|ge|le)$/.test(last) ? last : result.compares,
  });
};

/** A method of a table. With `inplace=True` the table itself changes. */
export const fromFrame = (turn: Turn, called: Called): Value => {
  const result = method(turn, called);
  if (called.keywords.get('inplace')?.text !== 'True') return result;
  Object.assign(called.on, { learnt: result.learnt, series: result.series, columns: result.columns });
  return called.on;
};

const held =
  /(^|[_.])(tests?|val|valid|validation|holdout|hold_out|eval|oot)([_\d]|$)|(X|x|y)(test|val)$|Test$/;
const learning = /(^|[_.])(train|training|trn|tr)([_\d]|$)|(X|x|y)train$|Train$/;
const hows = { time: 'by-time', position: 'by-position', random: 'random' } as const;

/** Rows that were not divided by anything known are what their name says. */
export const withName = (turn: Turn, { name, value }: { name: string; value: Value }): Value => {
  if (!isData(value) || value.part !== null || value.index || value.summary) return value;
  const side = learning.test(name) ? 'training' : held.test(name) ? 'held-out' : null;
  if (side === null || (side === 'held-out' && learning.test(name))) return value;
  const place = placeOf(turn);
  const how = value.cut && value.cut !== 'other' ? hows[value.cut] : null;
  if (how) addSplit(turn, { place, how, seed: null });
  const kind = how ? 'split' : 'named';
  return { ...value, part: { side, division: divisionOf(value, { place, kind }) } };
};
