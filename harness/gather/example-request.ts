import { parse } from 'csv-parse/sync';
import type { SourceFacts } from '../source/types.ts';
import type { Operation } from './openapi.ts';

/** A request that somebody meant as an example, and where it was read. `body` is JSON text. */
export type ExampleRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly from: 'openapi' | 'writing' | 'code' | 'file' | 'data';
};

type Read = (path: string) => string | null;

const predicting =
  /predict|infer|classif|invocation|score|solution|estimate|forecast|recommend|query|analy[sz]e|churn|price|model/i;
const notPredicting =
  /health|ready|live|ping|docs|openapi|redoc|metrics|version|static|favicon|login|token|auth|upload|create|delete|train|latest|reload|list/i;
const maxRequests = 60;
const maxRoutes = 10;

const looksPredicting = (path: string): number =>
  Number(predicting.test(path)) - 2 * Number(notPredicting.test(path));

/** From the likeliest on; what is not about predicting is left out where something is. */
const likeliest = <T extends { readonly path: string }>(requests: readonly T[]): readonly T[] => {
  const sorted = requests.toSorted((one, other) => looksPredicting(other.path) - looksPredicting(one.path));
  const good = sorted.filter(({ path }) => looksPredicting(path) > 0);
  return good.length > 0 ? good : sorted.filter(({ path }) => looksPredicting(path) === 0);
};

const routeHolder = /(^|\.)(route|post|get|put|api_route|add_url_rule|add_api_route|path|re_path|resource)$/;

