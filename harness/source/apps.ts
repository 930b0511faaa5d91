import { functionName, type Reading } from './calls.ts';
import { below, childOf, placeOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { AppFact } from './types.ts';

type Framework = AppFact['framework'];

const makers: readonly (readonly [RegExp, Framework])[] = [
  [/^fastapi\.(applications\.)?FastAPI$/, 'fastapi'],
  [/^flask\.(app\.)?Flask$/, 'flask'],
  [/^starlette\.applications\.Starlette$/, 'starlette'],
  [/^litestar\.(app\.)?Litestar$/, 'litestar'],
  [/^django\.core\.(wsgi\.get_wsgi_application|asgi\.get_asgi_application)$/, 'django'],
  [/^bentoml\.(legacy\.)?Service$/, 'bentoml'],
  [/^sanic\.(app\.)?Sanic$/, 'sanic'],
  [/^dash\.(dash\.)?Dash$/, 'dash'],
  [
    /^(aiohttp\.web\.Application|quart\.Quart|bottle\.Bottle|falcon\.(asgi\.)?(App|API)|tornado\.web\.Application|connexion\.\w*App|robyn\.Robyn|litserve\.LitServer|cherrypy\.Application|flask_openapi3\.OpenAPI|apiflask\.APIFlask)$/,
    'other',
  ],
];

/** Few calls make an application: one look before nine. */
const mayMake =
  /^(fastapi|flask\w*|starlette|litestar|django|bentoml|sanic|dash|aiohttp|quart|bottle|falcon|tornado|connexion|robyn|litserve|cherrypy|apiflask)\./;

const frameworkOf = (name: string): Framework | null =>
  mayMake.test(name) ? (makers.find(([maker]) => maker.test(name))?.[1] ?? null) : null;

/** `FastAPI()` bound to a name, returned, or wrapped on its way: `app = CORSMiddleware(FastAPI())` names the outer one. */
const boundTo = ({ script }: Reading, call: SyntaxNode): string | null => {
  const assignment = call.parent?.type === 'assignment' ? call.parent : null;
  const left = assignment && childOf(assignment, 'left');
  return left ? textOf(script, left, 100) : null;
};

/** Inside a function the application is what the function returns. */
const made = (reading: Reading, call: SyntaxNode): { variable: string; factory: boolean } | null => {
  const { script } = reading;
  const variable = boundTo(reading, call);
  const { scope } = call;
  if (!scope) return variable ? { variable, factory: false } : null;
  const returned = below(script, scope).filter(
    (node) => node.type === 'return_statement' && node.scope === scope,
  );
  const factory = returned.some(({ children: [value] }) =>
    value ? value === call || (variable !== null && textOf(script, value, 100) === variable) : false,
  );
  const name = functionName(script, scope);
  return factory && name ? { variable: name, factory: true } : null;
};

const fromCalls = (reading: Reading): readonly AppFact[] =>
  reading.script.nodes.flatMap((node) => {
    const callee = node.type === 'call' ? childOf(node, 'function') : null;
    const framework = callee && frameworkOf(reading.names.dotted(callee));
    const found = framework ? made(reading, node) : null;
    return framework && found
      ? [{ framework, ...found, place: placeOf(reading.script, { path: reading.path, node }) }]
      : [];
  });

/** `@bentoml.service` over a class. */
const fromDecorators = (reading: Reading): readonly AppFact[] =>
  reading.script.nodes.flatMap((node) => {
    const definition =
      node.type === 'decorator' ? node.parent?.children.find(({ field }) => field === 'definition') : null;
    const [expression] = node.children;
    const name = definition && functionName(reading.script, definition);
    if (!expression || !name || reading.names.dotted(expression) !== 'bentoml.service') return [];
    const place = placeOf(reading.script, { path: reading.path, node });
    return [{ framework: 'bentoml' as const, variable: name, factory: false, place }];
  });

export const appsOf = (reading: Reading): readonly AppFact[] => [
  ...fromCalls(reading),
  ...fromDecorators(reading),
];
