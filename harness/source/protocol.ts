import type { LoosePython } from './link.ts';
import type { PickledFact, RuleFact, ScriptFile, SecretFact, SourceFacts, TextFile } from './types.ts';

export type FileFact = SourceFacts['files'][number];
type Unread = SourceFacts['unread'][number];

/** Bytes, milliseconds and counts that hold for one reading. */
export type ReadLimits = {
  readonly pythonBytes: number;
  readonly notebookBytes: number;
  readonly textBytes: number;
  readonly pickleBytes: number;
  /** Without a sign of life on one file. */
  readonly fileMs: number;
  readonly totalMs: number;
  readonly heapMiB: number;
  /** Longest frame, and all frames of a reading. */
  readonly frameBytes: number;
  readonly outputBytes: number;
  readonly restarts: number;
};

const mebibyte = 1024 * 1024;

export const readLimits: ReadLimits = {
  pythonBytes: mebibyte,
  notebookBytes: 20 * mebibyte,
  textBytes: 256 * 1024,
  pickleBytes: 20 * mebibyte,
  fileMs: 5_000,
  totalMs: 60_000,
  heapMiB: 512,
  frameBytes: 16 * mebibyte,
  outputBytes: 128 * mebibyte,
  restarts: 24,
};

/** What the child is asked, as one JSON document on its standard input. */
export type Question = {
  readonly root: string;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    /** A report that a tool wrote holds it, as its neighbours tell. */
    readonly inReport?: boolean;
  }[];
  /** Digests of the files that came with the brief, by `digestOf`. */
  readonly supplied: readonly { readonly digest: string; readonly bytes: number }[];
  readonly limits: ReadLimits;
};

/** What the child says of one file. */
export type FileReading = {
  readonly file: FileFact;
  readonly python: LoosePython | null;
  readonly script: ScriptFile | null;
  readonly text: TextFile | null;
  readonly pickled: PickledFact | null;
  readonly unread: Unread['because'] | null;
};

/** What the other child says of one file, once for its secrets and once more for Ruff's rules. */
export type RulesReading = {
  readonly path: string;
  /** Null where Ruff could not be asked, and for what is no Python. */
  readonly rules: readonly RuleFact[] | null;
  readonly secrets: readonly SecretFact[];
};

/** One line of a child's output: before a file is touched, after it, and at the end. */
export type Frame<Reading> =
  | { readonly kind: 'start'; readonly index: number }
  | { readonly kind: 'read'; readonly index: number; readonly reading: Reading }
  | { readonly kind: 'end' };
