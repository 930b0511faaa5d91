import type { TrackingEvidence } from '../evidence/tracking.ts';
import { baseName } from '../source/paths.ts';
import { findDeclared } from './tracking-declared.ts';
import type { TrackedFiles } from './tracking-found.ts';
import { findOwnLog } from './tracking-own-log.ts';
import { committed, findRuns } from './tracking-runs.ts';
import { tieToModel } from './tracking-tie.ts';
import { byLogger, excerptOf, keyedIn, recordsIn, tools } from './tracking-tools.ts';
import type { GatherContext } from './types.ts';

export type TrackingContext = Pick<GatherContext, 'facts'> & {
  readonly workspace: Pick<GatherContext['workspace'], 'root' | 'files'>;
};
type Use = TrackingEvidence['uses'][number];

const maxCalls = 12;

type Tool = (typeof tools)[number];
type PythonFile = GatherContext['facts']['python'][number];

/** Names under which an own module hands the tool on: `from tracking import mlflow`. */
const handedOn = ({ python }: GatherContext['facts'], { module }: Tool): ReadonlyMap<string, string> => {
  const wrappers = python.flatMap(({ path, imports }) =>
    imports
      .filter((fact) => module.test(fact.module))
      .map(({ alias, name, module: whole }) => ({
        path: path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'),
        alias,
        meant: name ? `${whole}.${name}` : whole,
      })),
  );
  if (wrappers.length === 0) return new Map();
  const found = python.flatMap(({ imports }) =>
    imports.flatMap(({ module: from, name }) => {
      const tail = from.replace(/^\.+/, '');
      const wrapper = wrappers.find(
        ({ path, alias }) => alias === name && tail !== '' && `.${path}`.endsWith(`.${tail}`),
      );
      return wrapper ? [[`${from}.${name}`, wrapper.meant] as const] : [];
    }),
  );
  return new Map(found);
};

/** Imported at the top, inside a branch, or by its name. */
const brings = (file: PythonFile, { module }: Tool): boolean =>
  file.imports.some((fact) => module.test(fact.module)) ||
  file.calls.some(
    ({ name, args }) =>
      name === 'importlib.import_module' && module.test((args[0] ?? '').replace(/["']/g, '')),
  );

/** Imported and called in the same file, tests left out, or called by a name that an own module hands on. */
const findUse = ({ facts }: TrackingContext, tool: Tool): Use | null => {
  const { module } = tool;
  const wrapped = handedOn(facts, tool);
  const meant = (name: string | null): string => {
    const alias = [...wrapped.keys()].find((key) => name?.startsWith(`${key}.`));
    return alias && name ? `${wrapped.get(alias)}${name.slice(alias.length)}` : (name ?? '');
  };
  const files = facts.python.filter(
    (file) =>
      !file.test &&
      (brings(file, tool) || file.imports.some((fact) => wrapped.has(`${fact.module}.${fact.name}`))),
  );
  const isOf = ({ name, owner }: PythonFile['calls'][number]): string | null =>
    module.test(meant(name)) || module.test(meant(owner)) ? meant(name) : null;
  const found = files.flatMap((file) => [
    ...recordsIn(file, tool, isOf).map(excerptOf),
    ...keyedIn(file, tool),
  ]);
  const [first] = found;
  if (!first) return null;
  const place = files.find(({ path }) => path === first.path);
  const fact =
    place?.imports.find((one) => module.test(one.module)) ??
    place?.imports.find((one) => wrapped.has(`${one.module}.${one.name}`));
  const text = fact ? (fact.name ? `from ${fact.module} import ${fact.name}` : `import ${fact.module}`) : '';
  return {
    tool: tool.tool,
    imported: fact ? excerptOf({ place: fact.place, text }) : null,
    calls: found.slice(0, maxCalls),
  };
};

/** DVC leaves files: a pipeline, or a pointer beside each data set or model. An empty `dvc init` does not count. */
const findDvc = ({ facts }: TrackingContext): Use | null => {
  const files = facts.texts.filter(
    ({ path, text }) => /\.dvc$|(^|\/)dvc\.(yaml|lock)$/.test(path) && /^(outs|stages|deps):/m.test(text),
  );
  const excerpts = files.map(({ path, text }) => ({
    path,
    line: 1,
    text: text.split('\n').slice(0, 12).join('\n'),
  }));
  return excerpts.length > 0 ? { tool: 'dvc', imported: null, calls: excerpts.slice(0, maxCalls) } : null;
};

const merged = (uses: readonly Use[]): readonly Use[] => {
  const byTool = new Map<Use['tool'], Use>();
  for (const use of uses) {
    const before = byTool.get(use.tool);
    byTool.set(
      use.tool,
      before ? { ...before, calls: [...before.calls, ...use.calls].slice(0, maxCalls) } : use,
    );
  }
  return [...byTool.values()];
};

/**
 * Experiment tracking: what the code imports and calls, what only a list of dependencies names, and the runs in the
 * files that were handed in and in those that training made (`made`; null when nothing was trained).
 */
export const gatherTracking = async (
  context: TrackingContext,
  made: TrackedFiles | null,
): Promise<TrackingEvidence> => {
  const ownLog = findOwnLog(context.facts);
  const found = [
    ...tools.map((tool) => findUse(context, tool)),
    ...byLogger(context.facts),
    findDvc(context),
    ownLog.use,
  ];
  const uses = merged(found.filter((use) => use !== null));
  const { overwritten, untold } = ownLog;
  const isLast = ({ tool, path }: TrackingEvidence['runs'][number]): boolean =>
    tool === 'own-log' && ownLog.lastFiles.includes(baseName(path));
  const runs = (await findRuns(context, made)).filter((run) => !isLast(run));
  const tie = await tieToModel({ runs, files: made ?? committed(context), facts: context.facts });
  return {
    uses,
    onlyDeclared: findDeclared(context.facts, uses),
    ...(overwritten.length > 0 ? { overwritten } : {}),
    ...(untold.length > 0 ? { untold } : {}),
    trained: made !== null,
    runs,
    tie,
  };
};
