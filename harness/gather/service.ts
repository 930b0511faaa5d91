import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../challenge/types.ts';
import type { HttpRequest, StageName } from '../evidence/common.ts';
import type { Load, ServiceEvidence } from '../evidence/service.ts';
import { latencyOf, quantileOf, ratioOf } from '../metrics/latency.ts';
import type { Series, Server } from '../sandbox/types.ts';
import { ask } from './exchanges.ts';
import { openStub, type Stub } from './service-stub.ts';
import type { Predicting } from './serving.ts';
import { contractShape, requestFor, understand } from './shape.ts';
import type { Running } from './types.ts';

const maxReplyBytes = 1024 * 1024;
const differentRows = 20;
/** Odd, so that the median is one of them. */
const rounds = 5;
const requestsARound = 60;
const roundMs = 600;
const warmUpRequests = 5;
/** After this, no further round and no further load is begun: a slow service has told by then how slow it is. */
const enoughMs = 20_000;
const connectionsRising = [1, 4, 16] as const;
const overloadConnections = 128;
const loadSeconds = 1;
const overloadSeconds = 4;
const recoveryMs = 10_000;
const pollMs = 50;

export const serviceNotAsked = (running: Pick<Running, 'limits'>, stage: StageName): ServiceEvidence => ({
  notAsked: stage,
  coldStart: null,
  latency: null,
  throughput: [],
  overload: null,
  memory: { beforeLoadBytes: null, peakBytes: null, limitBytes: running.limits.memoryBytes },
});

/** One side of the comparison: a server and the requests that it understands, of the same rows. */
type Side = { readonly server: Server; readonly requests: readonly HttpRequest[] };
type Sides = {
  readonly running: Running;
  readonly submission: Side;
  readonly stub: Side;
  readonly deadline: number;
};

const seriesOf = (
  { server, requests }: Side,
  {
    running,
    count,
    budgetMs,
  }: { readonly running: Running; readonly count: number; readonly budgetMs: number },
): Promise<Series> => {
  const timeoutMs = running.limits.requestSeconds * 1000;
  return server.series(requests, { count, budgetMs, timeoutMs, maxBytes: maxReplyBytes });
};

type Round = { readonly submission: readonly number[]; readonly stub: readonly number[] };

/** Who goes first changes from round to round, so that a machine that grows busier wrongs neither. */
const measureRound = async ({ running, submission, stub }: Sides, place: number): Promise<Round> => {
  const order = { running, count: requestsARound, budgetMs: roundMs };
  if (place % 2 === 0) {
    const ours = await seriesOf(submission, order);
    return { submission: ours.durationsMs, stub: (await seriesOf(stub, order)).durationsMs };
  }
  const theirs = await seriesOf(stub, order);
  return { submission: (await seriesOf(submission, order)).durationsMs, stub: theirs.durationsMs };
};

const quantile = (values: readonly number[], share: number): number =>
  quantileOf(
    values.toSorted((a, b) => a - b),
    share,
  );

const measureLatency = async (sides: Sides): Promise<ServiceEvidence['latency']> => {
  const { running, submission, stub, deadline } = sides;
  const warmUp = { running, count: warmUpRequests, budgetMs: roundMs };
  await seriesOf(submission, warmUp);
  await seriesOf(stub, warmUp);
  const measured: Round[] = [];
  for (let place = 0; place < rounds && (place === 0 || running.now() < deadline); place += 1) {
    running.signal.throwIfAborted();
    running.waitingFor(`latency, round ${place + 1} of ${rounds}`);
    const round = await measureRound(sides, place);
    if (round.submission.length > 0 && round.stub.length > 0) measured.push(round);
  }
  if (measured.length === 0) return null;
  const ratio = (share: number) =>
    ratioOf(measured.map((round) => quantile(round.submission, share) / quantile(round.stub, share)));
  return {
    rounds: measured.map((round) => ({
      submissionMs: quantile(round.submission, 0.5),
      stubMs: quantile(round.stub, 0.5),
    })),
    submission: latencyOf(measured.flatMap((round) => round.submission)),
    stub: latencyOf(measured.flatMap((round) => round.stub)),
    ratio: ratio(0.5),
    p95Ratio: ratio(0.95),
  };
};

const loadOn = (
  { server, requests }: Side,
  {
    running,
    connections,
    seconds,
  }: { readonly running: Running; readonly connections: number; readonly seconds: number },
): Promise<Load | null> => {
  const timeoutMs = running.limits.requestSeconds * 1000;
  return server.load(requests, {
    connections,
    seconds,
    timeoutMs,
    byStatus: connections === overloadConnections,
  });
};

const measureThroughput = async ({
  running,
  submission,
  stub,
  deadline,
}: Sides): Promise<ServiceEvidence['throughput']> => {
  const found: ServiceEvidence['throughput'][number][] = [];
  for (const connections of connectionsRising) {
    running.signal.throwIfAborted();
    if (running.now() > deadline) break;
    running.waitingFor(`throughput over ${connections} connections`);
    const order = { running, connections, seconds: loadSeconds };
    const ours = await loadOn(submission, order);
    const theirs = await loadOn(stub, order);
    if (ours && theirs) found.push({ submission: ours, stub: theirs });
  }
  return found;
};

const over = Symbol('still running');

const isAlive = async (server: Server): Promise<boolean> =>
  (await Promise.race([server.ended, Promise.resolve(over)])) === over;

/** Milliseconds until a good row is answered again; null when it is not in time. */
const recovery = async (running: Running, predicting: Predicting): Promise<number | null> => {
  const began = running.now();
  const request = requestFor(predicting.shape, predicting.goodRows.slice(0, 1));
  const contract = contractShape(running.challenge.config);
  while (running.now() - began < recoveryMs && (await isAlive(predicting.server))) {
    running.signal.throwIfAborted();
    const { reply } = await ask(predicting, request);
    if (reply && 'values' in understand(reply, { rows: 1, contract })) return running.now() - began;
    await sleep(pollMs);
  }
  return null;
};

const overload = async (
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

const rowsToAsk = ({ draw }: Running, { goodRows }: Predicting): readonly Row[] =>
  [...goodRows, ...draw.holdout.rows].slice(0, differentRows);

const sidesOf = (running: Running, { predicting, stub }: { predicting: Predicting; stub: Stub }): Sides => {
  const rows = rowsToAsk(running, predicting);
  const { server, shape } = predicting;
  return {
    running,
    submission: { server, requests: rows.map((row) => requestFor(shape, [row])) },
    stub: { server: stub.server, requests: stub.requestsFor(rows) },
    deadline: running.now() + enoughMs,
  };
};

/**
 * How fast the service answers single rows and how it bears load, beside a stub of ours measured in turn under the same
 * limits. Runs alone on the machine: see `Running.turns`. Rejects with FaultError when the stub cannot be had.
 */
export const gatherService = async (
  running: Running,
  { predicting, coldStartMs }: { readonly predicting: Predicting; readonly coldStartMs: number | null },
): Promise<ServiceEvidence> => {
  const { server } = predicting;
  const beforeLoadBytes = await server.peakMemoryBytes();
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
