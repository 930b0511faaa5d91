import { type Modules, modulesOf } from '../source/modules.ts';
import type { PythonFile } from '../source/types.ts';
import { functionAt, namesIn, type Text, trail } from './tracking-behind.ts';

type Calling = Pick<PythonFile, 'path' | 'flow' | 'calls' | 'strings' | 'imports'>;
type From = Text<Calling>;
type Call = { readonly caller: Calling; readonly call: Calling['calls'][number] };
type Code = {
  readonly files: readonly Calling[];
  readonly modules: Modules;
  /** Calls by the last part of their names, and by the keywords that they give. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly keywords: ReadonlyMap<string, readonly Call[]>;
};

/** What a path is made of, and whether a part of it is given by nobody here. */
export type Path = { readonly texts: readonly string[]; readonly unknown: boolean };

const maxTexts = 96;
const maxLevels = 4;
const maxCallers = 24;
const maxSettings = 4;
/** Positional arguments that a call is known by. */
const maxArgs = 4;
const end = Number.MAX_SAFE_INTEGER;

const tail = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

type Given = {
  /** What each caller gives, followed back where it calls. */
  readonly callers: readonly (readonly From[])[];
  readonly unknown: boolean;
};

/** What callers give for the parameters in a text, or what stands for them where nothing is given. */
const givenFor = ({ file, line, text }: From, { calls }: Code): Given => {
  const definition = file.flow.functions[functionAt({ file, line }) ?? -1];
  const names = new Set(namesIn(text));
  const parameters = (definition?.parameters ?? []).filter(
    (name) => names.has(name) && !/^(self|cls)$/.test(name),
  );
  if (!definition || parameters.length === 0) return { callers: [], unknown: false };
  const called = (definition.name === '__init__' ? definition.owner : null) ?? definition.name;
  const first = /^(self|cls)$/.test(definition.parameters[0] ?? '') ? 1 : 0;
  const byDefault = (name: string): readonly From[] => {
    const value = definition.defaults[name];
    return value === undefined ? [] : [{ file, line, text: value }];
  };
  const known = (calls.get(called) ?? []).slice(0, maxCallers);
  const callers = known.map(({ caller, call: { place, keywords, args } }) =>
    parameters.flatMap((name) => {
      const at = definition.parameters.indexOf(name) - first;
      const written = keywords[name] ?? args[at];
      if (written !== undefined) return trail({ file: caller, line: place.line }, written);
      return at < maxArgs ? byDefault(name) : [];
    }),
  );
  const told = callers.filter((texts) => texts.length > 0);
  return told.length > 0
    ? { callers: told, unknown: false }
    : { callers: [parameters.flatMap(byDefault)], unknown: true };
};

/** What a name that is imported stands for in its own file. */
const imported = ({ file, text }: From, { files, modules }: Code): readonly From[] =>
  namesIn(text).flatMap((name) => {
    const fact = file.imports.find((one) => one.alias === name && one.name !== null);
    const found = fact && modules.find(`${fact.module}.${fact.name}`, file.path);
    const other = files.find(({ path }) => path === found?.path);
    return other && found?.rest.length === 1 ? trail({ file: other, line: end }, found.rest[0] ?? '') : [];
  });

/** What is given by keyword to whatever holds settings: `metrics_path` of `settings.paths.metrics_path`. */
const settings = ({ text }: From, { keywords }: Code): readonly From[] =>
  (text.match(/\.\w{0,40}(path|file|json|csv)\b(?!\()/gi) ?? []).flatMap((attribute) => {
    const name = attribute.slice(1);
    return (keywords.get(name) ?? [])
      .slice(0, maxSettings)
      .flatMap(({ caller, call }) =>
        trail({ file: caller, line: call.place.line }, call.keywords[name] ?? ''),
      );
  });

const grouped = (calls: readonly Call[], keys: (call: Call) => readonly string[]) => {
  const found = new Map<string, Call[]>();
  for (const call of calls)
    for (const key of keys(call)) {
      const known = found.get(key);
      if (known) known.push(call);
      else found.set(key, [call]);
    }
  return found;
};

const codeOf = (files: readonly Calling[]): Code => {
  const calls = files.flatMap((caller) => caller.calls.map((call) => ({ caller, call })));
  return {
    files,
    modules: modulesOf(files.map(({ path }) => path)),
    calls: grouped(calls, ({ call }) => [tail(call.name)]),
    keywords: grouped(calls, ({ call }) => Object.keys(call.keywords)),
  };
};

const placeOf = ({ file, line }: From): string => `${file.path}:${functionAt({ file, line })}`;

/** Texts of one function as one, since together they name its parameters. */
const byFunction = (texts: readonly From[]): readonly From[] => {
  const joined = new Map<string, From>();
  for (const text of texts) {
    const before = joined.get(placeOf(text));
    joined.set(placeOf(text), before ? { ...before, text: `${before.text}\n${text.text}` } : text);
  }
  return [...joined.values()];
};

/** All that texts lead back to, from function to function and from file to file. */
const followed = (own: readonly From[], start: readonly From[], code: Code): Path => {
  const found = new Map([...own, ...start].map((text) => [`${placeOf(text)} ${text.text}`, text]));
  let unknown = false;
  let level = start;
  for (let depth = 0; depth < maxLevels && found.size < maxTexts; depth += 1) {
    const given = byFunction(level).map((text) => givenFor(text, code));
    unknown ||= given.some((one) => one.unknown);
    const near = depth === 0 ? [...own, ...level] : level;
    const next = [
      ...given.flatMap(({ callers }) => callers.flat()),
      ...near.flatMap((text) => [...imported(text, code), ...settings(text, code)]),
    ];
    level = next.filter((text) => !found.has(`${placeOf(text)} ${text.text}`));
    for (const text of level) found.set(`${placeOf(text)} ${text.text}`, text);
  }
  return { texts: [...found.values()].slice(0, maxTexts).map(({ text }) => text), unknown };
};

/** What an expression is made of, once for each caller of the function that it stands in. */
export const pathsOf = (files: readonly Calling[]) => {
  const code = codeOf(files);
  return (seen: Omit<From, 'text'>, expression: string): readonly Path[] => {
    const own = trail(seen, expression);
    const here = placeOf({ ...seen, text: '' });
    const near = own.filter((text) => placeOf(text) === here);
    const far = own.filter((text) => placeOf(text) !== here);
    const { callers, unknown } = givenFor({ ...seen, text: near.map(({ text }) => text).join('\n') }, code);
    const starts = callers.length > 0 ? callers : [[]];
    return starts.map((given) => {
      const path = followed(own, [...far, ...given], code);
      return { ...path, unknown: path.unknown || unknown };
    });
  };
};
