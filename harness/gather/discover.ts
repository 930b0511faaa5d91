import type { Row } from '../challenge/types.ts';
import type { Cause, Exchange } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import { ask, type Endpoint } from './exchanges.ts';
import { bodyFor, jsonRequest, understand, withNearMisses } from './shape.ts';

export type Discovery =
  | { readonly found: true; readonly shape: Shape; readonly example: Exchange }
  | { readonly found: false; readonly cause: Cause; readonly example: Exchange | null };

type Asking = {
  readonly endpoint: Endpoint;
  readonly contract: Shape;
  readonly rows: readonly Row[];
  readonly openapiPaths: readonly string[];
};
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
const maxPaths = 24;

const trialsAt = ({ method, path }: Pick<Shape, 'method' | 'path'>): readonly Trial[] => [
  ...requestKeys.map((requestKey) => ({ method, path, request: 'wrapped' as const, requestKey })),
  { method, path, request: 'bare-list', requestKey: null },
  { method, path, request: 'single-object', requestKey: null },
  { method, path, request: 'columns', requestKey: null },
];

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
  const { replyKey, probabilityKey, labelOnly, classes, decisions } = understood;
  return {
    exchange,
    shape: withNearMisses(
      { ...trial, replyKey, probabilityKey, decisionKey: decisions?.key ?? null, labelOnly },
      { contract, classes },
    ),
    because: '',
  };
};

/** A path that exists for some verb: the verb that the contract names, and else GET with a body. */
const routeAt = async (asking: Asking, path: string): Promise<Pick<Shape, 'method' | 'path'> | null> => {
  const trial = { ...asking.contract, path };
  const { exchange } = await attempt(asking, trial);
  const status = exchange.reply?.status ?? 404;
  if (status === 404) return null;
  return { method: status === 405 ? 'GET' : asking.contract.method, path };
};

/**
 * Asks the contract's way first; when that is not understood, looks for a route and for a way to wrap rows. At most
 * 24 paths and 14 ways each on the first three routes that exist, all with good rows of the public data.
 */
export const discover = async (asking: Asking): Promise<Discovery> => {
  const { contract } = asking;
  const first = await attempt(asking, contract);
  if (first.shape) return { found: true, shape: first.shape, example: first.exchange };
  const paths = [...new Set([contract.path, ...asking.openapiPaths, ...commonPaths])].slice(0, maxPaths);
  const routes: Pick<Shape, 'method' | 'path'>[] = [];
  for (const path of paths) {
    const route = await routeAt(asking, path);
    if (route) routes.push(route);
  }
  for (const trial of routes.slice(0, 3).flatMap(trialsAt)) {
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
