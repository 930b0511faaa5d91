import type { Question } from './protocol.ts';

/** Folders that programs fill, each kind as a pattern of one folder's name or of two. Whatever lies in them, nobody wrote. */
const kinds = {
  'byte code': '__pycache__',
  'notebook checkpoints': '\\.ipynb_checkpoints',
  'tool cache':
    '\\.(?:pytest_cache|mypy_cache|ruff_cache|hypothesis|terraform)|\\.dvc\\/(?:cache|tmp)|htmlcov|catboost_info|lightning_logs',
  'tracking store': 'mlruns|mlartifacts|wandb\\/(?:offline-)?run-[^/]+',
  'build output': '[\\w.-]+\\.egg-info|\\.next|\\.nuxt',
} as const;

export type LeftBehind = keyof typeof kinds;

const inFolder = (names: string): RegExp => new RegExp(`(^|\\/)(?:${names})\\/`, 'i');

const folders = (Object.keys(kinds) as LeftBehind[]).map((what) => [what, inFolder(kinds[what])] as const);
const anyFolder = inFolder(Object.values(kinds).join('|'));

export const isLeftBehind = (path: string): boolean => anyFolder.test(path);

/** Which kind of program left a file behind, as the folder that it lies in tells. */
export const leftBehindAs = (path: string): LeftBehind | null =>
  folders.find(([, where]) => where.test(path))?.[0] ?? null;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Folders below the root that hold a report of coverage.py's, whatever they are called. */
export const coverageReports = (paths: readonly string[]): ReadonlySet<string> => {
  const all = new Set(paths);
  const holds = (path: string): boolean =>
    /(^|\/)coverage_html[\w.-]*\.js$/.test(path) ||
    (/_py\.html$/.test(path) &&
      ['index.html', 'status.json'].every((name) => all.has(`${folderOf(path)}/${name}`)));
  return new Set(
    paths
      .filter(holds)
      .map(folderOf)
      .filter((folder) => folder !== ''),
  );
};

/** Marks the files of such reports. */
export const withReports = (files: Question['files']): Question['files'] => {
  const reports = coverageReports(files.map(({ path }) => path));
  if (reports.size === 0) return files;
  return files.map((file) => (reports.has(folderOf(file.path)) ? { ...file, inReport: true } : file));
};