/** Routes that the code names: `@app.post("/predict")`. */
export const routesIn = ({ python }: Pick<SourceFacts, 'python'>): readonly string[] => {
  const strings = python.filter(({ test }) => !test).flatMap((file) => file.strings);
  const named = strings
    .filter(({ holders }) => holders.some((holder) => routeHolder.test(holder)))
    .map(({ value }) => (value.startsWith('/') ? value : `/${value}`))
    .filter((path) => /^\/[\w/{}<>:.-]*$/.test(path) && !/[<{]/.test(path));
  return likeliest([...new Set(named)].map((path) => ({ path })))
    .map(({ path }) => path)
    .slice(0, maxRoutes);
};

/** The first JSON object or list in a text, by its brackets; strings may hold any. At most 20,000 characters. */
export const jsonIn = (text: string): string | null => {
  const start = text.search(/[{[]/);
  if (start < 0) return null;
  let [depth, quoted] = [0, false];
  const end = Math.min(text.length, start + 20_000);
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if (character === '"' && text[at - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return null;
};

/** As JSON, or as a Python literal of strings, numbers and the three constants. */
const asJson = (text: string): string | null => {
  const literal = text
    .replaceAll(/'([^'"\\\n]*)'/g, '"$1"')
    .replaceAll(/\bTrue\b/g, 'true')
    .replaceAll(/\bFalse\b/g, 'false')
    .replaceAll(/\bNone\b/g, 'null')
    .replaceAll(/,(\s*[}\]])/g, '$1');
  for (const candidate of [text, text.replaceAll('\\"', '"'), literal]) {
    try {
      return JSON.stringify(JSON.parse(candidate));
    } catch {
      // Another way to write it follows.
    }
  }
  return null;
};

const address = /https?:\/\/[\w.-]+(?::\d+)?(\/[\w./-]*)/;

/** `curl ... -d '{...}' http://host/predict`, over the lines that belong to it. */
const curls = (text: string): readonly ExampleRequest[] => {
  const joined = text.replaceAll(/\\\s*\n/g, ' ');
  return [...joined.matchAll(/\bcurl\b/g)].slice(0, 20).flatMap(({ index }) => {
    const call = joined.slice(index, index + 4_000).split(/\n\s*\n|```/)[0] ?? '';
    const path = address.exec(call)?.[1];
    if (!path) return [];
    const [, data = ''] = /\s(?:-d|--data(?:-raw|-binary)?)[ =]?([\s\S]*)/.exec(call) ?? [];
    const json = jsonIn(data);
    const body = json && asJson(json);
    return [
      { method: body || /-X\s*POST/i.test(call) ? 'POST' : 'GET', path, body, from: 'writing' as const },
    ];
  });
};

/** A client in Python: an address or a route, and the dictionary that is sent there. */
const clients = ({ facts, read }: Input): readonly ExampleRequest[] =>
  facts.python
    .filter(({ calls }) => calls.some(({ name }) => /(requests|httpx|client)\.post$/.test(name)))
    .slice(0, 20)
    .flatMap(({ path: file, calls }) => {
      const text = read(file) ?? '';
      const said = calls
        .filter(({ name }) => /\.post$/.test(name))
        .map((call) => call.text)
        .join('\n');
      const path =
        address.exec(said)?.[1] ?? address.exec(text)?.[1] ?? /["'](\/[\w/-]+)["']/.exec(said)?.[1];
      const bodies = [...text.matchAll(/=\s*(?=[{[])/g)]
        .slice(0, 20)
        .flatMap(({ index }) => jsonIn(text.slice(index, index + 20_000)) ?? [])
        .flatMap((literal) => asJson(literal) ?? [])
        .filter((body) => body.length > 4);
      return path ? bodies.map((body) => ({ method: 'POST', path, body, from: 'code' as const })) : [];
    });

const requestFile =
  /(request|payload|sample|example|input|instance|body|customer|test[-_]?data)[\w-]*\.json$/i;
const dataFile = /\.csv$/i;

type Input = { readonly facts: SourceFacts; readonly read: Read };

const files = ({ facts, read }: Input, routes: readonly string[]): readonly ExampleRequest[] =>
  facts.files
    .filter(({ path, bytes }) => requestFile.test(path) && bytes < 100_000)
    .slice(0, 6)
    .flatMap(({ path: file }) => {
      const body = asJson(read(file) ?? '');
      return body ? routes.map((path) => ({ method: 'POST', path, body, from: 'file' as const })) : [];
    });

const typed = (cell: string): string | number | null => {
  if (cell === '') return null;
  return Number.isFinite(Number(cell)) ? Number(cell) : cell;
};

const firstRow = (text: string): Readonly<Record<string, string | number | null>> | null => {
  try {
    const [row] = parse(text.slice(0, 200_000), { columns: true, to: 1, relax_column_count: true }) as Record<
      string,
      string
    >[];
    return row ? Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typed(cell)])) : null;
  } catch {
    return null;
  }
};

/** The first row of each table that was handed in: whole, in a list, and with the fields alone that the schema names. */
const rows = ({ facts, read }: Input, { routes, operations }: Known): readonly ExampleRequest[] =>
  facts.files
    .filter(({ path, bytes }) => dataFile.test(path) && bytes > 0)
    .toSorted((one, other) => one.bytes - other.bytes)
    .slice(0, 6)
    .flatMap(({ path: file }) => {
      const row = firstRow(read(file) ?? '');
      if (!row) return [];
      const chosen = operations.flatMap(({ path, method, fields }) => {
        const known = fields.filter((field) => field in row);
        const body = JSON.stringify(Object.fromEntries(known.map((field) => [field, row[field] ?? null])));
        return known.length > 1 && known.length === fields.length
          ? [{ method, path, body, from: 'data' as const }]
          : [];
      });
      const whole = routes.flatMap((path) =>
        [row, [row], { data: [row] }, { instances: [row] }].map((body) => ({
          method: 'POST',
          path,
          body: JSON.stringify(body),
          from: 'data' as const,
        })),
      );
      return [...chosen, ...whole];
    });

type Known = { readonly operations: readonly Operation[]; readonly routes: readonly string[] };

/**
 * Requests that the submission's own files show or its OpenAPI document describes, the likeliest to bring a prediction
 * first: written by people before made up from types. At most sixty.
 */
export const exampleRequests = (input: Input, { operations, routes }: Known): readonly ExampleRequest[] => {
  const written = input.facts.texts.flatMap(({ text }) => curls(text));
  const described = likeliest(operations.filter(({ body, method }) => body !== null || method === 'GET')).map(
    ({ method, path, body }): ExampleRequest => ({
      method,
      path,
      body: body === null ? null : JSON.stringify(body),
      from: 'openapi',
    }),
  );
  const all = [
    ...likeliest(written),
    ...likeliest(clients(input)),
    ...described.filter(({ body }) => body !== null),
    ...files(input, routes),
    ...rows(input, { operations, routes }),
    ...described.filter(({ body }) => body === null),
  ];
  const keys = all.map(({ method, path, body }) => `${method} ${path} ${body}`);
  return all.filter((_, at) => keys.indexOf(keys[at] ?? '') === at).slice(0, maxRequests);
};
