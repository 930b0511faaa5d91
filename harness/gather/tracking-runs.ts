import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Run, runOf, type Source, type TrackedFiles } from './tracking-found.ts';
import { logRuns, namesInJson } from './tracking-logs.ts';
import { countTables } from './tracking-sqlite.ts';
import type { GatherContext } from './types.ts';

const maxRuns = 50;
const maxDatabaseBytes = 32 * 1024 * 1024;
const maxDocumentBytes = 64 * 1024;

const runFolder = /^(.*\/)?mlruns\/[^/]+\/([0-9a-f]{32})\//;

/** `mlruns/<experiment>/<run>/params/<name>`: one file a parameter and one a metric. */
const fileStoreRuns = ({ files, madeByTraining }: Source): readonly Run[] => {
  const runs = new Map<string, string[]>();
  for (const { path } of files) {
    const folder = runFolder.exec(path)?.[0];
    if (!folder) continue;
    const open = runs.get(folder);
    if (open) open.push(path.slice(folder.length));
    else runs.set(folder, [path.slice(folder.length)]);
  }
  return [...runs].map(([folder, inside]) => {
    const below = (part: string): readonly string[] =>
      inside.filter((path) => path.startsWith(part)).map((path) => path.slice(part.length));
    const held = { parameters: below('params/'), metrics: below('metrics/'), madeByTraining };
    return runOf({ tool: 'mlflow', path: folder.slice(0, -1), artifacts: below('artifacts/') }, held);
  });
};

/** mlflow's database store: one entry for the whole file. Counted from SQLite's pages; nothing in it is executed. */
const databaseRuns = async ({ files, read, madeByTraining }: Source): Promise<readonly Run[]> => {
  const databases = files
    .filter(({ path, bytes }) => /\.(db|sqlite3?)$/i.test(path) && bytes <= maxDatabaseBytes)
    .slice(0, 5);
  const runs: Run[] = [];
  for (const { path } of databases) {
    const bytes = await read(path, maxDatabaseBytes);
    const counts = bytes && countTables(bytes, ['runs', 'params', 'metrics']);
    const { runs: rows, params, metrics } = counts ?? {};
    if (rows && params !== undefined && metrics !== undefined)
      runs.push({
        ...runOf({ tool: 'mlflow', path, count: rows }, { parameters: [], metrics: [], madeByTraining }),
        parameters: params,
        metrics,
      });
  }
  return runs;
};

const folders: readonly {
  readonly tool: string;
  readonly pattern: RegExp;
  readonly metrics?: string;
  readonly parameters?: string;
}[] = [
  {
    tool: 'wandb',
    pattern: /^(.*\/)?wandb\/(offline-)?run-[\w-]+(?=\/)/,
    metrics: 'files/wandb-summary.json',
    parameters: 'files/config.yaml',
  },
  { tool: 'tensorboard', pattern: /^.*events\.out\.tfevents\.[^/]*$/ },
  {
    tool: 'dvc',
    pattern: /^(.*\/)?dvclive(?=\/metrics\.json$)/,
    metrics: 'metrics.json',
    parameters: 'params.yaml',
  },
  { tool: 'aim', pattern: /^(.*\/)?\.aim(?=\/)/ },
];

/** Keys at the left edge of a YAML document; a tool's own begin with its name or a line below. */
const keysOf = (yaml: string): readonly string[] =>
  (yaml.match(/^[A-Za-z]\w{0,80}(?=:)/gm) ?? []).filter((key) => !key.startsWith('wandb'));

const folderRuns = async ({ files, read, madeByTraining }: Source): Promise<readonly Run[]> => {
  const known = new Set(files.map(({ path }) => path));
  const found = new Map<string, (typeof folders)[number]>();
  for (const { path } of files)
    for (const kind of folders) {
      const folder = kind.pattern.exec(path)?.[0];
      if (folder && found.size < maxRuns) found.set(folder, kind);
    }
  const textAt = async (folder: string, name: string | undefined): Promise<string> => {
    const path = `${folder}/${name}`;
    return name && known.has(path) ? ((await read(path, maxDocumentBytes))?.toString('utf8') ?? '') : '';
  };
  return Promise.all(
    [...found].map(async ([path, { tool, ...names }]) => {
      const metrics = namesInJson(await textAt(path, names.metrics))?.metrics ?? [];
      const parameters = keysOf(await textAt(path, names.parameters));
      return runOf({ tool, path }, { parameters, metrics, madeByTraining });
    }),
  );
};

const runsIn = async (source: Source): Promise<readonly Run[]> => [
  ...fileStoreRuns(source),
  ...(await databaseRuns(source)),
  ...(await folderRuns(source)),
  ...(await logRuns(source)),
];

type Committed = { readonly workspace: Pick<GatherContext['workspace'], 'root' | 'files'> };

/** The files as they were handed in. */
export const committed = ({ workspace }: Committed): Source => ({
  files: workspace.files,
  read: async (path, maxBytes) => {
    const file = workspace.files.find((at) => at.path === path);
    return file && file.bytes <= maxBytes ? readFile(join(workspace.root, path)) : null;
  },
  madeByTraining: false,
});

/** Runs among the files handed in, and those that are there only after training. */
export const findRuns = async (context: Committed, made: TrackedFiles | null): Promise<readonly Run[]> => {
  const before = await runsIn(committed(context));
  const after = made ? await runsIn({ ...made, madeByTraining: true }) : [];
  const unchanged = (run: Run): boolean =>
    before.some(
      ({ path, parameters, metrics }) =>
        path === run.path && parameters === run.parameters && metrics === run.metrics,
    );
  const fresh = after.filter((run) => !unchanged(run));
  const older = before.filter(({ path }) => !fresh.some((run) => run.path === path));
  return [...fresh, ...older].slice(0, maxRuns);
};
