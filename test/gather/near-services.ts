import type { Row } from '../../harness/challenge/types.ts';
import type { Shape } from '../../harness/evidence/serving.ts';
import { type Operation, operationsIn } from '../../harness/gather/openapi.ts';
import type { Answer, Handler } from '../helpers/in-process.ts';

type Fields = Readonly<Record<string, unknown>>;
/** A service by where it differs from the contract. */
export type Near = {
  readonly path?: string;
  readonly method?: string;
  /** Rows of a body; throws for any other. */
  readonly rows?: (body: Fields) => readonly Row[];
  readonly reply?: (probabilities: readonly number[]) => unknown;
};

const listed = (value: unknown): readonly Row[] => {
  if (!Array.isArray(value)) throw new TypeError('not a list of rows');
  return value;
};
const one = (value: unknown): readonly Row[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('customer_id' in value))
    throw new TypeError('not a row');
  return [value as Row];
};
const rowOf = (entries: readonly (readonly [string, unknown])[]): Row => Object.fromEntries(entries) as Row;
const fromColumns = (body: Fields): readonly Row[] => {
  const columns = Object.entries(body).map(([name, values]): [string, readonly unknown[]] => [
    name,
    listed(values),
  ]);
  return listed(body.customer_id).map((_, at) => rowOf(columns.map(([name, values]) => [name, values[at]])));
};
const fromSplit = ({ dataframe_split: split }: Fields): readonly Row[] => {
  const { columns, data } = split as { columns: string[]; data: unknown[][] };
  return data.map((values) => rowOf(columns.map((name, at) => [name, values[at]])));
};
const first = (values: readonly number[]): number => values[0] ?? 0;

/** The same number for the same row, however it was sent: it has to vary, and to mean nothing. */
const probabilityOf = (row: Row): number => {
  const text = Object.entries(row)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value ?? ''}`)
    .join();
  return (
    ([...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7) + 1) / 9975
  );
};

const contractRows = ({ instances }: Fields): readonly Row[] => listed(instances);
const contractReply = (values: readonly number[]): unknown => ({
  predictions: values.map((probability) => ({ probability })),
});

export const handlerOf =
  ({ path = '/predict', method = 'POST', rows = contractRows, reply = contractReply }: Near): Handler =>
  (request): Answer => {
    if (request.path !== path) return { status: 404, body: { detail: 'Not Found' } };
    if (request.method !== method) return { status: 405, body: { detail: 'Method Not Allowed' } };
    try {
      return { body: reply(rows(request.body as Fields).map(probabilityOf)) };
    } catch {
      return { status: 422, body: { detail: 'cannot read the rows' } };
    }
  };

const openapiOf = (path: string, field: string): readonly Operation[] => {
  const schema = { type: 'object', properties: { [field]: { type: 'object' } } };
  const requestBody = { content: { 'application/json': { schema } } };
  return operationsIn(JSON.stringify({ paths: { [path]: { post: { requestBody } } } }));
};

type Case = Near & {
  readonly name: string;
  readonly misses: Shape['nearMisses'];
  readonly operations?: readonly Operation[];
};

export const cases: readonly Case[] = [
  { name: 'another path', path: '/v1/predict', misses: ['path'] },
  { name: 'a path with a slash at its end', path: '/predict/', misses: ['path'] },
  { name: 'GET with a body', method: 'GET', misses: ['method'] },
  {
    name: 'a single object',
    rows: one,
    reply: (values) => ({ probability: first(values) }),
    misses: ['single-object'],
  },
  { name: 'a bare list', rows: (body) => listed(body), misses: ['bare-list'] },
  { name: 'columns', rows: fromColumns, misses: ['column-arrays'] },
  { name: 'columns and values apart', rows: fromSplit, misses: ['split-columns'] },
  { name: 'another request key', rows: ({ records }) => listed(records), misses: ['request-key'] },
  {
    name: 'one row under a name that only its OpenAPI document tells',
    path: '/classify',
    rows: ({ passenger }) => one(passenger),
    reply: (values) => ({ probability: first(values) }),
    operations: openapiOf('/classify', 'passenger'),
    misses: ['path', 'single-object', 'request-key'],
  },
  {
    name: 'another reply key',
    reply: (values) => ({ results: values.map((probability) => ({ probability })) }),
    misses: ['reply-key'],
  },
  {
    name: 'a reply that is a bare list',
    reply: (values) => values.map((probability) => ({ probability })),
    misses: ['reply-bare-list'],
  },
  {
    name: 'probabilities of both classes',
    reply: (values) => ({ predictions: values.map((value) => [1 - value, value]) }),
    misses: ['class-probabilities'],
  },
  {
    name: 'a label beside another name for the probability',
    reply: (values) => ({
      predictions: values.map((score) => ({ label: score > 0.5 ? 'yes' : 'no', score })),
    }),
    misses: ['probability-key'],
  },
  {
    name: 'another key for the probability',
    reply: (values) => ({ predictions: values.map((churn_probability) => ({ churn_probability })) }),
    misses: ['probability-key'],
  },
  { name: 'bare numbers', reply: (predictions) => ({ predictions }), misses: ['probability-bare'] },
  {
    name: 'numbers in strings',
    reply: (values) => ({ predictions: values.map((value) => ({ probability: String(value) })) }),
    misses: ['probability-text'],
  },
  {
    name: 'the shape of MLflow’s model server',
    path: '/invocations',
    rows: ({ dataframe_records }) => listed(dataframe_records),
    reply: (predictions) => ({ predictions }),
    misses: ['path', 'request-key', 'probability-bare'],
  },
];
