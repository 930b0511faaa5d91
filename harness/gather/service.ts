import type { StageName } from '../evidence/common.ts';
import type { ServiceEvidence } from '../evidence/service.ts';
import { measureLatency } from './service-latency.ts';
import { measureThroughput, overload } from './service-load.ts';
import { type Measuring, sidesOf } from './service-sides.ts';
import { openStub } from './service-stub.ts';
import type { Predicting } from './serving.ts';

export const serviceNotAsked = (running: Pick<Measuring, 'limits'>, stage: StageName): ServiceEvidence => ({
  notAsked: stage,
  coldStart: null,
  latency: null,
  throughput: [],
  overload: null,
  memory: { beforeLoadBytes: null, peakBytes: null, limitBytes: running.limits.memoryBytes },
});

/**
 * How fast the service answers single rows and how it bears load, beside a stub of ours measured in turn under the same
 * limits. Runs alone on the machine: see `Running.turns`. Rejects with FaultError when the stub cannot be had.
 */
export const gatherService = async (
  running: Measuring,
  { predicting, coldStartMs }: { readonly predicting: Predicting; readonly coldStartMs: number | null },
): Promise<ServiceEvidence> => {
  const { server } = predicting;
  const beforeLoadBytes = await server.peakMemoryBytes();
  running.waitingFor('the reference stub');
  await using stub = await openStub(running);
  const sides = sidesOf(running, { predicting, stub });
  const latency = await measureLatency(sides);
  const throughput = await measureThroughput(sides);
  const overloaded = await overload(sides, predicting);
  return {
    notAsked: null,
    coldStart: coldStartMs === null ? null : { submissionMs: coldStartMs, stubMs: stub.startMs },
    latency,
    throughput,
    overload: overloaded,
    memory: {
      beforeLoadBytes,
      peakBytes: await server.peakMemoryBytes(),
      limitBytes: running.limits.memoryBytes,
    },
  };
};
