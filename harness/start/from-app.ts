import type { AppFact } from '../source/types.ts';
import { depth, folderOf, moduleName, ownPaths } from './files.ts';
import { listenCall } from './serve-patterns.ts';
import type { Found, StartInput } from './types.ts';

type Script = StartInput['facts']['python'][number];
type Candidate = { readonly script: Script; readonly app: AppFact };

const usualNames = ['main', 'app', 'api', 'server', 'serve', 'service', 'wsgi', 'asgi', 'run', '__init__'];

const rank = ({ script, app }: Candidate): number => {
  const stem = script.path.split('/').at(-1)?.replace(/\.py$/, '') ?? '';
  const usual = usualNames.indexOf(stem);
  return (
    (app.framework === 'bentoml' ? -0.05 : 0) +
    depth(script.path) +
    (usual === -1 ? 5 : usual * 0.1) +
    (app.framework === 'other' || app.framework === 'dash' ? 10 : 0)
  );
};

/** The folder from which most of a file's own imports are found: the root, unless the file's folder finds more. */
const importRoot = (paths: ReadonlySet<string>, script: Script): string => {
  const names = script.imports.map(({ module }) => module.split('.')[0] ?? '').filter((name) => name !== '');
  const folder = folderOf(script.path);
  const candidates = [
    '.',
    ...folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/')),
  ];
  const count = (root: string): number => {
    const prefix = root === '.' ? '' : `${root}/`;
    return names.filter((name) =>
      [...paths].some((path) => path === `${prefix}${name}.py` || path.startsWith(`${prefix}${name}/`)),
    ).length;
  };
  return [...new Set(candidates)].reduce((best, root) => (count(root) > count(best) ? root : best));
};

const command = (input: StartInput, { app, module }: { readonly app: AppFact; readonly module: string }) => {
  const target = `${module}:${app.variable}`;
  const address = `--host 0.0.0.0 --port ${input.port}`;
  switch (app.framework) {
    case 'fastapi':
    case 'starlette':
    case 'litestar':
      return { shell: `uvicorn ${app.factory ? '--factory ' : ''}${target} ${address}`, env: {} };
    case 'flask':
      return { shell: `flask run ${address}`, env: { FLASK_APP: target } };
    case 'bentoml':
      return { shell: `bentoml serve ${target} --port ${input.port}`, env: {} };
    case 'sanic':
      return { shell: `sanic ${module}.${app.variable} ${address}`, env: {} };
    case 'django':
    case 'dash':
    case 'other':
      return null;
  }
};

const made = (input: StartInput, { script, app }: Candidate, root: string): readonly Found[] => {
  const module = moduleName(root, script.path);
  const built = module === null ? null : command(input, { app, module });
  if (!built) return [];
  const assumptions = [`started from the ${app.framework} application \`${app.variable}\``];
  return [{ ...built, workdir: root, port: input.port, source: 'app-object', place: app.place, assumptions }];
};

const asScript = (script: Script, runs: string): readonly Found[] => {
  const call = listenCall(script);
  if (call === undefined) return [];
  const name = script.path.split('/').at(-1) ?? script.path;
  const assumptions = [`started as the script that runs ${runs}`];
  return [
    {
      shell: `python ${name}`,
      workdir: folderOf(script.path),
      env: {},
      port: null,
      source: 'app-object',
      place: call.place,
      assumptions,
    },
  ];
};

const django = (input: StartInput): readonly Found[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)manage\.py$/.test(path))
    .slice(0, 1)
    .map((path) => ({
      shell: `python manage.py runserver 0.0.0.0:${input.port} --noreload`,
      workdir: folderOf(path),
      env: {},
      port: input.port,
      source: 'app-object' as const,
      place: { path, line: 1 },
      assumptions: ["started with Django's own server"],
    }));

/** Start commands built from application objects in the code, the likeliest first, each from the folders it may expect. */
export const fromApps = (input: StartInput): readonly Found[] => {
  const paths = ownPaths(input);
  const known = new Set(paths);
  const candidates = input.facts.python
    .filter(({ path, test, notebook }) => known.has(path) && !test && !notebook)
    .flatMap((script) => script.apps.slice(0, 2).map((app) => ({ script, app })))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, 3);
  const built = candidates.flatMap((candidate) => {
    const root = importRoot(known, candidate.script);
    const other = root === '.' ? folderOf(candidate.script.path) : '.';
    return [
      ...made(input, candidate, root),
      ...asScript(candidate.script, `\`${candidate.app.variable}\``),
      ...made(input, candidate, other),
    ];
  });
  const handMade = input.facts.python
    .filter(({ path, test, notebook, apps }) => known.has(path) && !test && !notebook && apps.length === 0)
    .toSorted((one, other) => depth(one.path) - depth(other.path))
    .flatMap((script) => asScript(script, 'a server'))
    .slice(0, 2);
  return [...built, ...django(input), ...handMade];
};
