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
