import { createHash } from 'node:crypto';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import { baseName, kindOf } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';
import { figuresOfRun } from './tracking-figures.ts';
import { folderOf, folderOfRun, type Run, type TrackedFiles } from './tracking-found.ts';

type Tie = NonNullable<TrackingEvidence['tie']>;
type Shipped = {
  readonly runs: readonly Run[];
  readonly files: TrackedFiles;
  readonly facts: Pick<SourceFacts, 'python' | 'scripts' | 'texts'>;
};

const most = { models: 6, bytes: 32 * 1024 * 1024, beside: 64 * 1024 };
const stored = /(^|\/)(mlruns|mlartifacts|wandb|\.dvc|\.neptune)\//;
const besides = /\.(json|ya?ml|txt|toml)$/i;

const modelsIn = ({ files }: TrackedFiles) =>
  files
    .filter(
      ({ path, bytes }) =>
        !stored.test(path) &&
        bytes > 0 &&
        bytes <= most.bytes &&
        (kindOf(path) === 'model' || /(^|\/)[\w-]*model[\w-]*\.(json|txt|bin)$/i.test(path)),
    )
    .slice(0, most.models);

/** What a tool names a run by: 32 hexadecimal digits, or the tail of a W&B folder. */
const idOf = ({ path }: Run): string | null =>
  /(^|\/)([0-9a-f]{32})$/.exec(path)?.[2] ?? /(^|\/)(offline-)?run-[\d_]+-(\w{8})$/.exec(path)?.[3] ?? null;

const digestOf = async ({ read }: TrackedFiles, path: string): Promise<string | null> => {
  const bytes = await read(path, most.bytes);
  return bytes && createHash('sha256').update(bytes).digest('hex');
};

/** An artefact of a run with the bytes of the model. */
const byFile = async ({ runs, files }: Shipped): Promise<Tie | null> => {
  for (const model of modelsIn(files)) {
    const copies = files.files.filter(({ path, bytes }) => stored.test(path) && bytes === model.bytes);
    for (const copy of copies.slice(0, most.models)) {
      if ((await digestOf(files, copy.path)) !== (await digestOf(files, model.path))) continue;
      const run = runs.find(({ path }) => copy.path.startsWith(`${path}/`))?.path ?? copy.path;
      return { by: 'same-file', run, model: model.path, place: null };
    }
  }
  return null;
};

/** The run's id in the model's own bytes, or in a small document beside it. */
const byId = async ({ runs, files }: Shipped): Promise<Tie | null> => {
  const named = runs.flatMap((run) => {
    const id = idOf(run);
    return id === null ? [] : [{ path: run.path, id }];
  });
  if (named.length === 0) return null;
  for (const { path } of modelsIn(files)) {
    const near = files.files.filter(
      (file) =>
        folderOf(file.path) === folderOf(path) && besides.test(file.path) && file.bytes <= most.beside,
    );
    for (const at of [path, ...near.slice(0, most.models).map((file) => file.path)]) {
      const bytes = await files.read(at, most.bytes);
      const run = named.find(({ id }) => bytes?.includes(id));
      if (run) return { by: 'id-in-model', run: run.path, model: path, place: null };
    }
  }
  return null;
};

const registers =
  /\.(register_model|log_model|create_model_version|set_registered_model_alias|transition_model_version_stage)$/;

/** An address of a run or of a registry in code that is no test. */
const byCode = ({ runs, facts }: Shipped): Tie | null => {
  const python = facts.python.filter(({ test }) => !test);
  const strings = python.flatMap((file) => file.strings);
  const registering = python.flatMap(({ calls }) => calls.filter(({ name }) => registers.test(name)));
  // What is only handed to a registry says where a model went, and not what is loaded.
  const isHandedOn = ({ path, line }: (typeof strings)[number]): boolean =>
    registering.some(
      ({ place }) => place.path === path && place.line <= line && line <= (place.endLine ?? place.line),
    );
  const named = (pattern: RegExp) =>
    strings.find((string) => pattern.test(string.value) && !isHandedOn(string));
  const ids = runs.flatMap((run) => idOf(run) ?? []);
  const run = strings.find(({ value }) => ids.some((id) => value.includes(id))) ?? named(/^runs:\/\S+/);
  const placed = ({ path, line, text }: (typeof strings)[number]) => ({ path, line, text });
  if (run) return { by: 'id-in-code', run: null, model: null, place: placed(run) };
  const alias = named(/^models:\/\S*[@/]\S+/);
  return alias && registering.length > 0
    ? { by: 'alias', run: null, model: null, place: placed(alias) }
    : null;
};

/** What metrics say of the one run that they are of. */
const ofOneRun =
  /"(run_?id|time_?stamp|date|trained_?(at|on)|created_?(at|on)|git_?(sha|commit)|commit_?(sha|hash)?)"\s*:/i;

/** The folder of a run, with its metrics: named after it, or with one log beside the model that names its run. */
const byFolder = async ({ runs, files }: Shipped): Promise<Tie | null> => {
  const logs = runs.filter(({ tool }) => tool === 'own-log');
  const isAlone = ({ path }: Run): boolean =>
    logs.filter((log) => folderOf(log.path) === folderOf(path)).length === 1;
  const holds = async (model: string, run: Run): Promise<boolean> => {
    const id = idOf(run);
    if (id !== null) return folderOf(model).includes(id);
    if (run.tool !== 'own-log') return false;
    const [named, own] = [folderOfRun(model), folderOf(run.path)];
    if (named !== null) return run.path.startsWith(named);
    if (own === '' || own !== folderOf(model) || run.count > 1 || !isAlone(run)) return false;
    return ofOneRun.test(`${await files.read(run.path, most.beside)}`);
  };
  const models = modelsIn(files).toSorted(
    (a, b) => +/model/i.test(baseName(b.path)) - +/model/i.test(baseName(a.path)),
  );
  for (const { path } of models)
    for (const run of runs)
      if (await holds(path, run)) return { by: 'run-folder', run: run.path, model: path, place: null };
  return null;
};

/** What leads from the shipped model to a run, the surest first. */
export const tieToModel = async (shipped: Shipped): Promise<Tie | null> => {
  const found =
    (await byFile(shipped)) ?? (await byId(shipped)) ?? byCode(shipped) ?? (await byFolder(shipped));
  if (found) return found;
  const figure = await figuresOfRun(shipped);
  return figure && { by: 'figures', run: figure.run, model: null, place: figure.place };
};
