import type { PythonFile } from '../source/types.ts';
import { asJson, jsonIn } from './example-json.ts';
import { address, type ExampleInput, type ExampleRequest, likeliest } from './example-kinds.ts';

const maxRoutes = 10;
const maxLiterals = 20;

const routeHolder = /(^|\.)(route|api_route|add_url_rule|add_api_route|path|re_path|resource)$/;
/** `app.get("/predict")` is a route, and `body.get("query")` is not. */
const verbHolder = /(^|\.)(get|post|put)$/;
const prefixHolder = /^(?:url_prefix|prefix)$/;

const isRoute = (path: string): boolean => /^\/[\w/{}<>:.-]*$/.test(path) && !/[<{]/.test(path);

const asPath = (value: string): string => (value.startsWith('/') ? value : `/${value}`);

/** `APIRouter(prefix="/api")`, `Blueprint(url_prefix="/api")`, and Django's `path("api/", include(...))`. */
const prefixesIn = (strings: PythonFile['strings']): readonly string[] =>
  strings
    .filter(
      ({ holders, text }) =>
        holders.some((holder) => prefixHolder.test(holder)) ||
        (holders.includes('django.urls.path') && /\binclude\(/.test(text)),
    )
    .map(({ value }) => asPath(value).replace(/\/$/, ''))
    .filter((path) => path !== '' && isRoute(path));

type Stringed = Pick<PythonFile, 'test' | 'strings'>;
/** What routes are read from. */
export type Routed = { readonly python: readonly Stringed[]; readonly scripts: readonly Stringed[] };

/** All routes that the code names, alone and under the prefixes that it names: `@app.post("/predict")`. */
export const allRoutesIn = ({ python, scripts }: Routed): readonly string[] => {
  const strings = [...python, ...scripts].filter(({ test }) => !test).flatMap((file) => file.strings);
  const named = strings
    .filter(({ holders, value }) =>
      holders.some(
        (holder) => routeHolder.test(holder) || (value.startsWith('/') && verbHolder.test(holder)),
      ),
    )
    .map(({ value }) => asPath(value))
    .filter(isRoute);
  const prefixes = [...new Set(prefixesIn(strings))].slice(0, 4);
  const under = ['', ...prefixes, ...prefixes.flatMap((one) => prefixes.map((other) => `${one}${other}`))];
  return [...new Set(under.flatMap((prefix) => named.map((path) => `${prefix}${path}`)))];
};

/** Those that look like predicting. */
export const routesIn = (facts: Routed): readonly string[] =>
  likeliest(allRoutesIn(facts).map((path) => ({ path })))
    .map(({ path }) => path)
    .slice(0, maxRoutes);

const assignment = /^[ \t]*(\w+)(?:\s*:[^=\n]+)?\s*=\s*(?=[[{"'\d-])/gm;

/** What simple names are bound to, where it is a literal. */
const boundIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(assignment)].slice(0, 100).flatMap(([all, name = ''], _, __) => {
      const from = text.slice(text.indexOf(all) + all.length, text.indexOf(all) + all.length + 20_000);
      const written = /^[[{]/.test(from) ? jsonIn(from) : (/^[^\n#]+/.exec(from)?.[0] ?? '').trim();
      const json = written === null ? null : asJson(written);
      return json === null ? [] : [[name, json] as const];
    }),
  );

/** `{"query": data}` with the names in it replaced by what they are bound to. */
const substituted = (written: string, bound: ReadonlyMap<string, string>): string =>
  written.replaceAll(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b([A-Za-z_]\w*)\b/g,
    (all, _quoted, name?: string) => (name === undefined ? all : (bound.get(name) ?? all)),
  );

const bodiesIn = (text: string): readonly string[] => {
  const bound = boundIn(text);
  return [...text.matchAll(/=\s*(?=[{[])/g)]
    .slice(0, maxLiterals)
    .flatMap(({ index }) => jsonIn(text.slice(index, index + 20_000)) ?? [])
    .flatMap((written) => asJson(written) ?? asJson(substituted(written, bound)) ?? [])
    .filter((body) => body.length > 4);
};

const sends = /(requests|httpx|client|session)\.(post|put|get)$/;

/** Calls that send something: a GET may carry a body too. */
const sending = (calls: PythonFile['calls']): PythonFile['calls'] =>
  calls.filter(
    ({ name, keywords, text }) =>
      sends.test(name) &&
      (!name.endsWith('.get') || /\b(?:json|data)=/.test(`${Object.keys(keywords).join('= ')}= ${text}`)),
  );

/** Clients in Python: an address or a route, and the dictionaries that may be sent there; those built last come first. */
export const clients = ({ facts, read }: ExampleInput): readonly ExampleRequest[] =>
  facts.python
    .map(({ path, calls }) => ({ path, calls: sending(calls) }))
    .filter(({ calls }) => calls.length > 0)
    .slice(0, 20)
    .flatMap(({ path: file, calls }) => {
      const text = read(file) ?? '';
      const said = calls.map((call) => `${call.text} ${Object.values(call.keywords).join(' ')}`).join('\n');
      const method = calls.every(({ name }) => name.endsWith('.get')) ? 'GET' : 'POST';
      const found = [
        ...[...said.matchAll(new RegExp(address, 'g'))].map(([, path]) => path),
        ...[...said.matchAll(/["'](\/[\w/-]+)["']/g)].map(([, path]) => path),
        ...[...text.matchAll(new RegExp(address, 'g'))].map(([, path]) => path),
      ].flatMap((path) => path ?? []);
      const paths = likeliest([...new Set(found)].map((path) => ({ path }))).slice(0, 2);
      return paths.flatMap(({ path }) =>
        bodiesIn(text)
          .toReversed()
          .map((body) => ({ method, path, body, type: 'application/json', from: 'code' }) as const),
      );
    });
