import type { Excerpt, Place } from '../types.ts';

type Rule =
  | 'unused-import'
  | 'unused-variable'
  | 'commented-out-code'
  | 'complex-function'
  | 'mutable-default'
  | 'rebound-global'
  | 'blind-except'
  | 'silent-except';

/** One place where a rule for reading code does not hold. */
export type RuleFact = Excerpt & {
  readonly rule: Rule;
  /** Paths through a function for `complex-function`; null elsewhere. */
  readonly complexity: number | null;
};

/** Where an exception is caught, and what the handler does with it, the most that it does. */
export type HandlerFact = Excerpt & {
  /**
   * `passes-on`: what was caught goes into a reply, a result or a call; `prints-it`: it is printed and no more; `prints`: so is
   * something else.
   */
  readonly does: 'raises' | 'logs' | 'passes-on' | 'prints-it' | 'prints' | 'nothing';
};

/**
 * One statement without what stands in its own block, for finding it again: names of things kept, literals and layout not. `words`
 * counts its names; `hash` has 32 bits; `inside` is 1 in a function or class. Imports and docstrings are left out.
 */
export type StatementFact = readonly [
  line: number,
  endLine: number,
  words: number,
  hash: number,
  inside: 0 | 1,
];

export type TestFact = {
  readonly name: string;
  readonly place: Place;
  readonly assertions: number;
  readonly exercises: readonly string[];
  readonly framework: 'pytest' | 'unittest' | 'node' | 'vitest' | 'jest';
};
