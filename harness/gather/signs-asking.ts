import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../evidence/common.ts';
import type { Sandbox } from '../sandbox/types.ts';
import type { Workspace } from '../workspace/types.ts';
import type { Routed } from './example-code.ts';
import type { Predicting } from './serving.ts';
import { contractShape, jsonRequest, requestFor } from './shape.ts';
import { type Reading, readingOf } from './signs-page.ts';
import { shownPath, type Target, targetsOf } from './signs-paths.ts';
import type { Running } from './types.ts';
import { understand } from './understand.ts';

/** What it takes to watch a service: less than a whole `Running`. */
export type Watching = Pick<Running, 'challenge' | 'draw' | 'now' | 'signal' | 'waitingFor'> & {
  readonly facts: Routed;
  readonly workspace: Pick<Workspace, 'digest'>;
  readonly sandbox: Pick<Sandbox, 'files' | 'read'>;
};

const maxPageBytes = 1024 * 1024;
const pageMs = 2_000;
/** Pages that drip are no reason to hold up a grading. */
const searchMs = 4_000;
const rowMs = 5_000;
const batchMs = 10_000;
const maxPages = 2;

/** At least five; how many is drawn from the submission's digest, so that no candidate can know. */
const fewest = 5;
const spread = 4;
export const countFor = ({ workspace }: Pick<Watching, 'workspace'>): number =>
  fewest + (Number.parseInt(workspace.digest.slice(0, 4), 16) % spread || 0);

export const readTarget = async (
  { server }: Pick<Predicting, 'server'>,
  { path, port }: Target,
): Promise<Reading | null> => {
  const request = jsonRequest({ method: 'GET', path, body: null });
  const accepting = { ...request, headers: { accept: '*/*' } };
  const limits = { timeoutMs: pageMs, maxBytes: maxPageBytes, ...(port === null ? {} : { port }) };
  const { reply } = await server.send(accepting, limits);
  return reply && readingOf(reply);
};

export type Found = { readonly target: Target; readonly idle: Reading };

const sameNames = (one: Reading, other: Reading): boolean =>
  [...one.numbers.keys()].join('\n') === [...other.numbers.keys()].join('\n');

/** `/metrics` and `/metrics/` are one page. */
const isNew = (found: readonly Found[], reading: Reading): boolean =>
  !found.some(({ idle }) => sameNames(idle, reading));

/** Pages of numbers, of a list that is tried in order until the time for it is over. */
export const findPages = async (
  { facts, now, signal }: Watching,
  predicting: Predicting,
): Promise<{ readonly tried: readonly string[]; readonly found: readonly Found[] }> => {
  const { server, shape } = predicting;
  const open = (await server.listening()).map(({ port }) => port);
  const ports = open.length > 1 ? open : [];
  const targets = targetsOf(facts, { predictPath: shape.path, otherPorts: ports });
  const began = now();
  const found: Found[] = [];
  const tried: string[] = [];
  for (const target of targets) {
    signal.throwIfAborted();
    if (now() - began > searchMs || found.length >= maxPages) break;
    tried.push(shownPath(target));
    const idle = await readTarget(predicting, target);
    if (idle && isNew(found, idle)) found.push({ target, idle });
  }
  return { tried, found };
};

export type Batch = {
  readonly sent: number;
  /** A probability for each that was answered with one. */
  readonly values: readonly number[];
};

/** So many requests of one row each, one after the other, until the time for them is over; at least one. */
export const askRows = async (
  { challenge, now, signal }: Watching,
  { predicting, count }: { readonly predicting: Predicting; readonly count: number },
): Promise<Batch> => {
  const { server, shape, goodRows, limits } = predicting;
  const contract = contractShape(challenge.config);
  const timeoutMs = Math.min(limits.requestSeconds * 1000, rowMs);
  const values: number[] = [];
  const began = now();
  let sent = 0;
  while (sent < count && (sent === 0 || now() - began < batchMs)) {
    signal.throwIfAborted();
    const row = goodRows[sent % Math.max(1, goodRows.length)] ?? {};
    sent += 1;
    const { reply }: Exchange = await server.send(requestFor(shape, [row]), {
      timeoutMs,
      maxBytes: maxPageBytes,
    });
    const understood = reply && understand(reply, { rows: 1, contract });
    if (understood && 'values' in understood) values.push(...understood.values);
  }
  return { sent, values };
};

/** What is counted or written after a reply is on its way for a moment. */
const settleMs = 60;

/** Looks again, a few times, until there is what was hoped for. */
export const until = async <T>(
  look: () => Promise<T>,
  { enough, times }: { readonly enough: (value: T) => boolean; readonly times: number },
): Promise<T> => {
  let value = await look();
  for (let again = 1; again < times && !enough(value); again += 1) {
    await sleep(settleMs);
    value = await look();
  }
  return value;
};
