import { branchChosen, itemChosen, preferenceOf, thresholdOf } from './method-choosing.ts';
import { bestOf } from './method-fits.ts';
import type { Learnt } from './method-kinds.ts';
import { isDateLike } from './method-known.ts';
import { marksOf } from './method-marks.ts';
import { fewer, fromSummary, isSlice, literals, opaque, withLearnt, without } from './method-rows.ts';
import { itemIn, oneOf } from './method-several.ts';
import { derived, isData, joined, made, placed, type Tool, united, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const byNames = (turn: Turn, { of, names }: { of: Value; names: readonly string[] }): Value => {
  const [only] = names;
  const place = placeOf(turn);
  if (names.length === 1 && only !== undefined && isSlice(only))
    return fewer(turn, { value: { ...of, columns: opaque(of.columns) }, cut: 'position', number: only });
  return derived(of, {
    columns: { ...of.columns, selected: names, dropped: [], place },
    madeOf: [],
    mixed: [],
  });
};

const byMask = (turn: Turn, { of, key }: { of: Value; key: Value }): Value => {
  const time = key.dated && key.compares !== null && /[<>]/.test(key.compares);
  const rest = fewer(turn, { value: of, cut: time ? 'time' : 'other' });
  return { ...rest, compares: key.compares };
};

/** `df['a']`, `df[['a', 'b']]`, `df[mask]`, `X[positions]`. */
export const itemOf = (turn: Turn, { of, key }: { of: Value; key: Value }): Value => {
  if (!isData(of))
    return key.index && isData(key) && !of.items
      ? derived(key, { index: false })
      : itemChosen(turn, { of, key, item: itemIn(of, key) });
  if (of.index) return { ...of };
  if (key.index) return derived(of, { part: key.part, entire: false });
  if (key.items) {
    const [rows, columns] = key.items;
    const names = literals(key);
    const rest =
      rows?.text != null && isSlice(rows.text) && rows.text.trim() !== ':' ? { entire: false } : {};
    if (names) return { ...byNames(turn, { of, names: names.filter((name) => !isSlice(name)) }), ...rest };
    return rows && isData(rows) && columns
      ? itemOf(turn, { of: itemOf(turn, { of, key: rows }), key: columns })
      : derived(of, { columns: opaque(of.columns), entire: false });
  }
  if (isData(key) && key.compares !== null && !key.summary) return byMask(turn, { of, key });
  if (key.text !== null && !isData(key))
    return isSlice(key.text)
      ? byNames(turn, { of, names: [key.text] })
      : derived(of, {
          column: key.text,
          table: of,
          madeOf: [],
          mixed: [],
          view: of.view,
          dated: isDateLike(key.text),
          columns: { selected: [key.text], dropped: [], opaque: false, place: placeOf(turn) },
        });
  const chosen = key.summary?.name.startsWith('corr')
    ? fromSummary(turn, { value: key, what: 'columns chosen by correlation', strength: 'strong' })
    : [];
  return derived(of, {
    columns: opaque(of.columns),
    entire: false,
    learnt: withLearnt(of, [...chosen, ...key.learnt]),
  });
};

const plainAttributes = /^(iloc|loc|values|T|at|iat|str|dt|cat|na|shape|size|sparse)$/;

/** What a search holds in the end is the model, with the settings that it found. */
const ofTool = (tool: Tool, { of, name }: { of: Value; name: string }): Value => {
  if (name === 'best_estimator_') return made({ tool: bestOf(tool) });
  if (/^best_(params|score|index)_$/.test(name)) return made({ tuned: tool.tuned });
  return /^(estimator|model|named_steps|steps)$/.test(name) ? { ...of } : made({});
};

export const attributeOf = (turn: Turn, { of, name }: { of: Value; name: string }): Value => {
  if (of.tool) return ofTool(of.tool, { of, name });
  if (!isData(of)) return made(marksOf([of]));
  if (/^(columns|dtypes|shape|size|index|name|feature_names)$/.test(name))
    return of.summary ? { ...of } : name === 'index' ? { ...of, index: true } : made({});
  if (plainAttributes.test(name)) return { ...of };
  return /^[A-Za-z]\w*$/.test(name) ? itemOf(turn, { of, key: made({ text: name }) }) : { ...of };
};

const mostMixed = 8;

const comparison = /^(<|>|<=|>=|==|!=|isin|between)$/;

/** What rows are moved or divided by when they are scaled. Since a first day, or until a last one, is no scale. */
const scales: Readonly<Record<string, RegExp>> = {
  '-': /^(nan)?(mean|median)$/,
  '/': /^(nan)?(mean|std|min|max|median)$/,
};

const isDated = ({ dated, column }: Value): boolean => dated || (column !== null && isDateLike(column));

/** Rows scaled with a mean or a spread of themselves. */
const byHand = (turn: Turn, { of, by }: { of: readonly Value[]; by: string }): readonly Learnt[] => {
  const [rows, summary] = of;
  if (!rows || !isData(rows) || rows.summary || isDated(rows)) return [];
  if (!summary?.summary || !scales[by]?.test(summary.summary.name)) return [];
  const same = summary.summary.rows.some((id) => rows.kin.includes(id));
  return same && summary.column === rows.column
    ? fromSummary(turn, { value: summary, what: 'scaling by hand', strength: 'strong' })
    : [];
};

/** `x.max() - x.min()` is a summary as well, and `None if n is None else int(n)`. */
const summaryOf = (of: readonly Value[], by: string): Partial<Value> => {
  const told = by === 'conditional_expression' ? of.filter(({ text }, at) => at !== 1 && text === null) : of;
  const [first] = told;
  return first?.summary && told.every(({ summary }) => summary)
    ? { summary: first.summary, column: first.column }
    : {};
};

const calculation = /^[-+*/]$/;

const columnsMixed = (of: readonly Value[]): readonly string[] => {
  const parts = of.filter((value) => isData(value) && !value.summary);
  const names = parts.map(({ column, mixed }) => (column === null ? mixed : [column]));
  return names.every((each) => each.length > 0) ? [...new Set(names.flat())].slice(0, mostMixed) : [];
};

export const mixOf = (turn: Turn, { of, by }: { of: readonly Value[]; by: string }): Value => {
  const rows = of.filter(({ summary }) => !summary);
  const lists =
    by === '+' && of.length > 1 && of.every((value) => value.items && !value.keys && !isData(value));
  if (lists) return made({ items: of.flatMap(({ items }) => items ?? []) });
  const [one, , other] = of;
  if (
    by === 'conditional_expression' &&
    one &&
    other &&
    [one, other].some(({ tool, callees }) => tool || callees.length > 0)
  )
    return branchChosen(turn, { of, result: oneOf([one, other]) });
  const result = { ...joined(rows.some(isData) ? rows : of), ...summaryOf(of, by) };
  const learnt = byHand(turn, { of, by });
  // Answers less what is true; two models' answers tell of each other.
  const error =
    result.error ||
    (/^(-|==|!=)$/.test(by) &&
      of.filter(({ predicted }) => predicted).length === 1 &&
      of.every((value) => isData(value) || value.predicted));
  const compares = comparison.test(by)
    ? by
    : (of.find(({ compares: inner }) => inner !== null)?.compares ?? null);
  const dated =
    result.dated ||
    (compares !== null && of.some(({ text, dated: inner }) => inner || (text !== null && isDateLike(text))));
  // What becomes of text in a calculation is known where it is put together with more text, as paths are.
  const text = /^[/+%]$/.test(by) ? result.text : null;
  const chosen = preferenceOf(turn, { of, by }) ?? result.chosen;
  const limited = /^[<>]=?$/.test(by) ? thresholdOf(of) : null;
  const predicted = limited && result.predicted ? { ...result.predicted, seen: limited } : result.predicted;
  const whole = {
    ...result,
    mixed: calculation.test(by) ? columnsMixed(of) : result.mixed,
    chosen,
    predicted,
    text,
    error,
    compares,
    dated,
    learnt: learnt.length > 0 ? withLearnt(result, learnt) : result.learnt,
  };
  return by === 'conditional_expression' ? branchChosen(turn, { of, result: whole }) : whole;
};

const mostSources = 200;

/** A column that comes from one other, by a step that keeps what it says, or from several by a rule for rows or a sum. */
const sourceOf = (
  turn: Turn,
  { into, key, value }: { into: Value; key: string; value: Value },
): Value['sources'] => {
  const one = value.column === null ? value.mixed : [value.column];
  const read = value.madeOf.length > 0 ? value.madeOf : one;
  const names = read.filter((name) => name !== key);
  // A window over some column of the table does not make another column later or earlier.
  const before = new Set(into.series.map(({ kind, place }) => kind + placed(place)));
  const moved = value.series.some(({ kind, place }) => !before.has(kind + placed(place)));
  const keeps = !moved && value.view === null && !value.summary;
  return names.length > 0 && keeps && into.sources.size < mostSources
    ? new Map([...into.sources, [key, { names, together: read === value.mixed, place: placeOf(turn) }]])
    : into.sources;
};

/** `df['a'] = x`: the frame itself changes, for everybody who holds it. */
export const putInto = (
  turn: Turn,
  { into, key, value }: { into: Value; key: Value; value: Value },
): void => {
  const names = literals(key);
  const titles = key.text === 'columns' && value.items ? literals(value) : null;
  if (titles) {
    into.named = { names: titles, place: placeOf(turn) };
    return;
  }
  const name = names?.length === 1 ? (names[0] ?? null) : null;
  const sources = name === null ? into.sources : sourceOf(turn, { into, key: name, value });
  into.learnt = withLearnt(into, value.learnt);
  into.series = united([into.series, value.series], (series) => series.kind + placed(series.place));
  if (name === null) return;
  if (value.dated || isDateLike(name)) into.dated = into.dated || value.dated;
  into.columns = {
    ...into.columns,
    dropped: into.columns.dropped.filter((dropped) => dropped !== name),
    selected: into.columns.selected ? [...into.columns.selected, name].slice(0, 200) : null,
  };
  into.sources = sources;
};

export const removeFrom = (turn: Turn, { from, key }: { from: Value; key: Value }): void => {
  if (isData(from)) from.columns = without(from, { names: literals(key), turn });
};
