import { addAnswers } from './method-answers.ts';
import type { Called } from './method-calls.ts';
import { seenBy } from './method-choice.ts';
import { addLearnt, asRows, foldPositions } from './method-divide.ts';
import { isExample, isModelTool, learns, modelsIn, noteExample, noteFit } from './method-fits.ts';
import { madeAt } from './method-kept.ts';
import { type Fitted, isWhole, type Learnt, type Seen } from './method-kinds.ts';
import { isFolds, isHolder, isResampler, isSearch, strengthOf } from './method-known.ts';
import { noteRefit, refitted, titleOf } from './method-refit.ts';
import { inFrame, score } from './method-score.ts';
import { watch } from './method-stopping.ts';
import { notePrepared } from './method-unsaved.ts';
import { derived, isData, joined, made, share, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type OnTool = Called & { readonly tool: Tool };

const learntBy = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): readonly Learnt[] => {
  const strength = learns(tool);
  const { place, part } = tool.fitted ?? { place: placeOf(turn), part: rows.part };
  if (strength === null || turn.reach === 'unlikely') return [];
  const via = turn.run.calledAt;
  return [
    {
      what: titleOf(tool),
      strength,
      place,
      rows: rows.kin,
      part,
      column: null,
      via,
      sure: turn.reach === 'reached',
      made: madeAt(tool),
    },
  ];
};

const fittedOn = (turn: Turn, { rows, part, entire, learnt }: Value): Fitted => ({
  rows,
  part,
  entire,
  by: learnt.filter(({ what }) => strengthOf(what) !== null),
  place: placeOf(turn),
});

const fitOn = (turn: Turn, { tool, args, keywords }: OnTool): Value => {
  const rows = args[0] ?? keywords.get('X') ?? keywords.get('x');
  const target = args[1] ?? keywords.get('y');
  const data = rows && (isData(rows) ? rows : joined(rows.items ?? [rows]));
  if (isModelTool(tool) && isExample(rows)) noteExample(turn, tool);
  else if (isModelTool(tool)) {
    noteFit(turn, { tool, rows: data ?? made({}), target });
    if (data) addAnswers(turn, { features: data, target, tool });
    watch(turn, { tool, keywords });
  }
  if (!data || !isData(data)) return made({ tool });
  refitted(turn, { tool, rows: data });
  // Of two branches, nobody can tell which was taken before the model was scored.
  if (turn.reach !== 'reached' && tool.fitted?.part && data.part === null) return made({ tool });
  tool.fitted = fittedOn(turn, data);
  if (isModelTool(tool)) notePrepared(turn, { tool, by: tool.fitted.by });
  if (isSearch(tool.name)) tool.tuned = tool.fitted;
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
    columns: inner || isHolder(tool.name) ? seenBy(rows.columns, tool) : { ...rows.columns, opaque: true },
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

/** They look for groups and outliers among the rows that they are given. */
const groups = /^(KMeans|MiniBatchKMeans|GaussianMixture|DBSCAN|IsolationForest|LocalOutlierFactor)$/;

/** What the model had seen of held-out rows before it was asked about them. */
const seen = (tool: Tool, { part }: Value): Seen | null => {
  if (part?.side !== 'held-out') return null;
  const { division } = part;
  if (tool.stoppedBy && tool.stoppedBy.division === division)
    return { kind: 'early-stopping', place: tool.stoppedBy.place, division };
  const { fitted } = tool;
  const all = fitted?.part === null && division.kind === 'split' && share(fitted.rows, division.rows);
  const same = fitted?.part?.side === 'held-out' && fitted.part.division === division;
  const left = fitted?.entire && isWhole(fitted.part) && share(fitted.rows, division.from);
  const before = fitted && (all || same || left) && !groups.test(tool.name);
  if (before) return { kind: 'trained-on', place: fitted.place, division };
  const { tuned } = tool;
  const searched = tuned?.part === null && division.kind === 'split' && share(tuned.rows, division.rows);
  return searched ? { kind: 'tuned-on', place: tuned.place, division } : null;
};

const predict = (turn: Turn, { tool, args, keywords }: OnTool): Value => {
  const rows = args[0] ?? keywords.get('X') ?? keywords.get('x');
  const by = modelsIn(tool);
  if (rows) noteRefit(turn, { tool, rows });
  return rows && isData(rows)
    ? derived(rows, {
        predicted: { seen: seen(tool, rows), by },
        learnt: [],
        column: null,
      })
    : made({ predicted: { seen: null, by } });
};

/** `xgb.train(params, rows, evals=...)`: a fitted model. */
export const trained = (turn: Turn, called: Called): Value => {
  const tool: Tool = {
    name: called.name.split('.').slice(-2).join('.'),
    place: placeOf(turn),
    keywords: [],
    inside: [],
    chooses: { selected: null, dropped: [] },
    others: [],
    fitted: null,
    tuned: null,
    stoppedBy: null,
  };
  const rows = called.args.find(isData) ?? called.keywords.get('train_set') ?? called.keywords.get('dtrain');
  noteFit(turn, { tool, rows: rows ?? made({}) });
  watch(turn, { tool, keywords: called.keywords });
  if (rows) tool.fitted = fittedOn(turn, rows);
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
    case 'train':
      return keywords.has('training_frame') ? fitOn(turn, { ...called, args: inFrame(keywords) }) : made({});
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
    case 'model_performance':
      return score(turn, { ...called, args: [predict(turn, called)] });
    case 'split':
      return isFolds(tool.name) && rows
        ? foldPositions(turn, {
            features: asRows(turn, rows),
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
