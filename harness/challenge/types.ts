import type { z } from 'zod';
import type { ChallengeConfig, MalformedExchange } from '../config/challenge.ts';
import type { holdoutSchema } from '../evidence/holdout.ts';

/** One record as it would be sent to the endpoint: values as they stand in the CSV, numbers as numbers, gaps as null. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Where one defect struck: rows by their identifier. */
export type LedgerEntry = {
  readonly defect: string;
  readonly column: string | null;
  readonly row: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** The data drawn for one candidate: a pure function of challenge version and candidate id. */
export type Draw = {
  /** Files that the candidate receives, e.g. `data/train.csv`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly train: readonly Row[];
  /** One label a row of `train`, after the declared label noise, as the candidate sees it. */
  readonly trainLabels: readonly (0 | 1)[];
  readonly ledger: readonly LedgerEntry[];
  /** Later in time than every row of `train`; the same rows for everyone at one challenge version. */
  readonly holdout: { readonly rows: readonly Row[]; readonly labels: readonly (0 | 1)[] };
};

/** What `challenges/<id>/generate.ts` exports as `generate`. */
export type Generate = (seed: { readonly version: string; readonly candidate: string }) => Draw;

export type Standing = z.infer<typeof holdoutSchema>['reference'];

/** A loaded challenge folder. */
export type Challenge = {
  readonly config: ChallengeConfig;
  readonly folder: string;
  readonly brief: string;
  readonly malformed: readonly MalformedExchange[];
  readonly generate: Generate;
  /** Measured standing of the reference on the holdout, from `standing.json`. */
  readonly reference: Standing;
  /** What the reference says of each holdout row, in their order, for comparing row by row. Never leaves the host. */
  readonly referenceProbabilities: readonly number[];
  /** SHA-256 over every file of the folder that decides what is asked or how it is judged. */
  readonly digest: string;
};
