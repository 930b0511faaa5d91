import { type Modules, modulesOf } from '../source/modules.ts';
import type { FunctionFact, PythonFile, ScriptFile, SourceFacts, TestFact } from '../source/types.ts';

const maxSteps = 2_000;

/** What reading says that tests reach: functions by file, and whether everything in it. */
type Reached = ReadonlyMap<string, ReadonlySet<string>>;

type Step = { readonly path: string; readonly name: string | null };

type Code = { readonly files: ReadonlyMap<string, PythonFile>; readonly modules: Modules };

const defines = (file: PythonFile | undefined, name: string | undefined): boolean =>
  name !== undefined && (file?.functions.some((one) => one.name === name) ?? false);

/** A class is reached with its methods, an application with its routes, another name by itself. */
const bringsAll = ({ apps }: PythonFile, name: string): boolean =>
  /^[A-Z][a-z]/.test(name) || apps.some(({ variable }) => variable === name);

const stepFor = ({ files, modules }: Code, { name, from }: { name: string; from: string }): Step | null => {
  const found = modules.find(name, from);
  const file = found && files.get(found.path);
  const [first] = found?.rest ?? [];
  if (!file || first === undefined) return null;
  if (defines(file, first)) return { path: file.path, name: first };
  return bringsAll(file, first) ? { path: file.path, name: null } : null;
};

/** Names that tests exercise: a function, a class, an application, a script, or whatever serves. */
const startsOf = (code: Code, { place, exercises }: TestFact): readonly Step[] =>
  exercises.flatMap((name) => {
    const whole = [...code.files.values()].filter(
      ({ path, apps }) =>
        (/\.py$/.test(name) && path.endsWith(name.replace(/^(\.\.?\/)+/, ''))) ||
        (name === 'the running service' && apps.length > 0),
    );
    const step = stepFor(code, { name, from: place.path });
    return [...(step ? [step] : []), ...whole.map(({ path }) => ({ path, name: null }))];
  });

const isInside = ({ place: inner }: FunctionFact, { place: outer }: FunctionFact): boolean =>
  inner.line > outer.line && inner.line <= (outer.endLine ?? outer.line);

const nestedIn = ({ functions }: PythonFile, name: string): readonly string[] => {
  const outer = functions.filter((one) => one.name === name);
  return functions.filter((one) => outer.some((other) => isInside(one, other))).map((one) => one.name);
};

/** What a function calls, or hands on as in `frame.map(clean)`; with `null`, what all of the file does. */
const calledFrom = (code: Code, { file, name }: { file: PythonFile; name: string | null }): readonly Step[] =>
  file.calls
    .filter(({ within }) => name === null || within === name)
    .flatMap((call) => [call.name, ...call.args, ...Object.values(call.keywords)])
    .flatMap((written) => {
      const own = written.replace(/^(self|cls)\./, '');
      if (defines(file, own)) return [{ path: file.path, name: own }];
      const imported = file.imports.find(({ alias, name: what }) => alias === own && what !== null);
      const full = imported ? `${imported.module}.${imported.name}` : own;
      return stepFor(code, { name: full, from: file.path }) ?? [];
    });

/** Functions of the submission that its tests lead to, by following names from file to file. */
export const reachedPython = ({ python }: SourceFacts): Reached => {
  const own = python.filter(({ test, notebook }) => !test && !notebook);
  const code = {
    files: new Map(own.map((file) => [file.path, file])),
    modules: modulesOf(python.filter(({ notebook }) => !notebook).map(({ path }) => path)),
  };
  const asserting = python.flatMap(({ tests }) => tests).filter(({ assertions }) => assertions > 0);
  const waiting = asserting.flatMap((test) => startsOf(code, test));
  const seen = new Map<string, Set<string>>();
  for (let at = 0; at < waiting.length && at < maxSteps; at += 1) {
    const { path = '', name = null } = waiting[at] ?? {};
    const file = code.files.get(path);
    if (!file) continue;
    const names = seen.get(path) ?? new Set<string>();
    seen.set(path, names);
    if (name === null) for (const one of file.functions) waiting.push({ path, name: one.name });
    else if (!names.has(name)) {
      names.add(name);
      for (const inner of nestedIn(file, name)) waiting.push({ path, name: inner });
      waiting.push(...calledFrom(code, { file, name }));
    }
  }
  return seen;
};

/** In TypeScript and JavaScript no name is followed: the files that define what the tests name, all of each. */
export const reachedScripts = ({ scripts }: SourceFacts): readonly ScriptFile[] => {
  const named = new Set(
    scripts
      .flatMap(({ tests }) => tests)
      .filter(({ assertions }) => assertions > 0)
      .flatMap(({ exercises }) => exercises),
  );
  const own = scripts.filter(({ test }) => !test);
  return own.filter(({ functions }) => functions.some(({ name }) => named.has(name)));
};
