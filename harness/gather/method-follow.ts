import { note } from './method-findings.ts';
import { withName } from './method-named.ts';
import { noteOverlaps } from './method-overlap.ts';
import { followAll, followModule, parametersOf, read, type Target } from './method-run.ts';
import { isData, type Value } from './method-values.ts';
import { type Activation, limitSteps, someData, type World } from './method-world.ts';

const isKnown = (value: Value): boolean =>
  isData(value) ||
  value.callees.length > 0 ||
  [value.text, value.items, value.tool, value.own].some((known) => known !== null);

/** Its default where that is known, or else data under the parameter's name. */
const unasked = (
  run: Activation,
  { at, parameter, fallback }: { at: number; parameter: string; fallback: string | undefined },
): Value => {
  const value = fallback === undefined ? null : read(run, fallback);
  return value && isKnown(value)
    ? value
    : withName({ run, at, reach: 'reached' }, { name: parameter, value: someData(run.world) });
};

/** A function that nothing else calls, with data for each of its parameters. */
export const followAlone = (world: World, { path, position }: Target): void => {
  const program = world.programs.get(path);
  if (!program || world.followed.has(`${path}#${position}`)) return;
  world.followed.add(`${path}#${position}`);
  const definition = program.file.flow.functions[position];
  const owner = definition?.owner ? `${path}:${definition.owner}` : null;
  const run: Activation = {
    world,
    program,
    locals: new Map(),
    owner,
    depth: 0,
    calledAt: null,
    returned: [],
    defaults: new Set(Object.keys(definition?.defaults ?? {})),
    conditions: new Map(),
    reach: 'reached' as const,
  };
  const fallbacks = new Map(Object.entries(definition?.defaults ?? {}));
  const [first] = program.steps.get(position) ?? [];
  if (!first) return;
  for (const parameter of parametersOf(program, position))
    run.locals.set(parameter, unasked(run, { at: first.at, parameter, fallback: fallbacks.get(parameter) }));
  followAll(run, program.steps.get(position) ?? []);
};

/** Follows every module, then what no module calls. */
export const followAllOf = (world: World): void => {
  followPrograms(world);
  noteOverlaps(world);
  // Nothing else was scored last.
  if (!world.scoredLast)
    for (const [key, value] of world.deciding) note(world.findings.heldOut, { key, value });
};

const followPrograms = (world: World): void => {
  const programs = [...world.programs.values()];
  programs.forEach((program, at) => {
    limitSteps(world, { left: programs.length - at });
    followModule(world, program);
  });
  programs.forEach(({ file: { path, flow } }, at) => {
    limitSteps(world, { left: programs.length - at });
    flow.functions.forEach((_, position) => {
      followAlone(world, { path, position });
    });
  });
};
