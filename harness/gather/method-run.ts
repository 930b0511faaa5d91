import type { FlowStep, Operand } from '../source/types.ts';
import { bind, hasNothing } from './method-bind.ts';
import { call } from './method-calls.ts';
import { attributeOf, itemOf, mixOf, removeFrom } from './method-columns.ts';
import { passBy } from './method-fits.ts';
import { type Reach, reachOf, worst } from './method-guards.ts';
import { keep } from './method-kept.ts';
import { isTool, lastOf } from './method-known.ts';
import { toldOfFit } from './method-score.ts';
import { fieldOf } from './method-several.ts';
import { givenAt, onceAround, packOf, put } from './method-step.ts';
import { isData, joined, made, type Value } from './method-values.ts';
import {
  type Activation,
  heldBy,
  mayEnter,
  nothing,
  type Program,
  placeOf,
  scopeOf,
  type Turn,
  type World,
} from './method-world.ts';

export const noDefaults: ReadonlySet<string> = new Set();

const moduleValue = (path: string): Value => made({ own: `${path}:` });

const moduleScope = (world: World, path: string): Map<string, Value> => {
  const program = world.programs.get(path);
  if (program) followModule(world, program);
  return scopeOf(world, path);
};

const imported = ({ world, program }: Activation, name: string): Value | null => {
  const fact = program.aliases.get(name);
  const dotted = fact && (fact.name ? `${fact.module}.${fact.name}` : fact.module);
  const found = dotted ? world.modules.find(dotted, program.file.path) : null;
  if (!found) return dotted && isTool(lastOf(dotted)) ? made({ callees: [{ library: dotted }] }) : null;
  const [first] = found.rest;
  if (first === undefined) return moduleValue(found.path);
  return moduleScope(world, found.path).get(first) ?? functionValue(world.programs.get(found.path), first);
};

const functionValue = (program: Program | undefined, name: string): Value | null => {
  const position = program?.functions.get(name);
  return program && position !== undefined
    ? made({ callees: [{ path: program.file.path, position }] })
    : null;
};

/** What an operand stands for where it is read. */
export const read = (run: Activation, operand: Operand): Value => {
  if (operand === '') return nothing();
  if (operand.startsWith("'")) return made({ text: operand.slice(1) });
  const self = run.owner ?? run.locals.get('self')?.own ?? null;
  if (self && operand === 'self') return made({ own: self });
  if (self && operand.startsWith('self.'))
    return heldBy(run.world, { own: self, name: operand }) ?? nothing();
  return (
    run.locals.get(operand) ??
    scopeOf(run.world, run.program.file.path).get(operand) ??
    imported(run, operand) ??
    functionValue(run.program, operand) ??
    nothing()
  );
};

const follow = (turn: Turn, step: FlowStep): void => {
  const { run } = turn;
  const value = (operand: Operand): Value => read(run, operand);
  switch (step.do) {
    case 'call':
      run.locals.set(
        step.to,
        call(turn, { step, read: value, enter: (target, given) => enter(turn, { target, given }) }),
      );
      return;
    case 'attribute':
      run.locals.set(step.to, attribute(turn, { of: value(step.of), name: step.name }));
      return;
    case 'item':
      run.locals.set(step.to, itemOf(turn, { of: value(step.of), key: value(step.key) }));
      return;
    case 'mix':
      run.locals.set(step.to, mixOf(turn, { of: step.of.map(value), by: step.by }));
      return;
    case 'pack':
      run.locals.set(step.to, packOf(step, value));
      return;
    case 'bind':
      bind(turn, { to: step.to, value: value(step.of), read: value });
      return;
    case 'each':
      bind(turn, { to: step.to, value: onceAround(turn, value(step.of)), read: value });
      return;
    case 'put':
      put(turn, {
        into: value(step.to),
        key: value(step.key),
        value: value(step.of),
        mask: step.mask === undefined ? null : value(step.mask),
      });
      return;
    case 'delete':
      removeFrom(turn, { from: value(step.of), key: value(step.key) });
      return;
    case 'return':
      keep(run.world, [value(step.of)]);
      run.returned.push(givenAt(turn, value(step.of)));
      return;
  }
};

