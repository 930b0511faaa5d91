import type { Excerpt } from '../evidence/common.ts';
import { type Modules, modulesOf } from '../source/modules.ts';
import type { FlowStep, ImportFact, Operand, PythonFile, SourceFacts } from '../source/types.ts';
import { type Findings, noFindings } from './method-findings.ts';
import type { Reach } from './method-guards.ts';
import { keep, type Prepared } from './method-kept.ts';
import type { Series, Taken } from './method-kinds.ts';
import { made, unknown, type Value } from './method-values.ts';

type Steps = ReadonlyMap<number | null, readonly FlowStep[]>;

/** A file with its steps by the function that they stand in. */
export type Program = {
  readonly file: PythonFile;
  readonly steps: Steps;
  /** Position of each function: by name, and of methods as `Class.name`. */
  readonly functions: ReadonlyMap<string, number>;
  readonly classes: ReadonlySet<string>;
  /** Imports by the name that they bind. */
  readonly aliases: ReadonlyMap<string, ImportFact>;
  /** Modules that everything is imported from. */
  readonly wholes: readonly string[];
};

/** Everything that changes while programs are followed. */
export type World = {
  readonly programs: ReadonlyMap<string, Program>;
  readonly modules: Modules;
  /** Own modules that names were found to lead to, by file and name. */
  readonly found: Map<string, ReturnType<Modules['find']>>;
  readonly findings: Findings;
  /** Columns that the writing or the challenge says give the target away. */
  readonly leaking: readonly { readonly column: string; readonly place: Excerpt }[];
  /** What was saved, by the file's base name. */
  readonly storage: Map<string, Value>;
  /** Names of modules and attributes of objects, by `path` and `path:Class`. */
  readonly names: Map<string, Map<string, Value>>;
  /** Rows in order of time that were saved. */
  readonly ordered: Series[];
  /** Names that were asked for before they were saved. */
  readonly missed: Set<string>;
  readonly followed: Set<string>;
  /** Kinds of tools that were fitted on other than held-out rows. */
  readonly fittedBefore: Set<string>;
  /** Models whose answers reach a metric. */
  readonly scored: Set<string>;
  /** Columns of lists that models are fitted on, and where they were taken. */
  readonly fittedOn: Map<string, Excerpt>;
  /** Steps that models were fitted after, and what something was handed that may keep it, by where it is made. */
  readonly prepared: (Prepared & { readonly made: string; readonly model: string })[];
  readonly kept: Set<string>;
  /** The file that rows were read from, by their identity. */
  readonly origins: Map<number, string>;
  /** Rows that something was taken from which may be what is left of them. */
  readonly cuts: { readonly place: Excerpt; readonly rows: readonly number[] }[];
  /** Held-out rows that were taken from training rows, and where those go on as they were. */
  readonly overlaps: { readonly taken: Taken; use: Excerpt | null }[];
  /** Choices by rows whose name says that they validate: they may decide where others are scored last. */
  readonly deciding: Findings['heldOut'];
  /** A metric is worked out on held-out rows that are not called validation rows. */
  scoredLast: boolean;
  /** `limit`: the step at which what is followed now has to end. */
  readonly count: { steps: number; rows: number; objects: number; scores: number; limit: number };
};

/** One function, or a module, while it is followed. */
export type Activation = {
  readonly world: World;
  readonly program: Program;
  readonly locals: Map<Operand, Value>;
  /** `path:Class` of the method. */
  readonly owner: string | null;
  readonly depth: number;
  readonly calledAt: Excerpt | null;
  readonly returned: Value[];
  /** Parameters for which nothing was given. */
  readonly defaults: ReadonlySet<string>;
  /** What conditions were found to be when they were first met, by their `id`. */
  readonly conditions: Map<number, boolean | null>;
  /** How surely it is called at all. */
  readonly reach: Reach;
};

/** A step with the activation that it belongs to. */
export type Turn = { readonly run: Activation; readonly at: number; readonly reach: Reach };

const maxSteps = 160_000;
const fewestSteps = 8_000;
const maxDepth = 8;
const mostWholes = 20;

const programOf = (file: PythonFile): Program => {
  const { functions, statements, steps } = file.flow;
  const named = functions.map(({ name, owner }, at) => [owner ? `${owner}.${name}` : name, at] as const);
  return {
    file,
    steps: Map.groupBy(steps, ({ at }) => statements[at]?.within ?? null),
    functions: new Map(named),
    classes: new Set(functions.flatMap(({ owner }) => owner ?? [])),
    aliases: new Map(file.imports.map((fact) => [fact.alias, fact])),
    wholes: file.imports
      .filter(({ name }) => name === '*')
      .slice(0, mostWholes)
      .map(({ module }) => module),
  };
};

