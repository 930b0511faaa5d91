import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { FaultError } from '../../errors.ts';
import type { Exchange, HttpRequest } from '../../evidence/common.ts';
import type { Load } from '../../evidence/service.ts';
import { Tail } from '../tail.ts';
import type { LoadOrder, Series, SeriesOrder } from '../types.ts';
import { demultiplex } from './frames.ts';
import { lineCutter } from './lines.ts';

/** What wrk's script prints; latencies in microseconds. */
const wrkSchema = z.object({
  seconds: z.number(),
  requests: z.int(),
  status: z.int(),
  refused: z.int(),
  lost: z.int(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
});

const answerSchema = z.object({
  id: z.int(),
  failed: z.string().optional(),
  error: z.enum(['refused', 'timed-out', 'too-large', 'protocol', 'closed']).optional(),
  status: z.int().optional(),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  body: z.string().default(''),
  durationNs: z.number().default(0),
  ports: z.array(z.tuple([z.int(), z.boolean()])).default([]),
  durationsNs: z.array(z.number()).default([]),
  failures: z.int().default(0),
  load: wrkSchema.nullable().default(null),
});
type Answer = z.infer<typeof answerSchema>;

type Sending = {
  readonly request: HttpRequest;
  readonly port: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
};
type Listening = { readonly port: number; readonly loopbackOnly: boolean };
export type Prober = {
  send(sending: Sending): Promise<Exchange>;
  series(requests: readonly HttpRequest[], order: SeriesOrder & { readonly port: number }): Promise<Series>;
  load(requests: readonly HttpRequest[], order: LoadOrder & { readonly port: number }): Promise<Load>;
  /** By port, ascending. */
  listening(): Promise<readonly Listening[]>;
  /** Ends it: it leaves with its standard input. */
  end(): void;
};

/** What the hop itself may take, beyond the request's own deadline. */
const hopMs = 10_000;
/** A reply of the largest size that callers ask for, in base64, with its headers. */
const maxLineBytes = 64 * 1024 * 1024;

const lost = (message: string): FaultError =>
  new FaultError({ code: 'SANDBOX_LOST', blame: 'environment', message });

const answerOf = (line: string): Answer | null => {
  try {
    return answerSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
};

const headersOf = (pairs: Answer['headers']): Record<string, string> => {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  return { ...headers };
};

const replyOf = ({ status, headers, body }: Answer): Exchange['reply'] =>
  status === undefined
    ? null
    : {
        status,
        headers: headersOf(headers),
        body: Buffer.from(body, 'base64').toString('utf8'),
        truncated: false,
      };

/** wrk tells of no request that it still waits for: where none was answered, every connection waited in vain. */
const unansweredLoad = ({ connections, seconds }: LoadOrder, lost: number): Load => ({
  connections,
  seconds,
  perSecond: 0,
  p50: null,
  p95: null,
  p99: null,
  answered: 0,
  refused: 0,
  failed: 0,
  unanswered: Math.max(lost, connections),
});

/** wrk counts as requests what was replied to, whatever the status. */
const loadOf = (measured: z.infer<typeof wrkSchema> | null, order: LoadOrder): Load => {
  const { connections } = order;
  if (!measured?.requests) return unansweredLoad(order, measured?.lost ?? 0);
  const { seconds, requests, status, refused, lost: unanswered, ...micros } = measured;
  const answered = requests - status;
  return {
    connections,
    seconds,
    perSecond: answered / seconds,
    p50: micros.p50 / 1000,
    p95: micros.p95 / 1000,
    p99: micros.p99 / 1000,
    answered,
    refused,
    failed: status - refused,
    unanswered,
  };
};

/** Speaks to `prober.py` over the keeper's standard input and output. */
export const openProber = (stream: Duplex): Prober => {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: unknown) => void }>();
  const complaints = new Tail(4096);
  let next = 1;
  let over: FaultError | null = null;

  const end = (error: FaultError) => {
    over ??= error;
    for (const { reject } of waiting.values()) reject(over);
    waiting.clear();
    stream.destroy();
  };
  const gone = () => end(lost(`The prober has ended. ${complaints.text().trim().slice(-300)}`.trim()));
  const receive = (line: string) => {
    const answer = answerOf(line);
    if (!answer) return end(lost('The prober said something that is not an answer.'));
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  };
  const tooLong = () => end(lost('The prober sent an endless line.'));
  const toLines = lineCutter(receive, { maxBytes: maxLineBytes, onTooLong: tooLong });
  stream.on(
    'data',
    demultiplex((from, chunk) => (from === 'stdout' ? toLines(chunk) : complaints.push(chunk))),
  );
  stream.on('error', gone);
  stream.on('close', gone);
  stream.on('end', gone);

  const ask = async (order: object, ms: number): Promise<Answer> => {
    if (over) throw over;
    const id = next++;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    waiting.set(id, { resolve, reject });
    const timer = setTimeout(() => reject(lost(`The prober did not answer within ${ms} ms.`)), ms);
    stream.write(`${JSON.stringify({ id, ...order })}\n`);
    const answer = await promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(id);
    });
    if (answer.failed !== undefined) {
      throw new FaultError({
        code: 'HARNESS_BUG',
        blame: 'harness',
        message: `The prober failed: ${answer.failed}`,
      });
    }
    return answer;
  };

  return {
    send: async ({ request, port, timeoutMs, maxBytes }) => {
      const { method, path, headers, body } = request;
      const order = { op: 'send', method, path, headers, body, port, timeoutMs, maxBytes };
      const answer = await ask(order, timeoutMs + hopMs);
      return {
        request,
        reply: replyOf(answer),
        error: answer.error ?? null,
        durationMs: answer.durationNs / 1e6,
      };
    },
    series: async (requests, { port, count, budgetMs, timeoutMs, maxBytes }) => {
      const order = { op: 'series', requests, port, count, budgetMs, timeoutMs, maxBytes };
      const { durationsNs, failures } = await ask(order, budgetMs + 2 * timeoutMs + hopMs);
      return { durationsMs: durationsNs.map((ns) => ns / 1e6), failures };
    },
    load: async (requests, order) => {
      const { port, connections, seconds, timeoutMs } = order;
      const timeoutS = Math.ceil(timeoutMs / 1000);
      const { load } = await ask(
        { op: 'load', requests, port, connections, seconds, timeoutS },
        seconds * 1000 + hopMs,
      );
      return loadOf(load, order);
    },
    listening: async () => {
      const { ports } = await ask({ op: 'listening' }, hopMs);
      return ports.map(([port, loopbackOnly]) => ({ port, loopbackOnly }));
    },
    end: () => end(lost('The sandbox is closed.')),
  };
};
