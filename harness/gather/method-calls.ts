import type { FlowStep, Operand } from '../source/types.ts';
import { choiceOf } from './method-choice.ts';
import { pick } from './method-choosing.ts';
import { crossValidate } from './method-cross.ts';
import { divide } from './method-divide.ts';
import { asExpression, whereOf } from './method-expressions.ts';
import { isExample } from './method-fits.ts';
import { drawnAgain, fromFrame, joinTables } from './method-frames.ts';
import { anew, fromHolder, handedOn, recordOf, withBuilt } from './method-holders.ts';
import { keep } from './method-kept.ts';
import { isFolds, isLoader, isMetric, isSaver, isTool, lastOf, modelWritten } from './method-known.ts';
import { asOwnModel, isModelStep } from './method-own.ts';
import { lineOf } from './method-parents.ts';
import { columnsOfRows } from './method-row-functions.ts';
import { isByHand, score } from './method-score.ts';
import { oneOf, turnOf, turnTaken } from './method-several.ts';
import { isMadeTable, load, save } from './method-stored.ts';
import { toolCall, trained } from './method-tools.ts';
import { isData, joined, made, type Tool, type Value } from './method-values.ts';
import {
  type Activation,
  classOf,
  nothing,
  ownPlace,
  placeOf,
  someData,
  type Turn,
  type World,
} from './method-world.ts';

type CallStep = Extract<FlowStep, { do: 'call' }>;
export type Given = { readonly args: readonly Value[]; readonly keywords: ReadonlyMap<string, Value> };
type Target = { readonly path: string; readonly position: number; readonly self?: string };
export type Way = {
  readonly step: CallStep;
  readonly read: (operand: Operand) => Value;
  readonly enter: (target: Target, given: Given) => Value;
};

/** A call with everything that it is given. */
export type Called = Given & { readonly name: string; readonly last: string; readonly on: Value };

type Own = Target | { readonly made: string };

const inClass = ({ world }: Activation, { self, method }: { self: string; method: string }): Own | null => {
  const own = classOf(self);
  for (const { path, owner } of lineOf(world, own)) {
    const position = world.programs.get(path)?.functions.get(`${owner}.${method}`);
    if (position !== undefined) return { path, position, self };
  }
  return method === '__init__' && world.programs.get(own.path)?.classes.has(own.owner)
    ? { made: self }
    : null;
};

const newObject = ({ count }: World, of: string): string => {
  count.objects += 1;
  return `${of}#${count.objects}`;
};

const ownTarget = (run: Activation, { name, on, last }: Called): Own | null => {
  if (isData(on) || (on.tool && !on.own)) return null;
  const key = name.startsWith('self.') && name.split('.').length === 2 ? run.owner : on.own;
  if (key && !key.endsWith(':')) return inClass(run, { self: key, method: last });
  const found = ownPlace(run, name);
  const [first, second] = found?.rest ?? [];
  const program = found && run.world.programs.get(found.path);
  if (!found || !program || first === undefined) return null;
  if (program.classes.has(first)) {
    const of = `${found.path}:${first}`;
    return inClass(
      run,
      second === undefined
        ? { self: newObject(run.world, of), method: '__init__' }
        : { self: of, method: second },
    );
  }
  const position = second === undefined ? program.functions.get(first) : undefined;
  return position === undefined ? null : { path: found.path, position };
};

/** Tools in what a tool is made of, lists in lists included. */
const toolsIn = (values: readonly Value[], depth = 0): readonly Tool[] =>
  values.flatMap(({ tool, items }) => [
    ...(tool ? [tool] : []),
    ...(items && depth < 4 ? toolsIn(items, depth + 1) : []),
  ]);

const partsOf = ({ inside }: Tool): number => inside.reduce((sum, part) => sum + partsOf(part), 1);

/** Pipelines of pipelines may double at every step. */
const fewParts = (inside: readonly Tool[]): readonly Tool[] =>
  inside.reduce((sum, part) => sum + partsOf(part), 0) > 200 ? [] : inside;

const newTool = (turn: Turn, { last, args, keywords }: Called): Value => {
  const given = [...args, ...keywords.values()];
  const written = [...keywords].map(([name, { text }]) => `${name}=${text ?? ''}`);
  const inside = fewParts(toolsIn(given).slice(0, 24));
  const tool: Tool = {
    name: last,
    place: placeOf(turn),
    keywords: written,
    inside,
    chooses: choiceOf({ last, args, keywords }),
    others: [],
    fitted: null,
    tuned: [...given, ...inside].find(({ tuned }) => tuned)?.tuned ?? null,
    stoppedBy: null,
  };
  return made({ tool });
};

const packed = (values: readonly Value[]): Value =>
  made({ items: values.flatMap((value) => value.items ?? [value]) });

/** `enumerate(xs)`, `zip(xs, ys)`: what one turn of a loop over them gives. */
const looped = ({ last, args }: Called): Value => {
  const turn = turnTaken(args);
  const turns = args.map((arg) => turnOf(arg, turn));
  const counted = turn === null ? nothing() : made({ text: `${turn}` });
  return made({ items: [packed(last === 'enumerate' ? [counted, ...turns] : turns)] });
};

/** Names that no other package gave: of the file itself, or of own modules. */
const ownName = (run: Activation, name: string): boolean =>
  !name.includes('.') || ownPlace(run, name) !== null;

