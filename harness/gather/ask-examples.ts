import type { Exchange } from '../evidence/common.ts';
import { routesIn } from './example-code.ts';
import type { ExampleInput, ExampleRequest } from './example-kinds.ts';
import { exampleRequests } from './example-request.ts';
import { ask, type Endpoint } from './exchanges.ts';
import { type Operation, operationsIn } from './openapi.ts';
import { jsonRequest } from './shape.ts';

const documents = [
  '/openapi.json',
  '/docs.json',
  '/api/openapi.json',
  '/schema/openapi.json',
  '/swagger.json',
];
const usualRoutes = ['/predict', '/invocations', '/infer', '/predictions', '/classify', '/score'];

const get = (path: string) => jsonRequest({ method: 'GET', path, body: null });

/** What the service says of itself. */
export const operationsOf = async (endpoint: Endpoint): Promise<readonly Operation[]> => {
  for (const path of documents) {
    const { reply } = await ask(endpoint, get(path));
    const found = reply?.status === 200 ? operationsIn(reply.body) : [];
    if (found.length > 0) return found;
  }
  return [];
};

const named = /predict|probab|score|class|label|solution|price|result|output|churn|risk|answer|forecast/i;

/** A reply that says something of the row: a number, a word under a telling name, or a list of either. */
const tells = (value: unknown, name: string, depth = 0): boolean => {
  if (typeof value === 'number') return true;
  if (typeof value === 'string') return value !== '' && named.test(name);
  if (typeof value === 'boolean') return named.test(name);
  if (depth > 4 || typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) =>
    tells(inner, Array.isArray(value) ? name : key, depth + 1),
  );
};

const complains = /"(error|errors|detail|exception|traceback|message)"\s*:/i;

/** Status 200 alone can mislead: an error may be told with it. */
export const isPrediction = ({ reply }: Exchange): boolean => {
  if (!reply || reply.status < 200 || reply.status > 299) return false;
  const body = reply.body.trim();
  if (body === '' || body.startsWith('<') || (complains.test(body) && !named.test(body))) return false;
  try {
    return tells(JSON.parse(body), 'prediction');
  } catch {
    return /\d/.test(body) && body.length < 500;
  }
};

export type Asked = {
  /** The first exchange that brought a prediction, else the one that came nearest. */
  readonly exchange: Exchange | null;
  readonly from: ExampleRequest['from'] | null;
  readonly predicted: boolean;
  readonly tried: number;
};

/** A route that is there and stumbles over a request came nearer than one that refuses it, or than none. */
const nearness = ({ reply }: Exchange): number => {
  if (!reply) return 0;
  return reply.status === 404 || reply.status === 405 ? 1 : reply.status >= 500 ? 3 : 2;
};

/** Asks what the submission's own files and documents show, until something is predicted. */
export const askExamples = async (
  endpoint: Endpoint,
  { facts, read, operations }: ExampleInput & { readonly operations: readonly Operation[] },
): Promise<Asked> => {
  const found = routesIn(facts);
  const routes = found.length > 0 ? found : usualRoutes;
  const requests = exampleRequests({ facts, read }, { operations, routes });
  let nearest: { readonly exchange: Exchange; readonly from: ExampleRequest['from'] } | null = null;
  for (const [at, { from, ...request }] of requests.entries()) {
    const exchange = await ask(endpoint, jsonRequest(request));
    if (isPrediction(exchange)) return { exchange, from, predicted: true, tried: at + 1 };
    if (nearest === null || nearness(exchange) > nearness(nearest.exchange)) nearest = { exchange, from };
  }
  return { exchange: null, from: null, ...nearest, predicted: false, tried: requests.length };
};
