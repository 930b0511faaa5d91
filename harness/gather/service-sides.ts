import type { Row } from '../challenge/types.ts';
import { FaultError } from '../errors.ts';
import type { HttpRequest } from '../evidence/common.ts';
import type { Load } from '../evidence/service.ts';
import type { Series, Server } from '../sandbox/types.ts';
import type { Stub } from './service-stub.ts';
import type { Predicting } from './serving.ts';
import { requestFor } from './shape.ts';
import type { Running } from './types.ts';

/** What a measurement of speed needs of a running submission. */
export type Measuring = Pick<
  Running,
  'challenge' | 'draw' | 'limits' | 'openOurs' | 'now' | 'signal' | 'waitingFor'
>;

/** One side of the comparison: a server and the requests that it understands, of the same rows. */
type Side = { readonly server: Server; readonly requests: readonly HttpRequest[] };
export type Sides = {
  readonly running: Measuring;
  readonly submission: Side;
  readonly stub: Side;
  /** The stub, asked so many rows at once that a request takes about as long as one row takes an ordinary service. */
  readonly longStub: Side;
};

/**
 * A scheduler lets short work finish and interrupts long work: on a machine with seven jobs a core, a reference of 21 ms took 8 times
 * the stub's processor time but 11 to 14 times as long as a single row of it, and 1.0 to 1.2 times as long as eight, as by
 * processor time.
 */
export const rowsALongRequest = 8;

const maxReplyBytes = 1024 * 1024;
const differentRows = 20;
/** A single row that takes longer counts as unanswered, so that a slow service keeps nobody waiting for long. */
const rowMs = 5_000;

export const rowLimits = ({ limits }: Measuring) => ({
  timeoutMs: Math.min(limits.requestSeconds * 1000, rowMs),
  maxBytes: maxReplyBytes,
});

const rowsToAsk = ({ draw }: Measuring, { goodRows }: Predicting): readonly Row[] =>
  [...goodRows, ...draw.holdout.rows].slice(0, differentRows);

/** As many requests as rows; each begins with another row. */
const inLongRequests = (rows: readonly Row[]): readonly (readonly Row[])[] =>
  rows.map((row, first) =>
    Array.from({ length: rowsALongRequest }, (_, place) => rows[(first + place) % rows.length] ?? row),
  );

export const sidesOf = (
  running: Measuring,
  { predicting, stub }: { readonly predicting: Predicting; readonly stub: Stub },
): Sides => {
  const rows = rowsToAsk(running, predicting);
  const { server, shape } = predicting;
  return {
    running,
    submission: { server, requests: rows.map((row) => requestFor(shape, [row])) },
    stub: { server: stub.server, requests: stub.requestsFor(rows.map((row) => [row])) },
    longStub: { server: stub.server, requests: stub.requestsFor(inLongRequests(rows)) },
  };
};

type Asking = { readonly running: Measuring; readonly count: number; readonly budgetMs: number };

export const seriesOf = ({ server, requests }: Side, { running, count, budgetMs }: Asking): Promise<Series> =>
  server.series(requests, { count, budgetMs, ...rowLimits(running) });

type Loading = { readonly running: Measuring; readonly connections: number; readonly seconds: number };

export const loadOn = (
  { server, requests }: Side,
  { running, connections, seconds }: Loading,
): Promise<Load | null> =>
  server.load(requests, { connections, seconds, timeoutMs: rowLimits(running).timeoutMs });

/** Where our own service does not answer, a measurement beside it says nothing of the submission. */
export const stubSilent = (what: string): FaultError =>
  new FaultError({
    code: 'SANDBOX_LOST',
    blame: 'environment',
    message: `The reference stub did not answer: ${what}.`,
  });