type Kept = Pick<World, 'storage' | 'ordered' | 'leaking'>;

export const worldOf = (
  { python }: Pick<SourceFacts, 'python'>,
  { storage, ordered, leaking }: Kept,
): World => {
  const code = python.filter(({ test }) => !test);
  return {
    programs: new Map(code.map((file) => [file.path, programOf(file)])),
    modules: modulesOf(code.filter(({ notebook }) => !notebook).map(({ path }) => path)),
    findings: noFindings(),
    leaking,
    storage,
    ordered: [...ordered],
    missed: new Set(),
    found: new Map(),
    names: new Map(),
    followed: new Set(),
    fittedBefore: new Set(),
    scored: new Set(),
    fittedOn: new Map(),
    prepared: [],
    kept: new Set(),
    origins: new Map(),
    cuts: [],
    overlaps: [],
    deciding: new Map(),
    scoredLast: false,
    count: { steps: 0, rows: 0, objects: 0, scores: 0, limit: maxSteps },
  };
};

export const placeOf = ({ run, at }: Pick<Turn, 'run' | 'at'>): Excerpt => {
  const { path, flow } = run.program.file;
  const { line, endLine, text } = flow.statements[at] ?? { line: 1, text: '' };
  return endLine ? { path, line, endLine, text } : { path, line, text };
};

export const freshRows = ({ count }: World): readonly number[] => {
  count.rows += 1;
  return [count.rows];
};

/** Data about which nothing is known but that it is data. */
export const someData = (world: World, over: Partial<Value> = {}): Value => {
  const rows = freshRows(world);
  return made({ rows, kin: rows, entire: true, ...over });
};

export const scopeOf = (world: World, key: string): Map<string, Value> => {
  const known = world.names.get(key);
  if (known) return known;
  const scope = new Map<string, Value>();
  world.names.set(key, scope);
  return scope;
};

const lookUp = ({ world, program }: Activation, name: string): ReturnType<Modules['find']> => {
  const { path } = program.file;
  const [head = '', ...rest] = name.split('.');
  if (program.functions.has(head) || program.classes.has(head)) return { path, rest: [head, ...rest] };
  const found = world.modules.find(name, path);
  if (found && found.rest.length > 0) return found;
  for (const module of program.wholes) {
    const from = world.modules.find(module, path);
    if (from && world.programs.get(from.path)?.functions.has(head))
      return { path: from.path, rest: [head, ...rest] };
  }
  return null;
};

/** Class of an object: `src/a.py` and `Trainer` of `src/a.py:Trainer#3`. */
export const classOf = (own: string): { readonly path: string; readonly owner: string } => {
  const at = own.lastIndexOf(':');
  return { path: own.slice(0, at), owner: own.slice(at + 1).replace(/#\d+$/, '') };
};

/** An attribute of an object: its own, or what any object of its class was last seen to hold. */
export const heldBy = (world: World, { own, name }: { own: string; name: string }): Value | undefined => {
  const { path, owner } = classOf(own);
  return scopeOf(world, own).get(name) ?? world.names.get(`${path}:${owner}`)?.get(name);
};

export const holdOn = (
  world: World,
  { own, name, value }: { own: string; name: string; value: Value },
): void => {
  const { path, owner } = classOf(own);
  keep(world, [value]);
  scopeOf(world, own).set(name, value);
  scopeOf(world, `${path}:${owner}`).set(name, value);
};

/** What a dotted name leads to in the submission's own modules. */
export const ownPlace = (run: Activation, name: string): ReturnType<Modules['find']> => {
  const { found } = run.world;
  const key = `${run.program.file.path} ${name}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const place = lookUp(run, name);
  found.set(key, place);
  return place;
};

export const mayEnter = ({ depth, world }: Activation): boolean =>
  depth < maxDepth && world.count.steps < world.count.limit;

/** One file cannot use up the steps of all others: each has its share, and what others have left. */
export const limitSteps = ({ count }: World, { left }: { left: number }): void => {
  const rest = maxSteps - count.steps;
  count.limit = Math.min(maxSteps, count.steps + Math.max(fewestSteps, Math.floor(rest / Math.max(1, left))));
};

/** A value of which nothing is known. */
export const nothing = unknown;
