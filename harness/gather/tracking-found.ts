import type { TrackingEvidence } from '../evidence/tracking.ts';

export type Run = TrackingEvidence['runs'][number];

type File = { readonly path: string; readonly bytes: number };

/** Files of a submission, and a way to read one of them up to a size. */
export type TrackedFiles = {
  readonly files: readonly File[];
  readonly read: (path: string, maxBytes: number) => Promise<Buffer | null>;
};

/** Files handed in, or files there after training. */
export type Source = TrackedFiles & { readonly madeByTraining: boolean };

const most = 12;

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The time or the number of a run in the name of a folder. */
const ofRun =
  /(^|[^0-9])20\d\d[-_]?\d\d[-_]?\d\d[-_T ]?\d\d[-_:h]?\d\d|(^|[^0-9])1[67]\d{8}([^0-9]|$)|[0-9a-f]{8}-[0-9a-f]{4}-|(^|[_-])(run|exp|experiment|trial)[-_]?\d+/i;

/** The folder around a file that is named after one run, if there is one. */
export const folderOfRun = (path: string): string | null => {
  const folders = folderOf(path).split('/');
  const at = folders.findLastIndex((name) => ofRun.test(name));
  return at === -1 ? null : `${folders.slice(0, at + 1).join('/')}/`;
};

export type Names = { readonly parameters: readonly string[]; readonly metrics: readonly string[] };

/** A run by the names of what it holds: all are counted, the first are listed. */
export const runOf = (
  {
    tool,
    path,
    count = 1,
    artifacts = [],
  }: Pick<Run, 'tool' | 'path'> & Partial<Pick<Run, 'count' | 'artifacts'>>,
  { parameters, metrics, madeByTraining }: Names & Pick<Run, 'madeByTraining'>,
): Run => ({
  tool,
  path,
  count,
  parameters: parameters.length,
  metrics: metrics.length,
  parameterNames: parameters.slice(0, most).map((name) => name.slice(0, 80)),
  metricNames: metrics.slice(0, most).map((name) => name.slice(0, 80)),
  artifacts: artifacts.slice(0, most),
  madeByTraining,
});
