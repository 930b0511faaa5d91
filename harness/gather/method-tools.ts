import { addAnswers } from './method-answers.ts';
import type { Called } from './method-calls.ts';
import { addLearnt, foldPositions, foldRows, isWhole } from './method-divide.ts';
import { keyOf, note } from './method-findings.ts';
import { isFolds, isHolder, isModel, isResampler, isSearch, strengthOf } from './method-known.ts';
import { score } from './method-score.ts';
import { derived, isData, joined, type Learnt, made, share, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type OnTool = Called & { readonly tool: Tool };

const isModelTool = ({ name, inside }: Tool): boolean =>
  isModel(name) || isSearch(name) || (isHolder(name) && inside.some(isModelTool));

const ranks = ['harmless', 'slight', 'strong'] as const;

/** The most that comes out of any of its parts; null where nothing does, or nothing is known of it. */
const learns = (tool: Tool): Learnt['strength'] | null => {
  const constant = tool.keywords.some((keyword) => /^strategy=(constant|most_frequent)$/.test(keyword));
  const own = strengthOf(tool.name);
  if (own && own !== 'stateless') return own === 'slight' && constant ? 'harmless' : own;
  if (!isHolder(tool.name)) return null;
  const inside = tool.inside.map(learns);
  return ranks.findLast((rank) => inside.includes(rank)) ?? null;
};

/** What of a pipeline says most about it. */
const titleOf = (tool: Tool): string => {
  const rank = learns(tool);
  return isHolder(tool.name)
    ? (tool.inside.find((part) => learns(part) === rank)?.name ?? tool.name)
    : tool.name;
};

const learntBy = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): readonly Learnt[] => {
  const strength = learns(tool);
  const { place, part } = tool.fitted ?? { place: placeOf(turn), part: rows.part };
  if (strength === null || turn.reach === 'unlikely') return [];
  const via = turn.run.calledAt;
  return [{ what: titleOf(tool), strength, place, rows: rows.kin, part, column: null, via }];
};

const refitted = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): void => {
  const { part } = rows;
  if (turn.reach !== 'reached' || part?.side !== 'held-out' || learns(tool) === null || isModelTool(tool))
    return;
  const use = placeOf(turn);
  const value = {
    kind: 'refitted',
    what: titleOf(tool),
    use,
    via: turn.run.calledAt,
    split: part.division.place,
  } as const;
  note(turn.run.world.findings.heldOut, { key: `${keyOf(use, part.division.place)} refitted`, value });
};

const stops = ({ name, keywords, inside }: Tool): boolean =>
  /^(EarlyStopping|early_stopping)$/.test(name) ||
  keywords.some((keyword) => /^early_stopping_rounds=(?!None)/.test(keyword)) ||
  inside.some(stops);

const hasStop = (value: Value | undefined): boolean =>
  value !== undefined && ((value.tool && stops(value.tool)) || value.items?.some(hasStop) === true);

const heldOutIn = (value: Value | undefined): Value | null => {
  if (!value) return null;
  if (value.part?.side === 'held-out') return value;
  return (value.items ?? []).map(heldOutIn).find((found) => found !== null) ?? null;
};

/** Held-out rows that decide when fitting stops; rounds of cross-validation have no others. */
const watch = (turn: Turn, { tool, keywords }: { tool: Tool; keywords: Called['keywords'] }): void => {
  const rounds = keywords.get('early_stopping_rounds');
  const stopping = (rounds && rounds.text !== 'None') || stops(tool) || hasStop(keywords.get('callbacks'));
  const watched = heldOutIn(
    keywords.get('eval_set') ??
      keywords.get('validation_data') ??
      keywords.get('evals') ??
      keywords.get('valid_sets'),
  );
  const division = watched?.part?.division;
  if (stopping && division && division.kind === 'split') tool.stoppedBy = { division, place: placeOf(turn) };
};

const holdsPreparation = (tool: Tool): boolean =>
  (isHolder(tool.name) && learns(tool) !== null) || tool.inside.some(holdsPreparation);

/** The model that a pipeline or a search holds. */
const modelOf = (tool: Tool): Tool => {
  const inner = isHolder(tool.name) || isSearch(tool.name) ? tool.inside.findLast(isModelTool) : undefined;
  return inner ? modelOf(inner) : tool;
};

const noteFit = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): void => {
  const place = placeOf(turn);
  note(turn.run.world.findings.fits, {
    key: keyOf(place),
    value: { name: modelOf(tool).name, place, pipeline: holdsPreparation(tool) },
  });
  if (isSearch(tool.name) && isData(rows))
    foldRows(turn, { features: rows, target: undefined, name: 'KFold', keywords: [] });
};

