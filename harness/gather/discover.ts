import type { Row } from '../challenge/types.ts';
import type { Cause, Exchange } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import { ask, type Endpoint } from './exchanges.ts';
import type { Operation } from './openapi.ts';
import { bodyFor, jsonRequest, withNearMisses } from './shape.ts';
import { understand } from './understand.ts';

export type Discovery =
  | { readonly found: true; readonly shape: Shape; readonly example: Exchange }
  | { readonly found: false; readonly cause: Cause; readonly example: Exchange | null };

type Asking = {
  readonly endpoint: Endpoint;
  readonly contract: Shape;
  readonly rows: readonly Row[];
  /** What the service's own OpenAPI document describes. */
  readonly operations: readonly Operation[];
  /** Routes that the code names. */
  readonly routes: readonly string[];
};
type Route = Pick<Shape, 'method' | 'path'>;
type Trial = Pick<Shape, 'method' | 'path' | 'request' | 'requestKey'>;

/** Prediction routes of public services beside the contract's; see also the service's own OpenAPI document. */
const commonPaths = [
  '/predict',
  '/predictions',
  '/prediction',
  '/infer',
  '/inference',
  '/invocations',
  '/score',
  '/classify',
  '/api/predict',
  '/api/v1/predict',
  '/v1/predict',
  '/model/predict',
  '/predict/batch',
  '/batch_predict',
  '/',
] as const;
const requestKeys = [
  'instances',
  'data',
  'inputs',
  'rows',
  'records',
  'features',
  'customers',
  'items',
  'input',
  'samples',
  'dataframe_records',
] as const;
const maxPaths = 32;

/** The one field of the body, where the service's own document says that it has one: BentoML names it after a parameter. */
const ownKey = (operations: readonly Operation[], { method, path }: Route): string | null => {
  const { fields = [] } = operations.find((one) => one.route === path && one.method === method) ?? {};
  return fields.length === 1 ? (fields[0] ?? null) : null;
};

const trialsAt = (route: Route, operations: readonly Operation[]): readonly Trial[] => {
  const own = ownKey(operations, route);
  const keys = [...new Set([...(own === null ? [] : [own]), ...requestKeys])];
  return [
    ...keys.map((requestKey) => ({ ...route, request: 'wrapped' as const, requestKey })),
    ...(own === null ? [] : [{ ...route, request: 'single-object' as const, requestKey: own }]),
    { ...route, request: 'bare-list', requestKey: null },
    { ...route, request: 'single-object', requestKey: null },
    { ...route, request: 'columns', requestKey: null },
    { ...route, request: 'split', requestKey: 'dataframe_split' },
  ];
};

const attempt = async (
  { endpoint, contract, rows }: Asking,
  trial: Trial,
): Promise<{ exchange: Exchange; shape: Shape | null; because: string }> => {
  const sent = trial.request === 'single-object' ? rows.slice(0, 1) : rows;
  const { method, path } = trial;
  const exchange = await ask(
    endpoint,
    jsonRequest({ method, path, body: JSON.stringify(bodyFor(trial, sent)) }),
  );
  if (!exchange.reply) return { exchange, shape: null, because: exchange.error ?? 'no reply' };
  const understood = understand(exchange.reply, { rows: sent.length, contract });
  if ('because' in understood) return { exchange, shape: null, because: understood.because };
  const { replyKey, probabilityKey, labelOnly, classes, text, decisions } = understood;
  return {
    exchange,
    shape: withNearMisses(
      { ...trial, replyKey, probabilityKey, decisionKey: decisions?.key ?? null, labelOnly },
      { contract, classes, text },
    ),
    because: '',
  };
};

const redirected = (from: string, { reply }: Exchange): string | null => {
  if (!reply || reply.status < 301 || reply.status > 308) return null;
  const location =
    Object.entries(reply.headers).find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
  const path = location.replace(/^https?:\/\/[^/]+/, '');
  return /^\/[\w./-]*$/.test(path) && path !== from ? path : null;
};

/**
 * A path that exists for some verb: the verb that the contract names, and else GET with a body. One redirect is followed,
 * to the path with a slash at its end in most cases.
 */
const routeAt = async (asking: Asking, path: string): Promise<Route | null> => {
  const { exchange } = await attempt(asking, { ...asking.contract, path });
  const { method } = asking.contract;
  // A handler that dies of the body closes the connection: the path is there.
  if (exchange.error === 'closed') return { method, path };
  const status = exchange.reply?.status ?? 404;
  if (status === 404) return null;
  const moved = redirected(path, exchange);
  return { method: status === 405 ? 'GET' : method, path: moved ?? path };
};

/** POST before GET; a path with a parameter in it takes no row. */
const documented = (operations: readonly Operation[]): readonly string[] =>
  operations
    .toSorted((one, other) => Number(other.method === 'POST') - Number(one.method === 'POST'))
    .map(({ route }) => route)
    .filter((path) => path.startsWith('/') && !path.includes('{'));

/** Django answers 500 or 404 to a path without the slash that it has. */
const withSlash = (path: string): readonly string[] => (path.endsWith('/') ? [path] : [path, `${path}/`]);

/**
 * Asks the contract's way first; when that is not understood, looks for a route and for a way to wrap rows. At most
 * 32 paths and 17 ways each on the first three routes that exist, all with good rows of the public data.
 */
export const discover = async (asking: Asking): Promise<Discovery> => {
  const { contract } = asking;
  const first = await attempt(asking, contract);
  if (first.shape) return { found: true, shape: first.shape, example: first.exchange };
  const known = [...documented(asking.operations), ...asking.routes];
  const paths = [...new Set([...withSlash(contract.path), ...known, ...commonPaths])].slice(0, maxPaths);
  const routes: Route[] = [];
  for (const path of paths) {
    const route = await routeAt(asking, path);
    if (route && !routes.some((one) => one.path === route.path)) routes.push(route);
  }
  for (const trial of routes.slice(0, 3).flatMap((route) => trialsAt(route, asking.operations))) {
    const { exchange, shape } = await attempt(asking, trial);
    if (shape) return { found: true, shape, example: exchange };
  }
  if (routes.length === 0)
    return { found: false, cause: { kind: 'no-route', tried: paths }, example: first.exchange };
  const status = first.exchange.reply?.status ?? null;
  return {
    found: false,
    cause: { kind: 'bad-reply', status, because: first.because },
    example: first.exchange,
  };
};
