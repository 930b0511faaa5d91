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

/** What programs left behind among the files, each kind with its first file and how many there are. */
export const findLeftovers = (files: SourceFacts['files']): readonly Leftover[] => {
  const found = new Map<Leftover['what'], { path: string; files: number }>();
  for (const { path } of files) {
    const what = kinds.find(([, where]) => where.test(path))?.[0];
    if (what === undefined) continue;
    const known = found.get(what);
    if (known) known.files += 1;
    else found.set(what, { path, files: 1 });
  }
  return [...found].map(([what, one]) => ({ what, ...one }));
};
