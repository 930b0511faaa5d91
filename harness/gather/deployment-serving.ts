import type { Excerpt } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { baseName } from '../source/paths.ts';
import type { AppFact, CallFact, PythonFile, SourceFacts, TextFile } from '../source/types.ts';
import { depth } from '../start/files.ts';

type Serving = DeploymentEvidence['serving'][number];
/** `rank`: what a service is asked by programs first, then what people look at. */
type Ranked = { readonly serving: Serving; readonly rank: number };

const most = 10;
const longest = 160;

const excerpt = ({ place, text }: Pick<CallFact, 'place' | 'text'>): Excerpt => ({
  path: place.path,
  line: place.line,
  text: text.slice(0, longest),
});

const ranks: Readonly<Record<AppFact['framework'], number>> = {
  bentoml: 0,
  fastapi: 1,
  flask: 1,
  django: 1,
  litestar: 1,
  sanic: 1,
  starlette: 2,
  other: 2,
  dash: 5,
};

const routing =
  /\.(get|post|put|patch|delete|route|api_route|websocket|add_api_route|add_url_rule|add_route|add_resource|include_router|register_blueprint|mount|errorhandler)$/;

/** An application without a single route is a leftover; those in notebooks and deep folders are rarely the service. */
const distance = (file: PythonFile): number => {
  const routes = file.calls.filter(({ name }) => routing.test(name)).length;
  return (routes > 0 ? 0 : 0.5) + (file.notebook ? 0.3 : 0) + Math.min(depth(file.path), 9) * 0.01;
};

const callAt = (file: PythonFile, line: number): string =>
  file.calls.find(({ place }) => place.line === line)?.text ?? '';

const fromApps = (file: PythonFile): readonly Ranked[] =>
  file.apps.map(({ framework, place, variable }) => ({
    serving: {
      framework,
      path: place.path,
      line: place.line,
      text: (callAt(file, place.line) || variable).slice(0, longest),
    },
    rank: ranks[framework] + distance(file),
  }));

/** Servers that are no application object. */
const servers: readonly (readonly [framework: string, call: RegExp, rank: number])[] = [
  ['ray serve', /^ray\.serve\.(run|deployment|ingress)$/, 2],
  ['grpc', /^grpc\.(aio\.)?server$/, 2],
  ['kserve', /^kserve\.ModelServer$/, 2],
  ['chalice', /^chalice\.(app\.)?Chalice$/, 2],
  ['modal', /^modal\.(fastapi_endpoint|web_endpoint|asgi_app|wsgi_app)$/, 2],
  ['http.server', /^(http\.server\.)(Threading)?HTTPServer$|^wsgiref\.simple_server\.make_server$/, 3],
  ['gradio', /^gradio\.(\w+\.)?(Interface|Blocks|ChatInterface|TabbedInterface)$/, 5],
];

const fromCalls = (file: PythonFile): readonly Ranked[] =>
  servers.flatMap(([framework, pattern, rank]) => {
    const call = file.calls.find(({ name }) => pattern.test(name));
    return call ? [{ serving: { framework, ...excerpt(call) }, rank: rank + distance(file) }] : [];
  });

/** A page needs more than one call, and is run by Streamlit's own program: an import alone shows nothing. */
const fromStreamlit = (file: PythonFile): readonly Ranked[] => {
  const [first, second] = file.calls.filter(({ name }) => /^streamlit\.\w/.test(name));
  return first && second ? [{ serving: { framework: 'streamlit', ...excerpt(first) }, rank: 8 }] : [];
};

const fromDjango = ({ python, files }: SourceFacts): readonly Ranked[] =>
  python
    .filter(({ path }) => baseName(path) === 'manage.py')
    .filter(() => files.some(({ path, origin }) => origin === 'own' && /(^|\/)(urls|views)\.py$/.test(path)))
    .flatMap(({ imports, path }) => {
      const found = imports.find(({ module }) => /^django(\.|$)/.test(module));
      const line = found?.place.line ?? 1;
      return [{ serving: { framework: 'django', path, line, text: 'manage.py' }, rank: 1.4 }];
    });

/** Functions that a platform calls by their name. */
const handlers: readonly (readonly [framework: string, names: readonly string[]])[] = [
  ['aws lambda', ['lambda_handler']],
  ['sagemaker', ['model_fn', 'predict_fn']],
  ['azure ml', ['init', 'run']],
];

const fromHandlers = ({ path, functions, notebook }: PythonFile): readonly Ranked[] =>
  handlers.flatMap(([framework, names]) => {
    const found = names.flatMap((name) => functions.find((one) => one.name === name) ?? []);
    const [first] = found;
    if (!first || found.length < names.length || notebook) return [];
    if (framework === 'azure ml' && !/^score\w*\.py$/.test(baseName(path))) return [];
    return [{ serving: { framework, path, line: first.place.line, text: `def ${first.name}` }, rank: 3 }];
  });

const scriptServers: readonly (readonly [framework: string, call: RegExp])[] = [
  ['express', /^(express|(\w+\.)?express\.default)$/],
  ['fastify', /^([Ff]astify|fastify\.default)$/],
  ['koa', /^(new )?Koa$/],
  ['hono', /^(new )?Hono$/],
  ['nest', /^NestFactory\.create$/],
  ['http', /^https?\.createServer$|^createServer$/],
];

const fromScripts = ({ scripts }: SourceFacts): readonly Ranked[] =>
  scripts
    .filter(({ test }) => !test)
    .flatMap(({ calls }) =>
      scriptServers.flatMap(([framework, pattern]) => {
        const call = calls.find(({ name }) => pattern.test(name));
        return call
          ? [{ serving: { framework, ...excerpt(call) }, rank: framework === 'http' ? 4 : 2.2 }]
          : [];
      }),
    );

/** Programs that serve a model without any code: at the start of a line of shell, or of a Dockerfile's or compose's command. */
const programs =
  /(?:^|[`$>!&;"[(]|\bRUN\b|\bCMD\b|\bcommand:|\bENTRYPOINT\b)\s*["[]*\s*(mlflow["',\s]+(?:models["',\s]+serve|deployments["',\s]+start-server)|bentoml["',\s]+serve|torchserve["',\s]+--start|tensorflow_model_server\b|tritonserver\b|mlserver["',\s]+start|seldon-core-microservice)\b/;

const fromTexts = (texts: readonly TextFile[]): readonly Ranked[] =>
  texts.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    const index = lines.findIndex((line) => programs.test(line));
    const [, program = ''] = programs.exec(lines[index] ?? '') ?? [];
    const framework = program.replaceAll(/["',\s]+/g, ' ').split(' ')[0] ?? program;
    const shown = { path, line: index + 1, text: (lines[index] ?? '').trim().slice(0, longest) };
    return index === -1 ? [] : [{ serving: { framework, ...shown }, rank: 6 }];
  });

/** What answers requests, the likeliest service first. Named in a list of dependencies is not served. Pure. */
export const findServing = (facts: SourceFacts): DeploymentEvidence['serving'] => {
  const own = facts.python.filter(({ test }) => !test);
  const found = [
    ...own.flatMap((file) => [
      ...fromApps(file),
      ...fromCalls(file),
      ...fromHandlers(file),
      ...fromStreamlit(file),
    ]),
    ...fromDjango(facts),
    ...fromScripts(facts),
    ...fromTexts(facts.texts),
  ];
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ serving }) => serving)
    .slice(0, most);
};
