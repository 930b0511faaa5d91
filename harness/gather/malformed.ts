import type { Row } from '../challenge/types.ts';
import type { MalformedExchange } from '../config/challenge.ts';
import type { Exchange, HttpRequest, StageName } from '../evidence/common.ts';
import type { MalformedEvidence } from '../evidence/malformed.ts';
import { ask, kept } from './exchanges.ts';
import type { Predicting } from './serving.ts';
import { bodyFor, contractShape, requestFor } from './shape.ts';
import type { Running } from './types.ts';
import { understand } from './understand.ts';

type Probe = MalformedEvidence['probes'][number];

const without = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

const withBody = (good: HttpRequest, body: string): HttpRequest => ({
  ...good,
  body,
  bodyBytes: Buffer.byteLength(body),
});

const typed = (request: HttpRequest, contentType: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, 'content-type': contentType },
});

/** The request of one malformed exchange, made from a good one in the way that this service understands. */
export const malformedRequest = (
  { send }: Pick<MalformedExchange, 'send'>,
  { shape, goodRows }: Pick<Predicting, 'shape' | 'goodRows'>,
): HttpRequest => {
  const good = requestFor(shape, goodRows.slice(0, 1));
  const [row = {}] = goodRows;
  switch (send.kind) {
    case 'raw':
      return typed(withBody(good, send.body), send.contentType);
    case 'row': {
      const changed = { ...without(row, send.remove), ...send.set } as Row;
      return withBody(good, JSON.stringify(bodyFor(shape, [changed])));
    }
    case 'rows': {
      const rows = Array.from({ length: send.count }, () => row);
      const wrapped = shape.request === 'single-object' ? { ...shape, request: 'bare-list' as const } : shape;
      return withBody(good, JSON.stringify(bodyFor(wrapped, rows)));
    }
    case 'verb':
      return { ...good, method: send.method };
    case 'content-type':
      return typed(good, send.contentType);
    case 'huge': {
      const [name = 'text'] = Object.entries(row).find(([, value]) => typeof value === 'string') ?? [];
      return withBody(good, JSON.stringify(bodyFor(shape, [{ ...row, [name]: 'x'.repeat(send.bytes) }])));
    }
    case 'nested':
      return withBody(good, '['.repeat(send.depth) + ']'.repeat(send.depth));
  }
};

/** Signs of a stack trace: Python's, Node's, Java's, and Werkzeug's or Django's debug page. */
const trace =
  /Traceback \(most recent call last\)|File "[^"]{1,300}", line \d+|\n\s+at [^\n]{1,300}:\d+:\d+|\bat [\w.$]{1,200}\([\w.]{1,100}\.java:\d+\)|Werkzeug Debugger|DEBUG = True/;

const healthy = async (running: Running, predicting: Predicting): Promise<boolean> => {
  const rows = predicting.goodRows.slice(0, 1);
  const { reply } = await ask(predicting, requestFor(predicting.shape, rows));
  if (!reply) return false;
  return 'values' in understand(reply, { rows: 1, contract: contractShape(running.challenge.config) });
};

const judged = (probe: MalformedExchange, exchange: Exchange): Omit<Probe, 'healthyAfter'> => {
  const body = exchange.reply?.body ?? '';
  return {
    id: probe.id,
    title: probe.title,
    exchange: kept(exchange),
    accepts: probe.accepts,
    refused: exchange.reply !== null && probe.accepts.includes(exchange.reply.status),
    field: probe.field,
    namesField: probe.field === null ? null : body.includes(probe.field),
    leaksTrace: trace.test(body),
  };
};

export const malformedNotAsked = (stage: StageName): MalformedEvidence => ({ notAsked: stage, probes: [] });

/** Sends the challenge's malformed exchanges one by one, each followed by a good row. */
export const gatherMalformed = async (
  running: Running,
  predicting: Predicting,
): Promise<MalformedEvidence> => {
  const { malformed } = running.challenge;
  const probes: Probe[] = [];
  for (const probe of malformed) {
    running.signal.throwIfAborted();
    running.waitingFor(`malformed requests, ${probes.length} of ${malformed.length}`);
    const exchange = await ask(predicting, malformedRequest(probe, predicting));
    probes.push({ ...judged(probe, exchange), healthyAfter: await healthy(running, predicting) });
  }
  return { notAsked: null, probes };
};
