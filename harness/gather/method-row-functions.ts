import type { FlowStep, Operand } from '../source/types.ts';
import type { Called } from './method-calls.ts';
import { lastOf } from './method-known.ts';
import { isData } from './method-values.ts';
import { type Activation, ownPlace, type Program, type Turn } from './method-world.ts';

const deepest = 3;
const most = 40;
const ofRows = /^(name|index|values|size|shape|dtype|dtypes)$/;

type Reading = { readonly run: Activation; readonly steps: readonly FlowStep[]; readonly row: Operand };

const functionAt = (
  { world }: Activation,
  { path, position }: { path: string; position: number },
):
  | (Pick<Reading, 'steps'> & { readonly parameters: readonly string[]; readonly program: Program })
  | null => {
  const program = world.programs.get(path);
  const { parameters = [] } = program?.file.flow.functions[position] ?? {};
  return program ? { program, parameters, steps: program.steps.get(position) ?? [] } : null;
};

/** Columns that an own function reads from a row that it is handed. */
const inOwn = ({ run, steps, row }: Reading, depth: number): readonly string[] =>
  steps.flatMap((step) => {
    if (step.do !== 'call' || depth >= deepest) return [];
    const at = step.args.indexOf(row);
    const found = at < 0 ? null : ownPlace(run, step.name);
    const [name] = found?.rest ?? [];
    const position = found && name !== undefined && run.world.programs.get(found.path)?.functions.get(name);
    if (!found || typeof position !== 'number') return [];
    return readBy(run, { path: found.path, position, at }, depth + 1);
  });

const literal = (key: Operand | undefined): readonly string[] => (key?.startsWith("'") ? [key.slice(1)] : []);

const columnsIn = (reading: Reading, depth: number): readonly string[] => {
  const { steps, row } = reading;
  const direct = steps.flatMap((step): readonly string[] => {
    if (step.do === 'item' && step.of === row) return literal(step.key);
    if (step.do === 'attribute' && step.of === row) return ofRows.test(step.name) ? [] : [step.name];
    return step.do === 'call' && step.on === row && /\.get$/.test(step.name) ? literal(step.args[0]) : [];
  });
  return [...new Set([...direct, ...inOwn(reading, depth)])].slice(0, most);
};

const readBy = (
  run: Activation,
  { path, position, at }: { path: string; position: number; at: number },
  depth: number,
): readonly string[] => {
  const found = functionAt(run, { path, position });
  const row = found?.parameters[at];
  if (!found || !row) return [];
  return columnsIn({ run: { ...run, program: found.program }, steps: found.steps, row }, depth);
};

/** `lambda row: ...` stands in the statement itself. */
const inLambda = ({ run, at }: Turn): readonly string[] => {
  const { text = '', within = null } = run.program.file.flow.statements[at] ?? {};
  const row = /\.apply\(\s*(?:func\s*=\s*)?lambda (\w+)\s*:/.exec(text)?.[1];
  const steps = (run.program.steps.get(within) ?? []).filter((step) => step.at === at);
  return row ? columnsIn({ run, steps, row }, 0) : [];
};

/** Whether `groups.apply(f)` calls what a pattern names of each group: in an own function, or in a lambda of the statement. */
export const callsOfGroups = (turn: Turn, { args, keywords }: Called, pattern: RegExp): boolean => {
  const { run, at } = turn;
  const { text = '', within = null } = run.program.file.flow.statements[at] ?? {};
  const here = (run.program.steps.get(within) ?? []).filter((step) => step.at === at);
  const own = ((args[0] ?? keywords.get('func'))?.callees ?? []).flatMap((callee) =>
    'library' in callee ? [] : (functionAt(run, callee)?.steps ?? []),
  );
  const steps = /\blambda\b/.test(text) ? [...own, ...here] : own;
  return steps.some((step) => step.do === 'call' && pattern.test(lastOf(step.name)));
};

/** Columns that `df.apply(f, axis=1)` reads of each row, by an own function or a lambda. */
export const columnsOfRows = (turn: Turn, { last, on, args, keywords }: Called): readonly string[] => {
  const axis = keywords.get('axis') ?? args[1];
  if (last !== 'apply' || !isData(on) || on.column !== null || !/^(1|columns)$/.test(axis?.text ?? ''))
    return [];
  const callees = (args[0] ?? keywords.get('func'))?.callees ?? [];
  const own = callees.flatMap((callee) =>
    'library' in callee ? [] : readBy(turn.run, { ...callee, at: 0 }, 0),
  );
  return own.length > 0 ? [...new Set(own)] : inLambda(turn);
};
