import type { CareEvidence } from '../evidence/care.ts';
import { coverageReports, leftBehindAs } from '../source/left-behind.ts';
import type { SourceFacts } from '../source/types.ts';

type Leftover = CareEvidence['leftovers'][number];

/** What lies in a virtual environment is that, whatever else it is. */
const installed: readonly (readonly [Leftover['what'], RegExp])[] = [
  [
    'virtual environment',
    /(^|\/)(pyvenv\.cfg|\.?v?env\w*\/(bin|lib|scripts|include)\/|(site|dist)-packages\/)/i,
  ],
  ['installed packages', /(^|\/)(node_modules|bower_components)\//],
];
/** Told by a file's name, or by a folder that is not taken for one of generated files. */
const single: readonly (readonly [Leftover['what'], RegExp])[] = [
  ['byte code', /\.py[co]$/],
  ['tool cache', /(^|\/)\.(tox|nox|coverage)(\/|$)/],
  ['tracking store', /(^|\/)(mlflow|mlruns)\.db$/],
  ['desktop files', /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/i],
  ['editor settings', /(^|\/)\.idea\/|\.(swp|swo)$/],
];

const whatIs = (path: string, reports: ReadonlySet<string>): Leftover['what'] | undefined => {
  const named = (kinds: typeof single) => kinds.find(([, where]) => where.test(path))?.[0];
  const inReport = reports.has(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return named(installed) ?? leftBehindAs(path) ?? (inReport ? 'tool cache' : named(single));
};

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
  const reports = coverageReports(files.map(({ path }) => path));
  const known = files.map(({ path }) => ({ path, what: whatIs(path, reports) }));
  for (const { path, what } of [...packages, ...known]) {
    if (what === undefined) continue;
    const one = found.get(what);
    if (one) one.files += 1;
    else found.set(what, { path, files: 1 });
  }
  return [...found].map(([what, one]) => ({ what, ...one }));
};
