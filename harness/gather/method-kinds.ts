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

/** How rows were set apart: by which statement, and for what. */
export type Division = {
  readonly place: Excerpt;
  readonly kind: 'split' | 'folds' | 'named';
  /** Rows that decide, where others were set apart to be scored last. */
  readonly inner?: boolean;
  /** The rows that were divided. */
  readonly rows: readonly number[];
  /** Rows that held-out ones were taken from, which may be left as they are. */
  readonly from: readonly number[];
};

/** `decides`: held-out rows whose name says that they validate, and are not the last to be scored. */
export type Part = {
  readonly side: 'training' | 'held-out';
  readonly division: Division;
  readonly decides?: boolean;
};

/** Rows set aside by a name alone have not been divided yet. */
export const isWhole = (part: Part | null): boolean =>
  part === null || (part.side === 'training' && part.division.kind === 'named');

/** Taken by number from rows that are still there. */
export type Taken = { readonly place: Excerpt; readonly from: readonly number[] };

/** Something learnt from rows: by what, where, and from which part of them (null: all). */
export type Learnt = {
  readonly what: string;
  readonly strength: 'strong' | 'slight' | 'harmless';
  readonly place: Excerpt;
  readonly rows: readonly number[];
  readonly part: Part | null;
  /** The column whose values it gives away, for averages by group. */
  readonly column: string | null;
  /** The call that led there, where it stands in a function. */
  readonly via: Excerpt | null;
  /** Nothing was seen that may lead past it. */
  readonly sure: boolean;
  /** The object of a library that learnt it, by where it is made. */
  readonly made: string | null;
};

/** A score on held-out rows, each time that it is worked out anew. */
export type Judged = {
  readonly id: number;
  readonly metric: string;
  readonly place: Excerpt;
  readonly part: Part;
  /** One of several in a list or table, where one metric gives one number. */
  readonly listed: boolean;
  /** The list is in the order of its scores. */
  readonly ranked: boolean;
};

/** Chosen, at a place, by scores on held-out rows. */
export type Chosen = { readonly place: Excerpt; readonly by: Judged };

/** Settings that a search chose on these rows. */
export type Tuned = { readonly place: Excerpt; readonly rows: readonly number[]; readonly part: Part | null };

/** Columns that something fitted looks at: null of `selected`, all that it is not told to drop. */
export type Choice = { readonly selected: readonly string[] | null; readonly dropped: readonly string[] };

/** A step that was fitted, and the rows that it was fitted on. */
export type Preparing = {
  readonly what: string;
  readonly place: Excerpt;
  readonly rows: readonly number[];
  readonly made: string | null;
};

/** What it was fitted on, and where. */
export type Fitted = {
  readonly rows: readonly number[];
  readonly part: Part | null;
  readonly entire: boolean;
  /** What its rows had been prepared with. */
  readonly by: readonly Preparing[];
  readonly place: Excerpt;
};

/** Why a score on held-out rows says too much: what the model had seen of them, or what was chosen by them. */
export type Seen = {
  readonly kind: 'trained-on' | 'tuned-on' | 'threshold' | 'early-stopping';
  readonly place: Excerpt;
  readonly division: Division;
};

/** A function or class that is handed on as a value: one of the submission's own, or the full name of a library's. */
export type Callee = { readonly path: string; readonly position: number } | { readonly library: string };

/** What a column is made from, in other columns of its row. */
export type Source = {
  readonly names: readonly string[];
  /** Whether it takes all of them to work it out. */
  readonly together: boolean;
  readonly place: Excerpt;
};
