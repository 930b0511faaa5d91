import { Client, type Dispatcher, errors } from 'undici';
import type { Exchange, HttpRequest } from '../../evidence/common.ts';
import type { Series, SeriesOrder, Server } from '../types.ts';

export type Sending = {
  readonly request: HttpRequest;
  readonly port: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const maxHeadBytes = 64 * 1024;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const errorOf = (error: unknown): NonNullable<Exchange['error']> => {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'refused';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timed-out';
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'too-large';
  if (code.startsWith('HPE_') || code.startsWith('UND_ERR_HEADERS')) return 'protocol';
  if (code.startsWith('UND_ERR_RES') || code.startsWith('UND_ERR_REQ')) return 'protocol';
  return 'closed';
};

const headersOf = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

const isMethod = (method: string): method is Dispatcher.HttpMethod => /^[A-Z]+$/.test(method);

const sendTo = async (host: string, { request, port, timeoutMs, maxBytes }: Sending) => {
  const client = new Client(`http://${host}:${port}`, {
    maxResponseSize: maxBytes,
    maxHeaderSize: maxHeadBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 0,
  });
  try {
    const reply = await client.request({
      method: isMethod(request.method) ? request.method : 'GET',
      path: request.path,
      headers: { 'accept-encoding': 'identity', ...request.headers },
      body: request.body,
      reset: true,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = Buffer.from(await reply.body.arrayBuffer());
    return {
      status: reply.statusCode,
      headers: headersOf(reply.headers),
      body: body.toString('utf8'),
      truncated: false,
    };
  } finally {
    await client.destroy();
  }
};

const hosts = ['127.0.0.1', '[::1]'] as const;

/** One request on a connection of its own: nothing is followed, nothing decompressed, what went wrong is a value. */
export const sendLocally = async (sending: Sending): Promise<Exchange> => {
  const { request, now } = sending;
  const started = now();
  let error: Exchange['error'] = 'refused';
  for (const host of hosts) {
    try {
      const reply = await sendTo(host, sending);
      return { request, reply, error: null, durationMs: now() - started };
    } catch (reason) {
      error = errorOf(reason);
      if (error !== 'refused') break;
    }
  }
  return { request, reply: null, error, durationMs: now() - started };
};

type SeriesHere = SeriesOrder & { readonly send: Server['send']; readonly now: () => number };

/** Each on a connection of its own: durations hold the time it takes to connect. */
export const seriesLocally = async (
  requests: readonly HttpRequest[],
  { send, now, count, budgetMs, ...limits }: SeriesHere,
): Promise<Series> => {
  const over = now() + budgetMs;
  const durationsMs: number[] = [];
  let failures = 0;
  for (let turn = 0; turn < count && (turn === 0 || now() < over); turn += 1) {
    const request = requests[turn % requests.length];
    if (!request) break;
    const { reply, durationMs } = await send(request, limits);
    if (reply && reply.status < 400) durationsMs.push(durationMs);
    else failures += 1;
  }
  return { durationsMs, failures };
};
