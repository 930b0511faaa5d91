import type { Exchange, HttpReply, HttpRequest } from '../evidence/common.ts';
import type { Server } from '../sandbox/types.ts';
import type { Limits } from '../types.ts';

const maxReplyBytes = 1024 * 1024;
const keptCharacters = 4_096;

/** What the gatherers speak to: one running server and how long it may take. */
export type Endpoint = { readonly server: Server; readonly limits: Limits };

export const ask = ({ server, limits }: Endpoint, request: HttpRequest): Promise<Exchange> =>
  server.send(request, { timeoutMs: limits.requestSeconds * 1000, maxBytes: maxReplyBytes });

const cut = (text: string): string =>
  text.length > keptCharacters ? `${text.slice(0, keptCharacters)} …` : text;

/** Headers that tell something of the service; dates, request ids and cookies only tell one reply from the next. */
const toldHeaders = new Set([
  'allow',
  'content-type',
  'location',
  'retry-after',
  'server',
  'www-authenticate',
]);

const told = (headers: HttpReply['headers']): HttpReply['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => toldHeaders.has(name.toLowerCase())));

/** An exchange as the dossier keeps it: bodies cut at 4,096 characters. */
export const kept = (exchange: Exchange): Exchange => ({
  ...exchange,
  request: { ...exchange.request, body: exchange.request.body === null ? null : cut(exchange.request.body) },
  reply: exchange.reply && {
    ...exchange.reply,
    headers: told(exchange.reply.headers),
    body: cut(exchange.reply.body),
    truncated: exchange.reply.truncated || exchange.reply.body.length > keptCharacters,
  },
});
