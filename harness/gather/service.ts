import type { StageName } from '../evidence/common.ts';
import type { ServiceEvidence } from '../evidence/service.ts';
import type { Predicting } from './serving.ts';
import type { Running } from './types.ts';

export const serviceNotAsked = (running: Pick<Running, 'limits'>, stage: StageName): ServiceEvidence => ({
  notAsked: stage,
  coldStart: null,
  latency: null,
  throughput: [],
  overload: null,
  memory: { idleBytes: null, peakBytes: null, limitBytes: running.limits.memoryBytes },
});

/** Runs alone on the machine: see `Running.turns`. */
export const gatherService = async (
  running: Running,
  _asked: { readonly predicting: Predicting; readonly coldStartMs: number | null },
): Promise<ServiceEvidence> => serviceNotAsked(running, 'predict');
