import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import { logRuns } from './tracking-logs.ts';
import { countTables } from './tracking-sqlite.ts';
import type { GatherContext } from './types.ts';

export type Run = TrackingEvidence['runs'][number];
type File = { readonly path: string; readonly bytes: number };

/** Files in the sandbox after training, and a way to read one of them up to a size. */
export type TrackedFiles = {
  readonly files: readonly File[];
  readonly read: (path: string, maxBytes: number) => Promise<Buffer | null>;
};

const maxRuns = 50;
const maxDatabaseBytes = 32 * 1024 * 1024;

/** Files handed in, or files there after training. */
export type Source = TrackedFiles & { readonly madeByTraining: boolean };

const runFolder = /^(.*\/)?mlruns\/[^/]+\/([0-9a-f]{32})\//;

/** `mlruns/<experiment>/<run>/params/<name>`: one file a parameter and one a metric. */
const fileStoreRuns = ({ files, madeByTraining }: Source): readonly Run[] => {
  const runs = new Map<string, { parameters: number; metrics: number }>();
  for (const { path } of files) {
    const folder = runFolder.exec(path)?.[0];
    if (!folder) continue;
    const counts = runs.get(folder) ?? { parameters: 0, metrics: 0 };
    const rest = path.slice(folder.length);
    if (rest.startsWith('params/')) counts.parameters += 1;
    if (rest.startsWith('metrics/')) counts.metrics += 1;
    runs.set(folder, counts);
  }
  return [...runs].map(([folder, counts]) => ({
    tool: 'mlflow',
    path: folder.slice(0, -1),
    ...counts,
    madeByTraining,
  }));
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
      runs.push({ tool: 'mlflow', path, parameters: params, metrics, madeByTraining });
  }
  return runs;
};

const folderRuns = ({ files, madeByTraining }: Source): readonly Run[] => {
  const kinds: readonly (readonly [string, RegExp])[] = [
    ['wandb', /^(.*\/)?wandb\/(offline-)?run-[\w-]+(?=\/)/],
    ['tensorboard', /^.*events\.out\.tfevents\.[^/]*$/],
    ['dvc', /^(.*\/)?dvclive(?=\/metrics\.json$)/],
    ['aim', /^(.*\/)?\.aim(?=\/)/],
  ];
  const found = files.flatMap(({ path }) =>
    kinds.flatMap(([tool, pattern]) => {
      const folder = pattern.exec(path)?.[0];
      return folder ? [{ tool, path: folder, parameters: 0, metrics: 0, madeByTraining }] : [];
    }),
  );
  return [...new Map(found.map((run) => [`${run.tool}:${run.path}`, run])).values()];
};

const runsIn = async (source: Source): Promise<readonly Run[]> => [
  ...fileStoreRuns(source),
  ...(await databaseRuns(source)),
  ...folderRuns(source),
  ...(await logRuns(source)),
];

type Committed = { readonly workspace: Pick<GatherContext['workspace'], 'root' | 'files'> };

const committed = ({ workspace }: Committed): Source => ({
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
