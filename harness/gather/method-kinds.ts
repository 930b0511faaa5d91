import type { Excerpt } from '../evidence/common.ts';

export type Series = { readonly kind: 'lags' | 'periods' | 'dated-index'; readonly place: Excerpt };

export type Columns = {
  /** Null: all that are there. */
  readonly selected: readonly string[] | null;
  readonly dropped: readonly string[];
  /** Some were chosen in a way that cannot be read. */
  readonly opaque: boolean;
  /** Where they were chosen. */
  readonly place: Excerpt | null;
};

/** Columns that something fitted looks at: null of `selected`, all that it is not told to drop. */
export type Choice = { readonly selected: readonly string[] | null; readonly dropped: readonly string[] };
