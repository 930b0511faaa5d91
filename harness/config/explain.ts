import type { z } from 'zod';
import { nearest } from './nearest.ts';

/** One thing that is wrong in a value, and where in it. */
export type Mistake = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The nearest known name. */
  readonly suggestion: string | null;
};

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;
/** Keys that an object may have, by the object that was read. */
export type KnownKeys = WeakMap<object, readonly string[]>;

/** What is wrong, in the words of somebody who looks at the file and not at the schema. */
export function explain(issue: Issue, known: KnownKeys): readonly Mistake[] {
  const { path, input } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey({ key, path, known: keysOf(input, known) }));
    case 'invalid_type':
      return [{ path, message: wrongType(issue), suggestion: null }];
    case 'invalid_value':
      return [{ path, ...notOneOf(input, issue.values) }];
    case 'invalid_union':
      return wrongUnion(issue, known);
    default:
      return [{ path, message: `${shown(input)}: ${issue.message}`, suggestion: null }];
  }
}

function keysOf(input: unknown, known: KnownKeys): readonly string[] {
  return typeof input === 'object' && input !== null ? (known.get(input) ?? []) : [];
}

type UnknownKey = { key: string; path: readonly PropertyKey[]; known: readonly string[] };

function unknownKey({ key, path, known }: UnknownKey): Mistake {
  return { path: [...path, key], message: `unknown key ${shown(key)}`, suggestion: nearest(key, known) };
}

function wrongType({ input, path, expected }: Extract<Issue, { code: 'invalid_type' }>): string {
  if (input === undefined) return `${shown(String(path.at(-1)))} is missing`;
  return `expected ${wanted[expected] ?? expected}, found ${shown(input)}`;
}

const wanted: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

// More choices than these do not help a reader; the nearest one does.
const listable = 8;

function notOneOf(input: unknown, values: readonly unknown[]): Omit<Mistake, 'path'> {
  const names = values.map(String);
  const choices = names.length <= listable ? `, expected ${names.join(', ')}` : '';
  const message =
    input === undefined ? `a value is missing${choices}` : `unknown name ${shown(input)}${choices}`;
  return { message, suggestion: nearest(String(input), names) };
}

function wrongUnion(issue: UnionIssue, known: KnownKeys): readonly Mistake[] {
  const { path, input, discriminator } = issue;
  if (discriminator !== undefined && 'options' in issue && issue.options) {
    const chosen =
      typeof input === 'object' && input !== null ? Reflect.get(input, discriminator) : undefined;
    return [{ path, ...notOneOf(chosen, issue.options) }];
  }
  const closest = closestBranch(issue.errors);
  return closest.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] }, known));
}

/** The alternative that was meant: the one whose complaints lie deepest, not the one that wanted another type. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const typeFits = (issues: readonly Issue[]) =>
    issues.every(({ code, path }) => code !== 'invalid_type' || path.length > 0);
  return branches.find(typeFits) ?? branches[0] ?? [];
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
