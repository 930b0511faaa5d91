import {
  isPlaceholder,
  looksGenerated,
  looksLikePassword,
  looksMinted,
  mayBePassword,
} from './secret-value.ts';

/**
 * A secret as it stands in a text. `value` never leaves the harness: evidence holds it masked. `weak`: it may as well open
 * nothing, which a person tells.
 */
export type SecretHit = {
  readonly line: number;
  readonly value: string;
  readonly kind: string;
  readonly weak?: true;
};

/** One word of these anywhere in a text is what makes reading its lines worth while. */
const anyName = /secret|token|pass|pwd|key|authorization|_pat\b|wandb|AIza|GOCSPX|:\/\/[^\s/]{1,100}:/i;

const keyName =
  /(?:^|[._-])(?:(?:api|app|access|secret|private|auth|encryption|encrypt|signing|sign|fernet|jwt|kaggle|subscription|account|storage|master|license|service|client|shared_?access)[._-]?key|api_?secret|client_?secret|(?:app|jwt|auth|flask|session|token|webhook|consumer)_?secret(?:_?key)?|secret|(?:[a-z0-9]+[._-])*(?:token|pat))(?:_?id)?(?:$|[._-](?:default|value|prod|dev|base64|b64))/i;
const passwordName =
  /(?:^|[._-])(?:[a-z0-9]+[._-])*(?:password|passwd|passphrase|pwd|pass)(?:$|[._-](?:default|value))/i;
/** Tokens of text, not of access. */
const textToken =
  /(?:^|[._-])(?:pad|eos|bos|unk|sep|cls|mask|special|added|start|end|stop|num|max|min|oov|next|first|last|word|sub|image|input|output)[._-]?tokens?/i;

/** `weatherbit_key`: whatever service it is of. */
const otherKey = /[a-z0-9][._-]key$/i;
/** Keys that open nothing: they are shown to everybody, or find, order and tell apart what is stored. */
const openKey =
  /(?:^|[._-])(?:public|publishable|site|primary|foreign|sort|cache|dict|partition|hash|config|range|shard|routing|group|index|idx|row|join|map|json|lookup|search|object|file|blob|s3|bucket|artifact|model|run|experiment|dataset|data|image|commit|git|digest|checksum|content|version|build|idempotency|dedup|feature|column|unique|id|uid|uuid|natural|surrogate|composite|parent|trace|request|session|task|job|queue|node|state|event|message)[._-]?(?:key|id|hash)/i;

/** `apiKey` and `API_KEY` are one name. */
const asWords = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');

const kindOf = (name: string, value: string): string | null => {
  const words = asWords(name);
  if (passwordName.test(words)) return looksLikePassword(value) ? 'password' : null;
  if (keyName.test(words))
    return !textToken.test(words) && looksGenerated(value) ? 'generated key or token' : null;
  return otherKey.test(words) && !openKey.test(words) && looksMinted(value) ? 'generated key or token' : null;
};

/** `NAME = "value"`, `"name": "value"`, `name='value'`, `NAME: str = "value"`, `["NAME"] = "value"`. */
const quoted =
  /(?<![\w.-])([A-Za-z_][\w.-]{0,79})["']?\]?\s{0,8}(?::\s{0,4}[A-Za-z_][\w[\]. |]{0,40})?(?:=>|=|:)\s{0,8}[rbu]?(["'])([^"'\n]{6,600})\2/g;
/** The default of `os.getenv("NAME", "value")`, and `ENV NAME "value"`. */
const fallback =
  /["']([A-Za-z_]\w{0,79})["']\s{0,4},\s{0,4}(?:default\s{0,4}=\s{0,4})?(["'])([^"'\n]{6,600})\2/g;
/** `NAME=value` and `name: value` where values need no quotes. */
const bare =
  /^[\s-]{0,40}(?:export\s+|set\s+|ENV\s+|ARG\s+)?["']?([A-Za-z_][\w.-]{0,79})["']?\s{0,8}[=:]\s{0,8}([^\s"'#][^\s"']{5,599})/;
/** A header of a request as it is typed: `X-API-Key: value`, `Authorization: Bearer value`. */
const header =
  /(?<![\w-])((?:x-)?(?:[a-z]{1,20}-){0,3}(?:api-?key|(?:auth|access|api|session)-?token|subscription-key|functions-key)|authorization)["']?\s{0,4}:\s{0,4}["']?(?:(?:bearer|token|basic|api-?key)\s{1,4})?([A-Za-z0-9+/_.~-]{20,600}={0,2})/gi;
const inUrl = /:\/\/([^\s:/@"']{1,100}):([^\s/@"']{6,200})@([^\s/:?"']{1,200})/g;
const known: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w-])AIza[\w-]{35}(?![\w-])/g, 'Google API key'],
  [/(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/g, 'Google OAuth client secret'],
  [/\bwandb\b[^\n]{0,40}?(?<![\w-])([0-9a-f]{40})(?![\w-])/g, 'Weights & Biases key'],
  [/\b(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,100}={0,2})/g, 'Azure access key'],
];