const fitOn = (turn: Turn, { tool, args, keywords }: OnTool): Value => {
  const rows = args[0] ?? keywords.get('X') ?? keywords.get('x');
  const target = args[1] ?? keywords.get('y');
  const data = rows && (isData(rows) ? rows : joined(rows.items ?? [rows]));
  if (isModelTool(tool)) {
    noteFit(turn, { tool, rows: data ?? made({}) });
    if (data) addAnswers(turn, { features: data, target, tool });
    watch(turn, { tool, keywords });
  }
  if (!data || !isData(data)) return made({ tool });
  refitted(turn, { tool, rows: data });
  tool.fitted = { rows: data.rows, part: data.part, place: placeOf(turn) };
  return made({ tool });
};

const keepsColumns = /Scaler$|Imputer$|Transformer$|Sampler$|^SMOTE/;

/** Rows as they come out of a fitted transformer, with what it has learnt. */
const transform = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): Value => {
  const fitted = tool.fitted;
  const inner = tool.inside.length === 0 && keepsColumns.test(tool.name);
  const learnt = fitted ? learntBy(turn, { tool, rows: { ...rows, kin: fitted.rows } }) : [];
  const { part } = rows;
  const [first] = learnt;
  if (
    first &&
    part?.division.kind === 'split' &&
    isWhole(first.part) &&
    share(first.rows, part.division.rows)
  )
    addLearnt(turn, { learnt: first, split: part.division.place });
  return derived(rows, {
    learnt: [...rows.learnt.slice(0, 7), ...learnt],
    column: inner ? rows.column : null,
    columns: inner ? rows.columns : { ...rows.columns, opaque: true },
  });
};

const resample = (turn: Turn, called: OnTool): Value => {
  const [rows, target] = [
    called.args[0] ?? called.keywords.get('X'),
    called.args[1] ?? called.keywords.get('y'),
  ];
  fitOn(turn, called);
  if (!rows) return made({});
  const after = transform(turn, { tool: called.tool, rows });
  return made({ items: [after, derived(target ?? made({}))] });
};

/** What the model had seen of held-out rows before it was asked about them. */
const seen = (tool: Tool, { part }: Value): Value['predicted'] => {
  if (part?.side !== 'held-out') return { seen: null };
  const { division } = part;
  if (tool.stoppedBy && tool.stoppedBy.division === division)
    return { seen: { kind: 'early-stopping', place: tool.stoppedBy.place, division } };
  const { fitted } = tool;
  const before =
    fitted && fitted.part === null && division.kind === 'split' && share(fitted.rows, division.rows);
  return {
    seen: before && !isSearch(tool.name) ? { kind: 'trained-on', place: fitted.place, division } : null,
  };
};

const predict = (_turn: Turn, { tool, args, keywords }: OnTool): Value => {
  const rows = args[0] ?? keywords.get('X') ?? keywords.get('x');
  return rows && isData(rows)
    ? derived(rows, { predicted: seen(tool, rows), learnt: [], column: null })
    : made({ predicted: { seen: null } });
};

/** `xgb.train(params, rows, evals=...)`: a fitted model. */
export const trained = (turn: Turn, called: Called): Value => {
  const tool: Tool = {
    name: called.name.split('.').slice(-2).join('.'),
    place: placeOf(turn),
    keywords: [],
    inside: [],
    fitted: null,
    stoppedBy: null,
  };
  const rows = called.args.find(isData) ?? called.keywords.get('train_set') ?? called.keywords.get('dtrain');
  noteFit(turn, { tool, rows: rows ?? made({}) });
  watch(turn, { tool, keywords: called.keywords });
  if (rows) tool.fitted = { rows: rows.rows, part: rows.part, place: placeOf(turn) };
  return made({ tool });
};

/** A method of something from a library that can be fitted. */
export const toolCall = (turn: Turn, called: OnTool): Value => {
  const { tool, last, args, keywords } = called;
  const rows = args[0] ?? keywords.get('X');
  switch (last) {
    case 'fit':
    case 'partial_fit':
      return fitOn(turn, called);
    case 'fit_transform':
      fitOn(turn, called);
      return rows && isData(rows) ? transform(turn, { tool, rows }) : joined(args);
    case 'fit_resample':
    case 'fit_sample':
      return isResampler(tool.name) || tool.inside.some(({ name }) => isResampler(name))
        ? resample(turn, called)
        : made({});
    case 'transform':
      return rows && isData(rows) ? transform(turn, { tool, rows }) : joined(args);
    case 'fit_predict':
      fitOn(turn, called);
      return predict(turn, called);
    case 'predict':
    case 'predict_proba':
    case 'decision_function':
    case 'forecast':
      return predict(turn, called);
    case 'score':
    case 'evaluate':
      return score(turn, { ...called, args: [predict(turn, called)] });
    case 'split':
      return isFolds(tool.name) && rows
        ? foldPositions(turn, {
            features: isData(rows) ? rows : joined(rows.items ?? []),
            target: args[1] ?? keywords.get('y'),
            name: tool.name,
            keywords: tool.keywords,
          })
        : made({});
    case 'set_params':
    case 'set_output':
      return made({ tool });
    default:
      return made({});
  }
};