const attribute = (turn: Turn, { of, name }: { of: Value; name: string }): Value => {
  const { own } = of;
  if (own?.endsWith(':')) return moduleScope(turn.run.world, own.slice(0, -1)).get(name) ?? nothing();
  if (own) return heldBy(turn.run.world, { own, name: `self.${name}` }) ?? fieldOf(of, name) ?? nothing();
  const told = of.tool && toldOfFit(turn, { tool: of.tool, name });
  if (told) return told;
  const field = isData(of) ? null : fieldOf(of, name);
  if (field) return field;
  return attributeOf(turn, { of, name });
};

const reachIn = (run: Activation, at: number): Reach => {
  const when = run.program.file.flow.statements[at]?.when ?? [];
  const asked = {
    conditions: run.conditions,
    read: (name: Operand) => read(run, name),
    isDefault: (name: Operand) => run.defaults.has(name),
  };
  return worst([run.reach, reachOf(when, asked)]);
};

export const followAll = (run: Activation, steps: readonly FlowStep[]): void => {
  const { count } = run.world;
  let turn: Turn = { run, at: -1, reach: run.reach };
  for (const step of steps) {
    count.steps += 1;
    if (count.steps > count.limit) return;
    if (step.at !== turn.at) turn = { run, at: step.at, reach: reachIn(run, step.at) };
    if (turn.reach !== 'never') follow(turn, step);
    else if (step.do === 'call') passBy(turn, step.name);
  }
};

export const followModule = (world: World, program: Program): void => {
  const { path } = program.file;
  if (world.followed.has(path)) return;
  world.followed.add(path);
  const run = {
    world,
    program,
    locals: scopeOf(world, path),
    owner: null,
    depth: 0,
    calledAt: null,
    returned: [],
    defaults: noDefaults,
    conditions: new Map(),
    reach: 'reached' as const,
  };
  followAll(run, program.steps.get(null) ?? []);
};

export type Target = { readonly path: string; readonly position: number; readonly self?: string };
export type Given = { readonly args: readonly Value[]; readonly keywords: ReadonlyMap<string, Value> };

export const parametersOf = (program: Program, position: number): readonly string[] => {
  const { parameters = [], owner = null } = program.file.flow.functions[position] ?? {};
  return owner && /^(self|cls)$/.test(parameters[0] ?? '') ? parameters.slice(1) : parameters;
};

/** The values that a function gives back: one as it is, several as what they have in common. */
const givenBack = (returned: readonly Value[]): Value => {
  const useful = returned.filter((value) => !hasNothing(value));
  const [first] = useful;
  return first && (useful.length === 1 || first.items || first.tool)
    ? first
    : useful.length > 1
      ? joined(useful)
      : (returned.at(-1) ?? nothing());
};

/** Follows a function of the submission's own with what it is given. */
const enter = (turn: Turn, { target, given }: { target: Target; given: Given }): Value => {
  const { run } = turn;
  const program = run.world.programs.get(target.path);
  if (!program || !mayEnter(run)) return joined(given.args);
  followModule(run.world, program);
  const { owner = null, name = '', defaults = {} } = program.file.flow.functions[target.position] ?? {};
  run.world.followed.add(`${target.path}#${target.position}`);
  const parameters = parametersOf(program, target.position);
  const fallbacks = new Map(Object.entries(defaults));
  const left = parameters.filter(
    (parameter, at) => !given.keywords.has(parameter) && given.args[at] === undefined,
  );
  const key = target.self ?? (owner ? `${target.path}:${owner}` : null);
  const inner: Activation = {
    ...run,
    program,
    locals: new Map<Operand, Value>(),
    owner: key,
    depth: run.depth + 1,
    calledAt: placeOf(turn),
    returned: [],
    defaults: new Set(left),
    conditions: new Map(),
    reach: turn.reach,
  };
  parameters.forEach((parameter, at) => {
    const value = given.keywords.get(parameter) ?? given.args[at];
    const fallback = fallbacks.get(parameter);
    if (value) inner.locals.set(parameter, value);
    else if (fallback !== undefined) inner.locals.set(parameter, read(inner, fallback));
  });
  followAll(inner, program.steps.get(target.position) ?? []);
  return name === '__init__' && key ? made({ own: key }) : givenBack(inner.returned);
};
