import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceEvidence } from '../evidence/service.ts';
import type { Server } from '../sandbox/types.ts';
import { loadOn, type Measuring, rowLimits, type Sides, stubSilent } from './service-sides.ts';
import type { Predicting } from './serving.ts';
import { contractShape, requestFor } from './shape.ts';
import { understand } from './understand.ts';

const connectionsRising = [1, 4, 16] as const;
const overloadConnections = 128;
const loadSeconds = 1;
const overloadSeconds = 2;
const recoveryMs = 10_000;
const pollMs = 50;

/** The same number of connections on both, one after the other; empty where there is no load generator. */
export const measureThroughput = async (sides: Sides): Promise<ServiceEvidence['throughput']> => {
  const { running, submission, stub } = sides;
  const found: ServiceEvidence['throughput'][number][] = [];
  for (const connections of connectionsRising) {
    running.signal.throwIfAborted();
    running.waitingFor(`throughput over ${connections} connections`);
    const order = { running, connections, seconds: loadSeconds };
    const ours = await loadOn(submission, order);
    const theirs = await loadOn(stub, order);
    if (!ours || !theirs) return [];
    if (theirs.answered === 0) throw stubSilent(`${connections} connections`);
    found.push({ submission: ours, stub: theirs });
  }
  return found;
};

const over = Symbol('still running');

const isAlive = async (server: Server): Promise<boolean> =>
  (await Promise.race([server.ended, Promise.resolve(over)])) === over;

/** Milliseconds until a good row is answered again; null when it is not in time. */
const recovery = async (running: Measuring, predicting: Predicting): Promise<number | null> => {
  const { server, shape, goodRows } = predicting;
  const began = running.now();
  const request = requestFor(shape, goodRows.slice(0, 1));
  const contract = contractShape(running.challenge.config);
  for (;;) {
    running.signal.throwIfAborted();
    const left = recoveryMs - (running.now() - began);
    if (left <= 0 || !(await isAlive(server))) return null;
    const limits = rowLimits(running);
    const { reply } = await server.send(request, { ...limits, timeoutMs: Math.min(limits.timeoutMs, left) });
    if (reply && 'values' in understand(reply, { rows: 1, contract })) return running.now() - began;
    await sleep(pollMs);
  }
};

/** More connections than one process serves, then a good row until it is answered. Null where there is no load generator. */
export const overload = async (
  { running, submission }: Sides,
  predicting: Predicting,
): Promise<ServiceEvidence['overload']> => {
  running.waitingFor(`${overloadConnections} connections at once`);
  const order = { running, connections: overloadConnections, seconds: overloadSeconds };
  const load = await loadOn(submission, order);
  if (!load) return null;
  const healthyAfterMs = await recovery(running, predicting);
  return { load, alive: await isAlive(predicting.server), healthyAfterMs };
};
