import type { Runtime } from '../evidence/environment.ts';
import { fromRoot } from './files.ts';
import type { StartInput } from './types.ts';

const servers =
  /(?:^|[\s/])(?:uvicorn|gunicorn|hypercorn|daphne|waitress-serve|granian)(?:\s|$)|\bflask\b.*\brun\b|\bfastapi\s+(?:run|dev)\b|\bbentoml\s+serve\b|\bmlflow\s+models\s+serve\b|manage\.py\s+runserver|\blitestar\b.*\brun\b|(?:^|\s)sanic\s+\w/;

/** Programs that no environment of ours holds, or that start something other than an endpoint. */
const foreign =
  /^(?:docker|docker-compose|podman|yarn|pnpm|java|mvn|go|cargo|kubectl|helm|jupyter|celery|airflow|curl|wget|ssh|open|echo)(?=\s|$)/;

const onNode = /^(?:npm|npx|node)(?=\s|$)/;

/** Whether a command cannot be run here at all, or would start nothing that answers. */
export const isForeign = (shell: string, runtime: Runtime): boolean =>
  foreign.test(shell) || (runtime === 'python' && onNode.test(shell));

/** Whether a command starts a dashboard, which people look at and no program asks. */
export const isDashboard = (shell: string): boolean => /(?:^|[\s/])streamlit\s+run\b/.test(shell);

const scriptPattern = /(?:^|&&\s*|;\s*)(?:[A-Z_]+=\S+\s+)*python3?(?:\s+-[uBO]+)*\s+(?:(-m)\s+)?([\w./-]+)/;

/** The file of the submission that `python x.py` or `python -m x` runs; null when it is none of them. */
export const scriptOf = (
  { facts }: Pick<StartInput, 'facts'>,
  command: { readonly shell: string; readonly workdir: string },
) => {
  const [, isModule, target] = scriptPattern.exec(command.shell) ?? [];
  if (target === undefined) return null;
  const paths = isModule
    ? [`${target.replaceAll('.', '/')}.py`, `${target.replaceAll('.', '/')}/__main__.py`]
    : [target];
  const candidates = paths.map((path) => fromRoot(command.workdir, path));
  return facts.python.find((file) => candidates.includes(file.path)) ?? null;
};

type Script = StartInput['facts']['python'][number];

/** Python's own server: the call that is told the address, where another lets it serve. */
const handMade = (script: Script) =>
  script.calls.some(({ name }) => /(?:^|\.)serve_forever$/.test(name))
    ? script.calls.find(({ name }) => /(?:^|\.)(?:Threading)?(?:HTTP|TCP)Server$/.test(name))
    : undefined;

/** `uvicorn.run(...)`, `app.run(...)` and kin: the call with which a script begins to listen. */
export const listenCall = (script: Script) =>
  script.calls.find(({ name }) => /^(?:uvicorn|waitress|hypercorn|granian)\.(?:run|serve)$/.test(name)) ??
  script.calls.find(
    ({ name, owner }) =>
      (/(?:^|\.)(?:run|run_server)$/.test(name) &&
        /(?:flask|Flask|sanic|Sanic|dash|Dash)/.test(owner ?? '')) ||
      script.apps.some(({ variable }) => name === `${variable}.run` || name === `${variable}.run_server`),
  ) ??
  script.calls.find(({ name }) => /(?:^|\.)(?:app|application|server)\.run$/.test(name)) ??
  handMade(script);

/** A script that runs another one which listens: `os.system("python api/app.py")`. */
const launches = ({ facts }: Pick<StartInput, 'facts'>, script: Script): boolean =>
  script.calls
    .filter(({ name }) => /^(?:os\.system|subprocess\.(?:run|call|check_call|Popen))$/.test(name))
    .flatMap(({ args }) => [...args.join(' ').matchAll(/[\w./-]+\.py\b/g)].map(([path]) => path))
    .some((path) => facts.python.some((file) => file.path.endsWith(path) && listenCall(file) !== undefined));

/** Whether a command would begin to listen, as far as its own words or the script it runs tell. */
export const startsServer = (
  input: Pick<StartInput, 'facts'>,
  command: { readonly shell: string; readonly workdir: string },
): boolean => {
  if (isForeign(command.shell, 'python')) return false;
  if (servers.test(command.shell)) return true;
  const script = scriptOf(input, command);
  if (!script || script.test) return false;
  return listenCall(script) !== undefined || launches(input, script);
};
