import type { MethodEvidence } from '../evidence/method.ts';
import type { FlowStep, Operand, PythonFile, SourceFacts } from '../source/types.ts';
import { lastOf } from './method-known.ts';

type Rival = MethodEvidence['rivals'][number];
type Call = Extract<FlowStep, { do: 'call' }>;

const most = 20;
const fits = /^_?(fit|train|learn)_\w+/;
const scores =
  /(^|_)(evaluat\w*|scor(e|es|ing)|summari[sz]e\w*|assess\w*|measure\w*|metrics?|backtest\w*)(_|$)/;

const ownFunctions = (files: readonly PythonFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ flow }) => flow.functions.flatMap(({ name, owner }) => (owner ? [] : [name]))));

const given = ({ args, keywords }: Call): readonly Operand[] => [...args, ...Object.values(keywords)];

/** What each name and each intermediate result of one scope was made by: `v1 = fit_naive(...)`, `v1.arms`. */
const makersIn = (steps: readonly FlowStep[], isFit: (call: Call) => boolean): Map<Operand, Call> => {
  const makers = new Map<Operand, Call>();
  for (const step of steps) {
    if (step.do === 'call' && isFit(step)) makers.set(step.to, step);
    if (step.do !== 'attribute' && step.do !== 'item' && step.do !== 'bind') continue;
    const maker = makers.get(step.of);
    const to = typeof step.to === 'string' ? [step.to] : step.to;
    for (const name of to) {
      if (maker) makers.set(name, maker);
      else makers.delete(name);
    }
  }
  return makers;
};

/** Functions whose results one other function of one's own is given, within one scope. */
const inScope = (
  { path, flow }: PythonFile,
  { steps, own }: { steps: readonly FlowStep[]; own: ReadonlySet<string> },
): readonly Rival[] => {
  const isOwn = ({ name, on }: Call): boolean => own.has(lastOf(name)) && on === '';
  const makers = makersIn(steps, (call) => isOwn(call) && fits.test(lastOf(call.name)));
  if (makers.size < 2) return [];
  const scorings = steps.filter(
    (step): step is Call => step.do === 'call' && isOwn(step) && scores.test(lastOf(step.name)),
  );
  const byScoring = Map.groupBy(scorings, ({ name }) => name);
  for (const calls of byScoring.values()) {
    const each = calls.map((call) => [
      ...new Set(given(call).flatMap((operand) => makers.get(operand) ?? [])),
    ]);
    // What every call is given scores the others.
    const found = each.flat().filter((maker) => !each.every((made) => made.includes(maker)));
    const rivals = new Map(
      found.map(({ name, at }) => {
        const { line = 1, text = '' } = flow.statements[at] ?? {};
        return [lastOf(name), { name: lastOf(name), place: { path, line, text } }];
      }),
    );
    if (rivals.size > 1) return [...rivals.values()];
  }
  return [];
};

/** Functions of one's own that fit something, and whose results go through one scoring function. */
export const findRivals = ({ python }: Pick<SourceFacts, 'python'>): readonly Rival[] => {
  const files = python.filter(({ test }) => !test);
  const own = ownFunctions(files);
  const found = files.flatMap((file) => {
    const scopes = Map.groupBy(file.flow.steps, ({ at }) => file.flow.statements[at]?.within ?? null);
    return [...scopes.values()].flatMap((steps) => inScope(file, { steps, own }));
  });
  return [...new Map(found.toReversed().map((rival) => [rival.name, rival])).values()]
    .toReversed()
    .slice(0, most);
};