/** What makes a path or a text of others. */
const keepsText = /^(join|joinpath|Path|PurePath|abspath|realpath|resolve|format|str|open|expanduser)$/;

const library = (turn: Turn, called: Called): Value => {
  const { name, last, args, keywords, on } = called;
  const { world } = turn.run;
  keep(world, [...args, ...keywords.values()]);
  const picked = pick(turn, called);
  if (picked) return picked;
  if (/^(train_test_split|random_split|initial_split)$/.test(last)) return divide(turn, called);
  if (last === 'randomSplit') return divide(turn, { ...called, args: [on] });
  if (/^cross_val(_score|_predict|idate)$/.test(last)) return crossValidate(turn, called);
  if (/^(xgboost|lightgbm)\.(train)$/.test(name)) return trained(turn, called);
  if (isMetric(name)) return score(turn, called);
  if (isByHand(called)) return score(turn, { ...called, last: 'error by hand', args: [on, ...args] });
  if (isFolds(last) && on.tool === null) return newTool(turn, called);
  const written = modelWritten(name);
  if (written) return newTool(turn, { ...called, last: written });
  if (isTool(last) && !isData(on)) return newTool(turn, called);
  if (isSaver(name)) {
    save(turn, called);
    return on;
  }
  if (isLoader(name) && !isData(on)) return load(turn, called);
  const expression = asExpression(turn, called);
  if (expression) return expression;
  const [first] = args;
  if (/^(clone|deepcopy|copy)$/.test(last) && first?.tool) return made({ tool: anew(first.tool) });
  if (last === 'partial' && first && first.callees.length > 0) return { ...first };
  const held = fromHolder(called);
  if (held) return held;
  if (/^(enumerate|zip|tqdm)$/.test(last)) return looped(called);
  if (/^(pandas|polars|dask\.dataframe)\.(merge|concat|merge_asof)$/.test(name))
    return joinTables(turn, { tables: args, keywords });
  if (name === 'sklearn.utils.resample') return drawnAgain(turn, called);
  if (isData(on)) {
    const madeOf = columnsOfRows(turn, called);
    const result = fromFrame(turn, called);
    return madeOf.length > 0 ? { ...result, madeOf } : result;
  }
  const record = ownName(turn.run, name) ? recordOf(called) : null;
  if (record) return record;
  const all = [...args.flatMap((arg) => arg.items ?? [arg]), ...keywords.values()];
  if (last === 'to_datetime') return { ...joined(all), dated: true };
  const [only, ...others] = all.filter((value) => isData(value) || value.predicted);
  if (/^(array|asarray)$/.test(last) && first && isExample(first)) return first;
  if (name === 'numpy.where') return whereOf(turn, all);
  const single = only && others.length === 0 ? { ...only, text: null } : null;
  // `np.arange(len(X))`: positions of rows.
  if (single && /^(arange|range)$/.test(last)) return { ...single, index: true };
  if (single)
    return /^(DataFrame|array|asarray|Series|get_dummies|list|abs|log|log1p|copy|deepcopy|DMatrix|Pool|Dataset|csr_matrix|tensor|from_numpy|FloatTensor|scale|minmax_scale|normalize|nan_to_num|cut|qcut|to_numeric|where)$/.test(
      last,
    )
      ? single
      : opened(single);
  const result = joined([...(on.items ? on.items : [on]), ...all]);
  if (!isData(result) && isMadeTable(called)) return someData(world, { stored: true });
  if (/read|load|fetch|query|get_data|import/.test(last) && !isData(result))
    return someData(world, { stored: true });
  return keepsText.test(last) ? result : { ...result, text: null };
};

/** What an unknown function makes of rows may hold other columns. */
const opened = (value: Value): Value => ({
  ...value,
  entire: false,
  column: null,
  columns: { ...value.columns, selected: null, opaque: true },
});

/** The value of a call: of an own function by following it, of a library by what is known of it. */
export const call = (turn: Turn, { step, read, enter }: Way): Value => {
  const called: Called = {
    name: step.name,
    last: lastOf(step.name),
    on: read(step.on),
    args: step.args.map(read),
    keywords: new Map(Object.entries(step.keywords).map(([name, operand]) => [name, read(operand)])),
  };
  const { tool } = called.on;
  const own = ownTarget(turn.run, called);
  if (own && 'made' in own) return asOwnModel(turn, { ...(recordOf(called) ?? made({})), own: own.made });
  if (own) {
    const value = enter(own, called);
    return tool && isModelStep(called) ? toolCall(turn, { ...called, tool }) : asOwnModel(turn, value);
  }
  const [piped, ...others] = called.args;
  const next = called.last === 'pipe' ? piped?.callees[0] : undefined;
  if (next && !('library' in next)) return enter(next, { ...called, args: [called.on, ...others] });
  if (tool) return toolCall(turn, { ...called, tool });
  const handed = isData(called.on) ? null : handedOn(called, read);
  if (handed?.tool && called.args.length + called.keywords.size === 0)
    return made({ tool: anew(handed.tool) });
  if (!handed || handed.callees.length === 0) return library(turn, withBuilt(called, enter));
  return oneOf(
    handed.callees.map((callee) => {
      if (!('library' in callee)) return enter(callee, called);
      const { library: full } = callee;
      const outside = { ...called, name: full, last: lastOf(full), on: nothing() };
      return library(turn, withBuilt(outside, enter));
    }),
  );
};
