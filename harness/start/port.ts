import { listenCall, scriptOf } from './serve-patterns.ts';
import type { StartInput } from './types.ts';

const patterns: readonly RegExp[] = [
  /--(?:http-|server\.)?port[=\s]+(\d{1,5})\b/,
  /(?:^|\s)(?:-b|--bind|--listen)[=\s]*\S*?:(\d{1,5})\b/,
  /runserver\s+(?:\S+:)?(\d{1,5})\b/,
  /(?:^|\s)-p[=\s]*(\d{1,5})\b/,
];

/** What a server listens on when nothing says another port: each program's documented default. */
const defaults: readonly (readonly [RegExp, number])[] = [
  [
    /(?:^|[\s/])(?:uvicorn|gunicorn|hypercorn|daphne|granian|sanic)(?:\s|$)|runserver|fastapi\s+(?:run|dev)|litestar/,
    8000,
  ],
  [/\bflask\b|mlflow\s+models\s+serve/, 5000],
  [/waitress-serve/, 8080],
  [/bentoml\s+serve/, 3000],
  [/streamlit\s+run/, 8501],
];

const valid = (text: string | undefined): number | null => {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
};

const portInShell = (shell: string): number | null => {
  for (const pattern of patterns) {
    const port = valid(pattern.exec(shell)?.[1]);
    if (port !== null) return port;
  }
  return null;
};

const inScript = (
  input: Pick<StartInput, 'facts'>,
  command: { readonly shell: string; readonly workdir: string },
): number | null => {
  const script = scriptOf(input, command);
  const call = script ? listenCall(script) : undefined;
  if (!call) return null;
  const written = call.keywords.port ?? (/Server$/.test(call.name) ? (call.args[0] ?? '') : undefined);
  if (written === undefined) return /^(?:uvicorn|hypercorn|granian)\./.test(call.name) ? 8000 : 5000;
  return valid(/(?<![\d.])(\d{2,5})(?![\d.])/.exec(written)?.[1]);
};

/** The port that a command will listen on: its own words, the script's call, then what stands around it, then defaults. */
export const portOf = (
  input: Pick<StartInput, 'facts'>,
  {
    command,
    around,
  }: {
    readonly command: { readonly shell: string; readonly workdir: string };
    readonly around: number | null;
  },
): number | null =>
  portInShell(command.shell) ??
  inScript(input, command) ??
  around ??
  defaults.find(([pattern]) => pattern.test(command.shell))?.[1] ??
  null;
