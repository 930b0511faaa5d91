import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { explain, type KnownKeys, type Mistake } from './explain.ts';
import { at, type Parsed, positionOf } from './locate.ts';

export type Source = { readonly file: string; readonly text: string };

/** Lines and columns count from 1. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The nearest known name, where a name is unknown. */
  readonly suggestion: string | null;
};

export type Read<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly Problem[] };

// A configuration is a few hundred lines by hand; more is an accident or an attack, and so are hundreds of aliases.
const maxCharacters = 1024 * 1024;
const maxAliases = 100;
// A file that is all mistakes is told from its first ones.
const maxProblems = 50;
const tooDeep = 'the file is nested too deeply';

/** YAML text -> value, or everything that is wrong with it at once, in the order of the file. */
export function readYaml<T>(schema: z.ZodType<T>, source: Source): Read<T> {
  try {
    return check(schema, source);
  } catch (error) {
    return { value: null, problems: [inFile(source, unreadable(error))] };
  }
}

/** The same for files of the operator's. Throws `HarnessError` CONFIG_INVALID, which lists every problem. */
export function loadYaml<T>(schema: z.ZodType<T>, source: Source): T {
  const { value, problems } = readYaml(schema, source);
  if (value !== null) return value;
  throw invalid(problems);
}

function invalid(problems: readonly Problem[]): HarnessError {
  return new HarnessError({
    code: 'CONFIG_INVALID',
    message: problems.map(describeProblem).join('\n'),
    hint: 'Correct the places named; JSON Schemas for editors are in harness/schemas.',
  });
}

/** `rubric.yaml:3:5 unknown key "wieght" (did you mean "weight"?)` */
export function describeProblem({ file, line, column, message, suggestion }: Problem): string {
  const guess = suggestion === null ? '' : ` (did you mean "${suggestion}"?)`;
  return `${file}:${line}:${column} ${message}${guess}`;
}

function check<T>(schema: z.ZodType<T>, source: Source): Read<T> {
  if (source.text.length > maxCharacters) throw new RangeError('the file is larger than 1 MiB');
  const parsed = parse(source.text);
  const raw: unknown = parsed.document.toJS({ maxAliasCount: maxAliases });
  const { value, mistakes } = validate(schema, raw);
  const problems = [...syntaxOf(parsed), ...mistakes.map((mistake) => locate(mistake, parsed))]
    .map((problem) => ({ file: source.file, ...problem }))
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, maxProblems);
  return problems.length === 0 && value !== null ? { value, problems: [] } : { value: null, problems };
}

/** The parser recurses, and reports an exhausted stack among the mistakes of syntax. */
function parse(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const exhausted = document.errors.some(({ message }) => message.includes('call stack'));
  if (exhausted) throw new RangeError(tooDeep);
  return { document, lines };
}

type Unplaced = Omit<Problem, 'file'>;

function syntaxOf({ document, lines }: Parsed): readonly Unplaced[] {
  const found = [...document.errors, ...document.warnings];
  return found.map(({ message, pos: [offset] }) => ({ ...at(offset, lines), message, suggestion: null }));
}

/** Aliases are resolved, and counted, when values are made. Anything else is a mistake of ours and goes on up. */
function unreadable(error: unknown): string {
  if (error instanceof RangeError) return error.message.includes('call stack') ? tooDeep : error.message;
  if (error instanceof ReferenceError) return error.message;
  throw error;
}

type Validated<T> = { readonly value: T | null; readonly mistakes: readonly Mistake[] };

function validate<T>(schema: z.ZodType<T>, raw: unknown): Validated<T> {
  const known: KnownKeys = new WeakMap();
  const result = schema.safeParse(raw, { reportInput: true, error: (issue) => remember(issue, known) });
  if (result.success) return { value: result.data, mistakes: [] };
  return { value: null, mistakes: result.error.issues.flatMap((issue) => explain(issue, known)) };
}

/** Only the raw issue still knows its schema. */
function remember({ code, input, inst }: z.core.$ZodRawIssue, known: KnownKeys): undefined {
  const def = inst?._zod.def;
  if (code !== 'unrecognized_keys' || typeof input !== 'object' || input === null || !def) return;
  if ('shape' in def && typeof def.shape === 'object' && def.shape) known.set(input, Object.keys(def.shape));
}

function locate({ path, message, suggestion }: Mistake, parsed: Parsed): Unplaced {
  return { ...positionOf(path, parsed), message, suggestion };
}

function inFile({ file }: Source, message: string): Problem {
  return { file, line: 1, column: 1, message, suggestion: null };
}
