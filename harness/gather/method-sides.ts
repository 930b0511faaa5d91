import type { MethodEvidence } from '../evidence/method.ts';
import { type Modules, modulesOf } from '../source/modules.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';
import { findServing } from './deployment-serving.ts';

type Fits = MethodEvidence['fits'];

/** Own files with what finds one from another. */
export type Own = { readonly files: ReadonlyMap<string, PythonFile>; readonly modules: Modules };

export const ownOf = ({ python }: Pick<SourceFacts, 'python'>): Own => {
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
export const reached = (from: readonly string[], { files, modules }: Own): ReadonlySet<string> => {
  const seen = new Set(from);
  for (const path of seen) {
    const file = files.get(path);
    if (file) for (const next of importsOf(file, modules)) seen.add(next);
  }
  return seen;
};

/** The function that a statement stands in, by name. */
const functionAt = ({ flow }: PythonFile, line: number): string | null => {
  const within = flow.statements.find((statement) => statement.line === line)?.within ?? null;
  return within === null ? null : (flow.functions[within]?.name ?? null);
};

/** Files that call a function which fits: what they do to the rows before is part of training. */
const callersOf = ({ place }: Fits[number], own: Own): readonly string[] => {
  const file = own.files.get(place.path);
  const name = file && functionAt(file, place.line);
  if (!name) return [];
  const calls = ({ calls: all }: PythonFile): boolean =>
    all.some((call) => call.name === name || call.name.endsWith(`.${name}`));
  return [...own.files.values()]
    .filter((other) => calls(other) && importsOf(other, own.modules).includes(place.path))
    .map(({ path }) => path);
};

/** What asks a model writes its answers down, and no rows to train on. */
const writesRows = ({ calls, notebook }: PythonFile): boolean =>
  !notebook &&
  calls.some(({ name }) => /\.to_(csv|parquet|feather|pickle)$/.test(name)) &&
  !calls.some(({ name }) => /\.predict(_proba)?$/.test(name));

/** Where modules fit, what a notebook tried is no part of how the model is made. */
export const decidingFits = (fits: Fits, { files }: Own): Fits => {
  const inModules = fits.filter(({ place }) => files.get(place.path)?.notebook === false);
  return inModules.length > 0 ? inModules : fits;
};

/** Django finds its views by their names in its settings. */
const ofDjango = ({ imports, path }: PythonFile): boolean =>
  !/(^|\/)migrations\//.test(path) &&
  imports.some(({ module }) => /^(django|rest_framework|ninja)(\.|$)/.test(module));

/** What answers requests. */
export const servingFiles = (facts: SourceFacts, own: Own): ReadonlySet<string> => {
  const files = [...own.files.values()];
  const found = findServing(facts);
  const apps = files.filter(({ apps: all }) => all.length > 0).map(({ path }) => path);
  const views = found.some(({ framework }) => framework === 'django') ? files.filter(ofDjango) : [];
  const all = [...apps, ...found.map(({ path }) => path), ...views.map(({ path }) => path)];
  return new Set(all.filter((path) => own.files.has(path)));
};

/** A name of an own folder or module that leads nowhere: not all that it imports was followed. */
export const isLost = (file: PythonFile, { files, modules }: Own): boolean => {
  const names = new Set([...files.keys()].flatMap((path) => path.replace(/\.py$/, '').split('/')));
  return file.imports.some(
    ({ module, name }) =>
      (module.startsWith('.') || names.has(module.split('.')[0] ?? '')) &&
      !modules.find(name && name !== '*' ? `${module}.${name}` : module, file.path) &&
      !modules.find(module, file.path),
  );
};

/** Files that take part in making a model: those that fit it and call for that, and those that write rows to train on. */
export const trainingSide = (
  fits: Fits,
  { own, serving }: { own: Own; serving: ReadonlySet<string> },
): ReadonlySet<string> => {
  const byFits = fits.flatMap((fit) => [fit.place.path, ...callersOf(fit, own)]);
  if (byFits.length === 0) return new Set();
  const writers = [...own.files.values()].filter((file) => writesRows(file) && !serving.has(file.path));
  return reached([...byFits, ...writers.map(({ path }) => path)], own);
};

/** Files that take part in fitting a model, with what they import. */
export const trainingFiles = (
  facts: Pick<SourceFacts, 'python'>,
  fits: MethodEvidence['fits'],
): ReadonlySet<string> =>
  reached(
    fits.map(({ place }) => place.path),
    ownOf(facts),
  );
