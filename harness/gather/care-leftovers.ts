import type { CareEvidence } from '../evidence/care.ts';
import type { SourceFacts } from '../source/types.ts';

type Leftover = CareEvidence['leftovers'][number];

/** In this order: what lies in a virtual environment is that, whatever else it is. */
const kinds: readonly (readonly [Leftover['what'], RegExp])[] = [
  [
    'virtual environment',
    /(^|\/)(pyvenv\.cfg|\.?v?env\w*\/(bin|lib|scripts|include)\/|(site|dist)-packages\/)/i,
  ],
  ['installed packages', /(^|\/)(node_modules|bower_components)\//],
  ['byte code', /(^|\/)__pycache__\/|\.py[co]$/],
  ['notebook checkpoints', /(^|\/)\.ipynb_checkpoints\//],
  [
    'tool cache',
    /(^|\/)\.(pytest_cache|mypy_cache|ruff_cache|tox|nox|coverage|hypothesis|terraform)(\/|$)|(^|\/)(htmlcov|catboost_info|lightning_logs)\//,
  ],
  ['tracking store', /(^|\/)(mlruns|mlartifacts|wandb\/(offline-)?run-[^/]+)\/|(^|\/)(mlflow|mlruns)\.db$/],
  ['build output', /(^|\/)[\w.-]+\.egg-info\//],
  ['desktop files', /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/i],
  ['editor settings', /(^|\/)\.idea\/|\.(swp|swo)$/],
];

/**
 * What programs left behind, each kind with its first file and how many there are. `folders` are those of installed
 * packages, which were not taken in.
 */
export const findLeftovers = (
  files: SourceFacts['files'],
  folders: readonly string[],
): readonly Leftover[] => {
  const found = new Map<Leftover['what'], { path: string; files: number }>();
  const packages = folders.map((path) => ({
    path,
    what: /node_modules|bower_components/.test(path)
      ? ('installed packages' as const)
      : ('virtual environment' as const),
  }));
  const known = files.map(({ path }) => ({ path, what: kinds.find(([, where]) => where.test(path))?.[0] }));
  for (const { path, what } of [...packages, ...known]) {
    if (what === undefined) continue;
    const one = found.get(what);
    if (one) one.files += 1;
    else found.set(what, { path, files: 1 });
  }
  return [...found].map(([what, one]) => ({ what, ...one }));
};
