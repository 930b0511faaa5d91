import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import { type Modules, modulesOf } from '../source/modules.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';

type Preparation = MethodEvidence['preparation'];
type Feature = { readonly name: string; readonly says: string; readonly place: Excerpt };

const most = 8;
const fewestKeys = 3;
const fewestColumns = 2;
const prepares =
  /^_*(pre_?process|prepare|transform|clean|encode|engineer|normali[sz]e|(make|build|create|add|get|compute|extract|derive)_(model_)?(features?|inputs?|frame|x)\b|featuri[sz]e|feature_engineering)/i;

/** Own files with what finds one from another. */
type Own = { readonly files: ReadonlyMap<string, PythonFile>; readonly modules: Modules };

const ownOf = ({ python }: Pick<SourceFacts, 'python'>): Own => {
  const own = python.filter(({ test }) => !test);
  return {
    files: new Map(own.map((file) => [file.path, file])),
    modules: modulesOf(own.filter(({ notebook }) => !notebook).map(({ path }) => path)),
  };
};

const importsOf = (file: PythonFile, modules: Modules): readonly string[] =>
  file.imports.flatMap(
    ({ module, name }) =>
      modules.find(name && name !== '*' ? `${module}.${name}` : module, file.path)?.path ?? [],
  );

/** Files that are reached from some, themselves included. */
const reached = (from: readonly string[], { files, modules }: Own): ReadonlySet<string> => {
  const seen = new Set(from);
  for (const path of seen) {
    const file = files.get(path);
    if (file) for (const next of importsOf(file, modules)) seen.add(next);
  }
  return seen;
};

const placeAt = ({ path, flow }: PythonFile, at: number): Excerpt => {
  const { line, endLine, text } = flow.statements[at] ?? { line: 1, text: '' };
  return endLine ? { path, line, endLine, text } : { path, line, text };
};