type Line = { readonly line: number; readonly text: string };

const named = ({ line, text }: Line, pattern: RegExp): readonly SecretHit[] =>
  [...text.matchAll(pattern)].flatMap(([, name = '', , value = '']) => {
    const kind = isPlaceholder(value) ? null : kindOf(name, value);
    return kind ? [{ line, value, kind }] : [];
  });

const bareOf = ({ line, text }: Line): readonly SecretHit[] => {
  const [, name = '', value = ''] = bare.exec(text) ?? [];
  const kind = value === '' || isPlaceholder(value) ? null : kindOf(name, value);
  return kind ? [{ line, value, kind }] : [];
};

/** A host that others reach: with dots, and none of those kept for examples. */
const isRemote = (host: string): boolean =>
  /\.[a-z]{2,}$/i.test(host) &&
  !/(^|\.)(example\.\w+|local|internal|test|localhost|localdomain)$/i.test(host);

/** A password of any strength opens a host that others reach; one for this machine counts where it looks like one. */
const inUrls = ({ line, text }: Line): readonly SecretHit[] =>
  [...text.matchAll(inUrl)].flatMap(([, user = '', value = '', host = '']) =>
    value !== user && !isPlaceholder(value) && (isRemote(host) || looksLikePassword(value))
      ? [{ line, value, kind: 'password in an address' }]
      : [],
  );

const inHeaders = ({ line, text }: Line): readonly SecretHit[] =>
  [...text.matchAll(header)].flatMap(([, , value = '']) =>
    looksMinted(value) && !isPlaceholder(value) ? [{ line, value, kind: 'generated key or token' }] : [],
  );

const knownOf = ({ line, text }: Line): readonly SecretHit[] =>
  known.flatMap(([pattern, kind]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match[1] ?? match[0];
      return isPlaceholder(value) ? [] : [{ line, value, kind }];
    }),
  );

/** Secrets that their name or form gives away, line by line. `loose`: values stand without quotes, as in a `.env`. */
export const namedSecrets = (
  lines: readonly string[],
  { loose }: { readonly loose: boolean },
): readonly SecretHit[] =>
  lines.flatMap((text, index) => {
    if (!anyName.test(text)) return [];
    const at = { line: index + 1, text };
    const hits = [
      ...knownOf(at),
      ...inUrls(at),
      ...inHeaders(at),
      ...named(at, quoted),
      ...named(at, fallback),
    ];
    return [...hits, ...(loose ? bareOf(at) : [])];
  });

/** `NAME=value` as a `.env` has it, whole or not at all: what is left over would be shown. */
const assigned =
  /^\s{0,8}(?:export\s{1,4})?([A-Za-z_]\w{0,79})\s{0,4}=\s{0,4}(?:"([^"]{1,100})"|'([^']{1,100})'|([^\s"'#][^\s"']{0,99})(?!\S))/;
const secretName = /(?:^|_)secret$/i;

/** Passwords of a `.env` that are easily guessed and no defaults; one that repeats a user or a database is one. */
export const weakPasswords = (lines: readonly string[]): readonly SecretHit[] => {
  const set = lines.flatMap((text, index) => {
    const [, name, double, single, plain] = assigned.exec(text) ?? [];
    const value = double ?? single ?? plain;
    if (name === undefined || value === undefined) return [];
    const words = asWords(name);
    const kind = passwordName.test(words) ? 'password' : secretName.test(words) ? 'secret' : null;
    return [{ line: index + 1, value, kind }];
  });
  const shown = new Set(set.flatMap(({ value, kind }) => (kind === null ? [value] : [])));
  return set.flatMap(({ line, value, kind }) =>
    kind === null || shown.has(value) || isPlaceholder(value) || !mayBePassword(value)
      ? []
      : [{ line, value, kind, weak: true }],
  );
};
