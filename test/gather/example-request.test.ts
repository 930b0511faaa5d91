import { describe, expect, test } from 'vitest';
import { askExamples, isPrediction } from '../../harness/gather/ask-examples.ts';
import type { ExampleRequest } from '../../harness/gather/example-kinds.ts';
import { exampleRequests } from '../../harness/gather/example-request.ts';
import { type Operation, operationsIn } from '../../harness/gather/openapi.ts';
import { exchange } from '../helpers/evidence/serving.ts';
import { limits } from '../helpers/evidence.ts';
import { serveInProcess } from '../helpers/in-process.ts';
import { submission } from '../start/submission.ts';

type Given = {
  readonly files: Readonly<Record<string, string>>;
  readonly python?: Parameters<typeof submission>[1];
  readonly operations?: readonly Operation[];
  readonly routes?: readonly string[];
};

const inputOf = ({ files, python = {} }: Given) => {
  const { facts, read } = submission(files, python);
  const texts = Object.entries(files)
    .filter(([path]) => path.endsWith('.md'))
    .map(([path, text]) => ({ path, text }));
  return { facts: { ...facts, texts }, read };
};

const firstOf = (given: Given): ExampleRequest | undefined =>
  exampleRequests(inputOf(given), {
    operations: given.operations ?? [],
    routes: given.routes ?? ['/predict'],
  })[0];

const schema = {
  type: 'object',
  properties: { rooms: { type: 'integer' }, zip: { type: 'string' } },
};
const operations = operationsIn(
  JSON.stringify({
    paths: { '/price': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
  }),
);

const client = `
import requests
URL = "http://localhost:5000/score"
rows = [{"tenure": 3, "plan": 'basic'}]
print(requests.post(URL, json={"query": rows, "model": "a"}))
`;

describe('a request that a submission shows or documents', () => {
  test.each<[string, Given, Partial<ExampleRequest>]>([
    [
      'a curl line over several lines',
      { files: { 'README.md': '```\ncurl -X POST http://localhost/infer \\\n  -d \'{"a": 1}\'\n```\n' } },
      { method: 'POST', path: '/infer', body: '{"a":1}', from: 'writing' },
    ],
    [
      'a curl line that sends a table',
      {
        files: {
          'README.md': 'curl localhost:1234/invocations --data-binary @x.csv',
          'x.csv': 'a,b\n1,2\n3,4\n5,6\n',
        },
      },
      { path: '/invocations', body: 'a,b\n1,2\n3,4', type: 'text/csv' },
    ],
    [
      'a block of JSON, for a route of the code',
      { files: { 'README.md': '```\n{\n  "size": "(3, 3)",\n}\n```\n' }, routes: ['/api/solution'] },
      { method: 'POST', path: '/api/solution', body: '{"size":"(3, 3)"}', from: 'writing' },
    ],
    [
      'a client that names what it sends',
      {
        files: { 'demo.py': client },
        python: {
          'demo.py': {
            calls: [
              { name: 'requests.post', text: 'requests.post(URL, json={"query": rows, "model": "a"})' },
            ],
          },
        },
      },
      { path: '/score', body: '{"query":[{"tenure":3,"plan":"basic"}],"model":"a"}', from: 'code' },
    ],
    [
      'a request in a file',
      { files: { 'sample_request.json': '{"a": 2}' } },
      { path: '/predict', body: '{"a":2}', from: 'file' },
    ],
    [
      'a row of a table, under the types of the schema',
      { files: { 'data.csv': 'rooms,zip,extra\n4,98118,x\n' }, operations, routes: [] },
      { path: '/price', body: '{"rooms":1,"zip":"a"}', from: 'openapi' },
    ],
  ])('%s', (_, given, expected) => {
    expect(firstOf(given)).toMatchObject(expected);
  });

  test('a row takes the place of what the schema makes up', () => {
    const given = { files: { 'data.csv': 'rooms,zip,extra\n4,98118,x\n' }, operations };
    const bodies = exampleRequests(inputOf(given), { operations, routes: [] }).map(({ body }) => body);
    expect(bodies).toContain('{"rooms":4,"zip":"98118"}');
  });
});

test.each([
  ['a number', 200, { price: 12 }, true],
  ['a label', 201, { prediction: 'yes' }, true],
  ['an error with status 200', 200, { error: 'no model' }, false],
  ['a refusal', 422, { detail: 'price' }, false],
  ['a greeting', 200, { message: 'hello' }, false],
])('%s is a prediction or not', (_, status, body, expected) => {
  expect(isPrediction(exchange(status, body))).toBe(expected);
});

test('asking ends with the first prediction, and tells else what came nearest', async () => {
  const read = inputOf({ files: { 'a_request.json': '{"a": 1}', 'b_request.json': '{"b": 1}' } });
  const asked = async (answers: string | null) => {
    await using server = await serveInProcess(({ path, body }) => {
      if (path !== '/predict') return { status: 404, body: {} };
      return JSON.stringify(body) === answers ? { body: { score: 0.5 } } : { status: 500, body: 'broken' };
    });
    return await askExamples({ server, limits }, { ...read, operations: [] });
  };
  expect(await asked('{"b":1}')).toMatchObject({
    predicted: true,
    from: 'file',
    exchange: { reply: { status: 200 } },
  });
  expect(await asked(null)).toMatchObject({
    predicted: false,
    from: 'file',
    exchange: { reply: { status: 500 } },
  });
});
