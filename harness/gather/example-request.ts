import { clients } from './example-code.ts';
import { files, type Known, rows } from './example-data.ts';
import { type ExampleInput, type ExampleRequest, likeliest } from './example-kinds.ts';
import { writings } from './example-writings.ts';

const maxRequests = 80;

/**
 * Requests that the submission's own files show or its OpenAPI document describes, the likeliest to bring a prediction
 * first: written by people before made up from types. At most eighty.
 */
export const exampleRequests = (
  input: ExampleInput,
  { operations, routes }: Known,
): readonly ExampleRequest[] => {
  const described = likeliest(operations.filter(({ body, method }) => body !== null || method === 'GET')).map(
    ({ method, path, body }): ExampleRequest => ({
      method,
      path,
      body: body === null ? null : JSON.stringify(body),
      type: 'application/json',
      from: 'openapi',
    }),
  );
  const all = [
    ...likeliest(writings(input, routes)),
    ...likeliest(clients(input)),
    ...described.filter(({ body }) => body !== null),
    ...files(input, routes),
    ...rows(input, { operations, routes }),
    ...described.filter(({ body }) => body === null),
  ];
  const keys = all.map(({ method, path, body }) => `${method} ${path} ${body}`);
  return all.filter((_, at) => keys.indexOf(keys[at] ?? '') === at).slice(0, maxRequests);
};
