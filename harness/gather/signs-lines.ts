import { type Asked, fieldOf, type Named } from './signs-fields.ts';

/** One line as a record: what it holds by name, or the framework's own line, or a sentence. */
export type Line = {
  readonly kind: 'structured' | 'access-log' | 'plain' | 'other';
  readonly values: readonly Named[];
  readonly text: string;
};

const maxPairs = 80;
const maxDepth = 4;
const maxCharacters = 8_000;

const escapeCharacter = String.fromCodePoint(0x1b);
/** Bounded, where `stripVTControlCharacters` takes 30 ms for a hostile line. */
const colours = new RegExp(`${escapeCharacter}\\[[\\d;]{0,20}m`, 'g');

const leavesOf = (value: unknown, name: string, depth = 0): readonly Named[] => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return name === '' ? [] : [{ name, value }];
  if (typeof value !== 'object' || value === undefined || depth > maxDepth) return [];
  return Object.entries(value)
    .slice(0, maxPairs)
    .flatMap(([key, inner]) =>
      leavesOf(inner, Array.isArray(value) ? name : `${name === '' ? '' : `${name}.`}${key}`, depth + 1),
    );
};

/** JSON alone on its line, or behind what a logger puts before each message. */
const jsonIn = (line: string): readonly Named[] => {
  const start = line.indexOf('{');
  if (start < 0 || start > 200 || !line.endsWith('}')) return [];
  try {
    return leavesOf(JSON.parse(line.slice(start)), '').slice(0, maxPairs);
  } catch {
    return [];
  }
};

const pair = /(?<![\w.-])([A-Za-z_][\w.-]{0,40})=("(?:[^"\\]|\\.){0,300}"|[^\s,;)\]}"]{1,300})/g;

const pairsIn = (line: string): readonly Named[] =>
  [...line.matchAll(pair)].slice(0, maxPairs).map(([, name = '', written = '']) => ({
    name,
    value: written.startsWith('"') ? written.slice(1, -1) : written,
  }));

/**
 * What uvicorn, gunicorn, hypercorn, werkzeug, Django, Python's http.server, Apache's format, morgan, Hono's logger and BentoML write
 * about each request by themselves.
 */
const frameworks: readonly RegExp[] = [
  /"(GET|POST|PUT|PATCH) \S{1,300}( (HTTP\/)?[\d.]{1,3})?" \d{3}\b/,
  /(^|\s)(GET|POST|PUT|PATCH) \/\S{0,300} \d{3} [\d.]{1,12} ?m?s\b/,
  /(^|\s)(GET|POST|PUT|PATCH) \/\S{0,300} \d{3} \S{1,12} - [\d.]{1,12} ?ms/,
  /^(<--|-->) (GET|POST|PUT|PATCH) \//,
  /\(scheme=https?,method=[A-Z]+,path=/,
];

/** Lines of libraries and of code that stumbles, which come with requests and record none. */
const noise = /warning|deprecat|traceback|exception|\berror\b|^\s+at |^\s*File "/i;
const ofRequest = /\b(request|predict|scor|infer|classif|respon|answer)/i;
const timed = /\b\d+(\.\d+)? ?(ms|milliseconds|s|seconds)\b/;

const fieldsIn = (values: readonly Named[], asked: Asked): number =>
  new Set(values.map((one) => fieldOf(one, asked)).filter((field) => field !== null)).size;

/** Two things of a request at least: one name alone may be anything. */
const enough = 2;

const isPlain = (said: string, { path }: Asked): boolean =>
  ((path.length > 1 && said.includes(path)) || ofRequest.test(said) || timed.test(said)) && !noise.test(said);

/** What a line says in words: a message may stand inside of JSON which by itself tells nothing of a request. */
const saidBy = (text: string, json: readonly Named[]): string =>
  json.length === 0
    ? text
    : [text.slice(0, text.indexOf('{')), ...json.map(({ value }) => String(value ?? ''))].join(' ');

/** The framework's own line about a prediction, and not about another page. */
const isAccess = (said: string, { path }: Asked): boolean =>
  said.includes(path) && frameworks.some((pattern) => pattern.test(said));

export const lineOf = (raw: string, asked: Asked): Line => {
  const text = raw.slice(0, maxCharacters).replaceAll(colours, '').trim();
  const json = jsonIn(text);
  const nothing = { values: [], text };
  if (json.length === 0 && frameworks.some((pattern) => pattern.test(text)))
    return { ...nothing, kind: isAccess(text, asked) ? 'access-log' : 'other' };
  const values = json.length > 0 ? json : pairsIn(text);
  if (fieldsIn(values, asked) >= enough) return { kind: 'structured', values, text };
  const said = saidBy(text, json);
  if (isAccess(said, asked)) return { ...nothing, kind: 'access-log' };
  return { ...nothing, kind: isPlain(said, asked) ? 'plain' : 'other' };
};
