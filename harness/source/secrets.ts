import { baseName, kindOf } from './paths.ts';
import type { FileFact } from './protocol.ts';
import { namedSecrets, type SecretHit, weakPasswords } from './secret-names.ts';
import { type FindTokens, mayHoldToken } from './secret-rules.ts';
import type { SecretFact } from './types.ts';

/** A private key of 4,096 bits in JSON is one line of 3,300 characters. */
const longestLine = 4_000;
const maxLines = 40_000;
const maxSecrets = 20;
const writtenBytes = 512 * 1024;
const notebookBytes = 20 * 1024 * 1024;
/** What has no kind, or is data, or was left by a program: credentials are short, and tables are not. */
const otherBytes = 64 * 1024;
/** Of such files. A folder of more is data, and reading each takes a quarter of a millisecond. */
const mostOthers = 500;

/** What `kindOf` has no kind for, and what it calls data though people write it. */
const otherNames =
  /\.(sh|bash|zsh|ps1|bat|cmd|fish|tf|tfvars|hcl|sql|r|rmd|jl|scala|java|go|rb|php|cs|html?|xml|json|pem|key|ppk|npmrc|pypirc|netrc|cred|credentials|service|jinja2?|j2|tmpl|template|example|http|rest)$|^(id_(rsa|dsa|ecdsa|ed25519)|credentials|\.netrc|\.pgpass|jenkinsfile.*)$/i;
/** Digests by the thousand, and nothing that a person typed. */
const digests =
  /(^|[-.])lock(\.json|\.ya?ml)?$|^(package-lock|npm-shrinkwrap)\.json$|\.(ipynb_checkpoints|lock)$|^yarn\.lock$/i;
/** No text, by their names. What is not in this list is known by its NUL bytes once it is read. */
const binary =
  /\.(png|jpe?g|gif|bmp|ico|webp|tiff?|pdf|docx?|pptx?|xlsx?|parquet|feather|arrow|avro|db|sqlite3?|zip|gz|tgz|bz2|xz|7z|tar|rar|npy|npz|whl|jar|class|py[cod]|so|dll|dylib|exe|bin|wasm|woff2?|ttf|otf|eot|mp[34]|wav|ogg|avi|mov)$/i;

/** One value a file, or what stands elsewhere too. */
const repeated =
  /(^|\/)(mlruns\/.*\/(metrics|params|tags)|\.dvc\/cache|htmlcov|\.(mypy_cache|ruff_cache|pytest_cache|hypothesis))\//;

/** How much of a file is worth looking through, by who or what wrote it. */
const mostBytes = ({ path, origin }: Pick<FileFact, 'path' | 'origin'>): number => {
  const kind = kindOf(path);
  if (kind === 'notebook') return notebookBytes;
  if (origin === 'generated' || kind === 'model' || kind === 'data' || kind === 'other')
    return origin === 'own' && otherNames.test(baseName(path)) ? writtenBytes : otherBytes;
  return writtenBytes;
};

/** Whether secrets are looked for in a file: in every text of the submission's, and in what programs left beside it. */
export const isLookedInto = (file: Pick<FileFact, 'path' | 'bytes' | 'origin'>): boolean => {
  const name = baseName(file.path);
  if (file.origin !== 'own' && file.origin !== 'generated') return false;
  if (digests.test(name) || binary.test(name) || repeated.test(file.path)) return false;
  return file.bytes <= mostBytes(file);
};

const depth = ({ path }: Pick<FileFact, 'path'>): number => path.split('/').length;

/** Those of a submission that are: where there are many of no kind, the ones nearest to the root. */
export const lookedInto = (
  files: readonly Pick<FileFact, 'path' | 'bytes' | 'origin'>[],
): ReadonlySet<string> => {
  const all = files.filter(isLookedInto);
  const others = all
    .filter((file) => mostBytes(file) === otherBytes)
    .toSorted((a, b) => depth(a) - depth(b))
    .slice(mostOthers);
  const left = new Set(others.map(({ path }) => path));
  return new Set(all.flatMap(({ path }) => (left.has(path) ? [] : [path])));
};

/** What is looked through, line by line. `flat`: the file itself is one line. */
type Lines = { readonly lines: readonly string[]; readonly flat: boolean };

/** A notebook without line breaks is spread out; a quote in it is a quote. Pictures are lines longer than any that is read. */
const notebookLines = (text: string): Lines => {
  const lines = text.split('\n');
  const flat = lines.length <= 5;
  const spread = flat ? JSON.stringify(JSON.parse(text), null, 1).split('\n') : lines;
  const read = spread
    .slice(0, maxLines)
    .map((line) => (line.length > longestLine ? '' : line.replaceAll('\\"', '"').replace(/\\n",?$/, '')));
  return { lines: read, flat };
};

const linesOf = (path: string, text: string): Lines => {
  try {
    if (kindOf(path) === 'notebook') return notebookLines(text);
  } catch {
    return { lines: [], flat: false };
  }
  const lines = text.split(/\r\n|\r|\n/).slice(0, maxLines);
  return { lines: lines.map((line) => line.slice(0, longestLine)), flat: false };
};

const isQuotedLanguage = (path: string): boolean =>
  ['python', 'notebook', 'typescript', 'javascript', 'markdown'].includes(kindOf(path)) ||
  /\.(json|html?|java|go|cs|scala|r|rmd|jl|rb|php)$/i.test(path);

/** Tests make up the credentials that they check with. */
const isTest = (path: string): boolean =>
  /(^|\/)(tests?|fixtures?|testdata)\/|(^|\/)(test_|conftest)[\w-]*\.py$|_test\.py$|\.(test|spec)\.[jt]sx?$/i.test(
    path,
  );

/** What one machine is set up with. A `.env.example` and the like are there to be read. */
const isSettings = (path: string): boolean => baseName(path) === '.env' && !isTest(path);

const distinct = (hits: readonly SecretHit[]): readonly SecretHit[] => {
  const first = new Map<string, SecretHit>();
  for (const hit of hits) {
    const key = `${hit.line} ${hit.value}`;
    if (!first.has(key)) first.set(key, hit);
  }
  return [...first.values()].toSorted((a, b) => a.line - b.line).slice(0, maxSecrets);
};

/** Secrets in one file. `tokens` gives the rules for the tokens of known services, loaded when a text may hold one. */
export const secretsIn = async (
  { path, text }: { readonly path: string; readonly text: string },
  tokens: () => Promise<FindTokens>,
): Promise<readonly SecretFact[]> => {
  const { lines, flat } = linesOf(path, text);
  const content = lines.join('\n');
  const byRule = mayHoldToken(content) ? await (await tokens())(content) : [];
  const byName = isTest(path) ? [] : namedSecrets(lines, { loose: !isQuotedLanguage(path) });
  const sure = [...byRule, ...byName];
  const taken = new Set(sure.map(({ line }) => line));
  const weak = isSettings(path) ? weakPasswords(lines).filter(({ line }) => !taken.has(line)) : [];
  return distinct([...sure, ...weak]).map(({ line, ...hit }) => ({
    ...hit,
    path,
    line: flat ? 1 : line,
    text: (lines[line - 1] ?? '').trim(),
  }));
};
