import { beforeAll, describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Challenge, Draw, Row } from '../../harness/challenge/types.ts';
import { servingAnswersPredictions } from '../../harness/checks/serving-answers-predictions.ts';
import { servingFollowsTheContract } from '../../harness/checks/serving-follows-the-contract.ts';
import type { HoldoutEvidence } from '../../harness/evidence/holdout.ts';
import type { Shape } from '../../harness/evidence/serving.ts';
import type { Situation } from '../../harness/gather/behaviour-situation.ts';
import { type Discovery, discover } from '../../harness/gather/discover.ts';
import { gatherHoldout } from '../../harness/gather/holdout.ts';
import { type Operation, operationsIn } from '../../harness/gather/openapi.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { judge } from '../../harness/judge.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { serving } from '../helpers/evidence/serving.ts';
import { dossierOf, strongEvidence } from '../helpers/evidence.ts';
import { type Answer, type Handler, serveInProcess } from '../helpers/in-process.ts';
import { churnFolder } from '../helpers/reference.ts';

type Fields = Readonly<Record<string, unknown>>;
type Near = {
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

const handlerOf =
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

const cases: readonly Case[] = [
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

describe('a near miss of the contract', () => {
  let challenge: Challenge;
  let draw: Draw;
  let exact: HoldoutEvidence;

  const situation = (): Situation => ({
    challenge,
    draw,
    workspace: { digest: 'a'.repeat(64) },
    signal: new AbortController().signal,
    now: () => performance.now(),
    waitingFor: () => {},
  });

  const asked = async (
    near: Near,
    operations: readonly Operation[] = [],
  ): Promise<{ readonly discovery: Discovery; readonly holdout: HoldoutEvidence | null }> => {
    await using server = await serveInProcess(handlerOf(near));
    const endpoint = { server, limits: limitsOf(challenge) };
    const contract = contractShape(challenge.config);
    const rows = draw.train.slice(0, 2).map(({ churned, ...row }) => row);
    const discovery = await discover({ endpoint, contract, rows, operations, routes: [] });
    if (!discovery.found) return { discovery, holdout: null };
    const predicting = { ...endpoint, shape: discovery.shape, goodRows: rows };
    return { discovery, holdout: (await gatherHoldout(situation(), predicting)).evidence };
  };

  const judged = ({ discovery }: { readonly discovery: Discovery }): readonly number[] => {
    const { example } = discovery;
    const shape = discovery.found ? discovery.shape : null;
    const dossier = dossierOf(strongEvidence({ serving: serving({ shape, example }) }));
    return judge(dossier, [servingAnswersPredictions, servingFollowsTheContract]).map(({ verdict }) =>
      verdict.kind === 'scored' ? verdict.score : Number.NaN,
    );
  };

  beforeAll(async () => {
    const loaded = await loadChallenge(churnFolder);
    challenge = loaded;
    const whole = loaded.generate({ version: loaded.config.version, candidate: 'near' });
    const { rows, labels } = whole.holdout;
    draw = {
      ...whole,
      holdout: { ...whole.holdout, rows: rows.slice(0, 300), labels: labels.slice(0, 300) },
    };
    const { discovery, holdout } = await asked({});
    if (!holdout) throw new Error('the contract itself was not understood');
    exact = holdout;
    expect(discovery.found && discovery.shape.nearMisses).toEqual([]);
    expect(judged({ discovery })).toEqual([1, 1]);
  });

  test.each(cases)(
    '$name is understood, and costs only the contract',
    async ({ misses, operations, ...near }) => {
      const { discovery, holdout } = await asked(near, operations);
      expect(discovery.found && discovery.shape.nearMisses).toEqual(misses);
      const [answers, contract] = judged({ discovery });
      expect(answers).toBe(1);
      expect(contract).toBeCloseTo(Math.max(0, 1 - 0.25 * misses.length), 6);
      expect({ ...holdout, decision: null }).toEqual({ ...exact, decision: null });
    },
  );

  test.each([
    [
      'percentages',
      (values: readonly number[]) => values.map((value) => ({ probability: value * 100 + 2 })),
      /over 1/,
    ],
    [
      'numbers of money',
      (values: readonly number[]) => values.map((value) => ({ prediction: value * 1e5 + 2 })),
      /over 1/,
    ],
    [
      'words that are no classes',
      (values: readonly number[]) => values.map(() => ({ prediction: 'maybe' })),
      /no number from 0 to 1/,
    ],
  ])('%s are not guessed at, and it is said', async (_, items, because) => {
    const { discovery } = await asked({ reply: (values) => ({ predictions: items(values) }) });
    expect(discovery).toMatchObject({
      found: false,
      cause: { kind: 'bad-reply', status: 200, because: expect.stringMatching(because) },
    });
  });

  test('a token that only a browser has is named as what is asked for', async () => {
    await using server = await serveInProcess(() => ({
      status: 403,
      body: 'CSRF verification failed. Request aborted.',
    }));
    const limits = limitsOf(challenge);
    const contract = contractShape(challenge.config);
    const rows = draw.train.slice(0, 2);
    const discovery = await discover({
      endpoint: { server, limits },
      contract,
      rows,
      operations: [],
      routes: [],
    });
    expect(discovery).toMatchObject({ cause: { because: expect.stringContaining('CSRF token') } });
  });
});