/** Columns that a file works out, each with its statement. */
const columnsIn = (file: PythonFile): readonly Feature[] =>
  file.flow.steps.flatMap((step) => {
    if (step.do !== 'put' || !/^'[A-Za-z]\w{2,40}$/.test(step.key)) return [];
    const place = placeAt(file, step.at);
    return [{ name: step.key.slice(1), says: place.text.replace(/^[\w.]+/, ''), place }];
  });

/** Dictionaries of at least three keys, by their keys: what a category stands for. */
const mapsIn = ({ strings }: PythonFile): readonly Feature[] => {
  const keys = strings.filter(({ role, holders }) => role === 'key' && holders.length === 1);
  const maps = Map.groupBy(keys, ({ holders, text }) => `${holders[0]} ${text}`);
  return [...maps.values()].flatMap((found) => {
    const [first] = found;
    if (!first || found.length < fewestKeys) return [];
    const { path, line, text } = first;
    const says = found
      .map(({ value }) => value)
      .toSorted()
      .join('|');
    return [{ name: first.holders[0] ?? '', says, place: { path, line, text } }];
  });
};

type Sides = { readonly training: readonly PythonFile[]; readonly serving: readonly PythonFile[] };
type Pair = { readonly name: string; readonly training: Excerpt; readonly serving: Excerpt };

const sameColumns = ({ training, serving }: Sides): readonly Pair[] => {
  const made = new Map(training.flatMap(columnsIn).map((feature) => [feature.name, feature]));
  const pairs = serving.flatMap(columnsIn).flatMap(({ name, place }) => {
    const other = made.get(name);
    return other ? [[name, { name, training: other.place, serving: place }] as const] : [];
  });
  const found = [...new Map(pairs).values()];
  return found.length >= fewestColumns ? found : [];
};

const sameMaps = ({ training, serving }: Sides): readonly Pair[] => {
  const made = new Map(training.flatMap(mapsIn).map((map) => [`${map.name} ${map.says}`, map]));
  return serving.flatMap(mapsIn).flatMap(({ name, says, place }) => {
    const other = made.get(`${name} ${says}`);
    return other ? [{ name, training: other.place, serving: place }] : [];
  });
};

const first = (files: readonly PythonFile[]): Excerpt | null => {
  const found = files.flatMap(({ functions }) => functions).find(({ name }) => prepares.test(name));
  return found ? { path: found.place.path, line: found.place.line, text: `def ${found.name}` } : null;
};

/** A call of serving that transforms with something that was fitted before. */
const transforms = (files: readonly PythonFile[]): Excerpt | null => {
  const call = files.flatMap(({ calls }) => calls).find(({ name }) => /\.transform$/.test(name));
  return call ? { path: call.place.path, line: call.place.line, text: call.text } : null;
};

const none = { names: [], training: null, serving: null };

const apart = (from: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...from].filter((path) => !others.has(path));

const known = (files: ReadonlyMap<string, PythonFile>, paths: readonly string[]): readonly PythonFile[] =>
  paths.flatMap((path) => files.get(path) ?? []);

/** The function that a statement stands in, by name. */
const functionAt = ({ flow }: PythonFile, line: number): string | null => {
  const within = flow.statements.find((statement) => statement.line === line)?.within ?? null;
  return within === null ? null : (flow.functions[within]?.name ?? null);
};

/** Files that call a function which fits: what they do to the rows before is part of training. */
const callersOf = ({ place }: MethodEvidence['fits'][number], own: Own): readonly string[] => {
  const file = own.files.get(place.path);
  const name = file && functionAt(file, place.line);
  if (!name) return [];
  const calls = ({ calls: all }: PythonFile): boolean =>
    all.some((call) => call.name === name || call.name.endsWith(`.${name}`));
  return [...own.files.values()]
    .filter((other) => calls(other) && importsOf(other, own.modules).includes(place.path))
    .map(({ path }) => path);
};

/** Where modules fit, what a notebook tried is no part of how the model is made. */
const deciding = (fits: MethodEvidence['fits'], { files }: Own): MethodEvidence['fits'] => {
  const inModules = fits.filter(({ place }) => files.get(place.path)?.notebook === false);
  return inModules.length > 0 ? inModules : fits;
};

const trainingIn = (fits: MethodEvidence['fits'], own: Own): ReadonlySet<string> =>
  reached(
    fits.flatMap((fit) => [fit.place.path, ...callersOf(fit, own)]),
    own,
  );

/** Files that take part in fitting a model, with what they import. */
export const trainingFiles = (
  facts: Pick<SourceFacts, 'python'>,
  fits: MethodEvidence['fits'],
): ReadonlySet<string> =>
  reached(
    fits.map(({ place }) => place.path),
    ownOf(facts),
  );

/** Whether what is done to rows before training is done to those that are asked about by the same code. */
export const preparationOf = (
  { python }: Pick<SourceFacts, 'python'>,
  all: MethodEvidence['fits'],
): Preparation => {
  const own = ownOf({ python });
  const fits = deciding(all, own);
  const { files } = own;
  const services = [...files.values()].filter(({ apps }) => apps.length > 0).map(({ path }) => path);
  if (services.length === 0) return { how: 'no-service', ...none };
  const training = trainingIn(fits, own);
  const serving = reached(services, own);
  if (training.size === 0) return { how: 'cannot-tell', ...none };
  const sides = {
    training: known(files, apart(training, serving)),
    serving: known(files, apart(serving, training)),
  };
  const twice = [...sameMaps(sides), ...sameColumns(sides)];
  const [pair] = twice;
  if (pair)
    return {
      how: 'twice',
      names: twice.map(({ name }) => name).slice(0, most),
      training: pair.training,
      serving: pair.serving,
    };
  const common = first(
    known(
      files,
      [...training].filter((path) => serving.has(path)),
    ),
  );
  if (common)
    return { how: 'shared', names: [common.text.slice('def '.length)], training: common, serving: null };
  const whole = fits.find(({ pipeline }) => pipeline);
  if (whole) return { how: 'shared', names: [whole.name], training: whole.place, serving: null };
  const transformed = transforms(sides.serving);
  return transformed
    ? { how: 'shared', names: ['transform'], training: null, serving: transformed }
    : { how: 'cannot-tell', ...none };
};
