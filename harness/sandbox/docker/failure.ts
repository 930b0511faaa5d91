import { setTimeout as sleep } from 'node:timers/promises';
import { FaultError } from '../../errors.ts';

/** The engine said no, or said nothing. `status` is its HTTP status; null when no reply came. */
export class EngineError extends FaultError {
  readonly status: number | null;
  /** The engine's own words, for the few replies that mean something about the candidate's command. */
  readonly said: string;

  constructor({
    status,
    said,
    doing,
    cause,
  }: {
    status: number | null;
    said: string;
    doing: string;
    cause: unknown;
  }) {
    super({
      code: status === null ? 'ENGINE_UNAVAILABLE' : 'SANDBOX_LOST',
      blame: 'environment',
      message: `The container engine failed at ${doing}: ${said.slice(0, 300)}.`,
      cause,
    });
    this.name = 'EngineError';
    this.status = status;
    this.said = said;
  }
}

const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : null;

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().replace(/[.\s]+$/, '');

const asEngineError = (doing: string, error: unknown): FaultError =>
  error instanceof FaultError
    ? error
    : new EngineError({ status: statusOf(error), said: wordsOf(error), doing, cause: error });

export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof EngineError && error.status !== null && statuses.includes(error.status);

export type Deadline = { readonly doing: string; readonly ms: number; readonly signal?: AbortSignal };

/**
 * Runs one call of the engine under a deadline of ours, and turns its failure into an `EngineError`. The race is needed:
 * dockerode's `timeout` option leaves its promise unsettled, and an abort that comes between two of its callbacks does too.
 */
export const within = async <T>(
  { doing, ms, signal }: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const stop = new AbortController();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const end = (reason: string) => {
    reject(new Error(reason));
    stop.abort(new Error(reason));
  };
  const timer = setTimeout(() => end(`no answer within ${ms} ms`), ms);
  const aborted = () => end('stopped on request');
  signal?.addEventListener('abort', aborted, { once: true });
  if (signal?.aborted) aborted();
  try {
    return await Promise.race([stopped, call(stop.signal)]);
  } catch (error) {
    throw asEngineError(doing, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
};

/** Undefined in place of a reply with one of these statuses, e.g. 404 for "there is none". */
export const unless = async <T>(statuses: readonly number[], reply: Promise<T>): Promise<T | undefined> =>
  reply.catch((error: unknown) => {
    if (hasStatus(error, ...statuses)) return undefined;
    throw error;
  });

const removalTries = 6;
const firstPauseMs = 100;

/**
 * Removes something for good. An engine refuses for a while what it is still letting go of: a file system that is busy (500),
 * a removal under way or a volume whose last container is going (409).
 */
export const insist = async (remove: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await remove();
      return;
    } catch (error) {
      if (hasStatus(error, 404)) return;
      if (!hasStatus(error, 409, 500) || attempt === removalTries) throw error;
      await sleep(firstPauseMs * 2 ** (attempt - 1));
    }
  }
};
