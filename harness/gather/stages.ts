import type { Stage, StageName } from '../evidence/common.ts';
import type { Stop } from './cause.ts';

type Measured = { readonly durationMs: number; readonly peakMemoryBytes?: number | null };

export const stageOk = (name: StageName, { durationMs, peakMemoryBytes = null }: Measured): Stage => ({
  name,
  outcome: 'ok',
  cause: null,
  line: null,
  durationMs,
  peakMemoryBytes,
});

export const stageFailed = (
  name: StageName,
  { cause, line, durationMs, peakMemoryBytes = null }: Stop & Measured,
): Stage => ({ name, outcome: 'failed', cause, line, durationMs, peakMemoryBytes });

export const stageBlocked = (name: StageName, by: StageName): Stage => ({
  name,
  outcome: 'blocked',
  cause: { kind: 'earlier-stage', stage: by },
  line: null,
  durationMs: 0,
  peakMemoryBytes: null,
});

/** Nothing to do, which is not a failure: no model to train, no list to resolve. */
export const stageSkipped = (name: StageName): Stage => ({
  name,
  outcome: 'skipped',
  cause: null,
  line: null,
  durationMs: 0,
  peakMemoryBytes: null,
});
