import type { Excerpt } from '../evidence/common.ts';
import { modulesOf } from '../source/modules.ts';
import type { FlowStep, Operand, PythonFile } from '../source/types.ts';
import { isService, type Own } from './notes-watching-found.ts';

const predicts = /(^|\.)(predict(_\w+)?|(make|get|run)_predictions?)$/;
const fits = /(^|\.)(fit|partial_fit|fit_transform)$/;
/** A score that is worked out of predictions is none. */
const measures =
  /^sklearn\.metrics\.|(^|\.)\w*(score|report|accuracy|metrics?|evaluate|loss|error|confusion_matrix)$/i;
/** What is written into a buffer is in it. */
const fills = /\.(write\w*|to_csv|to_json|to_parquet|dump|save)$/;
const grows = /\.(append|extend|update)$/;
/** Calls that write to what outlives the request: a database, a bucket, a stream. */
const keeps =
  /(^|\.)(insert_one|insert_many|insert_rows\w*|put_item|put_object|put_record|put_records|bulk_create|bulk_save_objects|executemany|xadd|rpush|lpush|to_sql)$|(table|collection|db|client|conn\w*|session)\w*\.insert$|(^|\.)\w*(session|db)\.(add|add_all)$|(^|\.)objects\.create$/i;
const asks = /(^|\.)\w*(session|db|cursor|conn|connection|engine)\.execute$/i;
/** The way in of a function in the cloud, for which no framework is imported. */
const isHandler = (parameters: readonly string[]): boolean => parameters.join() === 'event,context';

const most = { files: 60, depth: 3, looks: 2_000, found: 2 };

type Call = Extract<FlowStep, { do: 'call' }>;
type Definition = {
  readonly file: PythonFile;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly steps: readonly FlowStep[];
};
type Search = {
  readonly named: ReadonlyMap<string, readonly Definition[]>;
  /** Functions by what they were given, each looked at once. */
  readonly looked: Set<string>;
};
type Given = { readonly tainted: readonly Operand[]; readonly depth: number };

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const definitionsIn = (file: PythonFile): readonly Definition[] => {
  const { functions, statements, steps } = file.flow;
  const by = Map.groupBy(steps, ({ at }) => statements[at]?.within ?? null);
  return functions.map(({ name, parameters }, at) => ({
    file,
    name,
    parameters: parameters.filter((one) => one !== 'self' && one !== 'cls'),
    steps: by.get(at) ?? [],
  }));
};

const sourcesOf = (step: FlowStep): readonly Operand[] => {
  switch (step.do) {
    case 'call':
      return [...step.args, ...Object.values(step.keywords), step.on];
    case 'mix':
    case 'pack':
      return step.of;
    case 'item':
      return [step.of, step.key];
    case 'attribute':
    case 'put':
    case 'bind':
    case 'each':
      return [step.of];
    case 'delete':
    case 'return':
      return [];
  }
};

const writtenBy = ({ name, to, on, args }: Call): readonly Operand[] => {
  if (measures.test(name)) return [];
  if (grows.test(name)) return [to, on];
  return fills.test(name) ? [to, ...args] : [to];
};

/** Names and results of steps; a literal holds nothing. */
const targetsOf = (step: FlowStep): readonly Operand[] => {
  const all = step.do === 'call' ? writtenBy(step) : 'to' in step ? [step.to].flat() : [];
  return all.filter((operand) => operand !== '' && !operand.startsWith("'"));
};

const excerpt = ({ file }: Definition, at: number): Excerpt => {
  const statement = file.flow.statements[at];
  return { path: file.path, line: statement?.line ?? 1, text: statement?.text ?? '' };
};

const isKept = (definition: Definition, { name, at }: Call): boolean =>
  keeps.test(name) || (asks.test(name) && /insert/i.test(excerpt(definition, at).text));

/** Where a function of the submission's own goes on with what it is given. */
const into = (
  search: Search,
  call: Call,
  { from, tainted, depth }: { from: Definition; tainted: ReadonlySet<Operand>; depth: number },
): readonly Excerpt[] => {
  const all = search.named.get(lastOf(call.name)) ?? [];
  const next = all.find(({ file }) => file === from.file) ?? all[0];
  const given = (next?.parameters ?? []).filter((one, position) =>
    tainted.has(call.keywords[one] ?? call.args[position] ?? ''),
  );
  const key = `${next?.file.path}#${next?.name}#${given.join()}`;
  if (!next || given.length === 0 || depth >= most.depth || search.looked.has(key)) return [];
  if (search.looked.size >= most.looks) return [];
  search.looked.add(key);
  return keptIn(search, next, { tainted: given, depth: depth + 1 });
};

/** The store that a predicted value comes to in a function, or in those that it is given to. */
const keptIn = (search: Search, definition: Definition, given: Given): readonly Excerpt[] => {
  const { steps } = definition;
  if (steps.some((step) => step.do === 'call' && fits.test(step.name))) return [];
  const tainted = new Set(given.tainted);
  let predicted: Excerpt | null = null;
  for (const step of steps) {
    const flows = sourcesOf(step).some((operand) => tainted.has(operand));
    const isPrediction = step.do === 'call' && given.depth === 0 && predicts.test(step.name);
    if (isPrediction) predicted ??= excerpt(definition, step.at);
    if (flows && step.do === 'call') {
      const found = isKept(definition, step)
        ? [excerpt(definition, step.at)]
        : into(search, step, { from: definition, tainted, depth: given.depth });
      if (found.length > 0) return [...(predicted ? [predicted] : []), ...found];
    }
    if (flows || isPrediction) for (const target of targetsOf(step)) tainted.add(target);
  }
  return [];
};

/** Files that answer requests, and the own modules that they import. */
const reached = (python: readonly PythonFile[]): readonly PythonFile[] => {
  const files = python.filter(({ notebook }) => !notebook);
  const modules = modulesOf(files.map(({ path }) => path));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Set(
    files.filter((file) => isService(file) || file.flow.functions.some((one) => isHandler(one.parameters))),
  );
  for (const { path, imports } of found) {
    for (const { module, name } of imports) {
      const next = byPath.get(modules.find(name ? `${module}.${name}` : module, path)?.path ?? '');
      if (next && found.size < most.files) found.add(next);
    }
  }
  return [...found];
};

/** Predictions that a service gives to a store, whatever its functions are called. */
export const keptByValue = ({ python }: Pick<Own, 'python'>): readonly Excerpt[] => {
  const definitions = reached(python).flatMap(definitionsIn);
  const search: Search = { named: Map.groupBy(definitions, ({ name }) => name), looked: new Set() };
  return definitions
    .map((definition) => keptIn(search, definition, { tainted: [], depth: 0 }))
    .filter((found) => found.length > 0)
    .slice(0, most.found)
    .flat();
};
