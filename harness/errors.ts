/** Exit codes: 0 graded; 1 below the bar asked for, or a person is needed; 2 could not run. Never confused. */
export const exitCodes = { graded: 0, belowBar: 1, couldNotRun: 2 } as const;

export type HarnessErrorOptions = {
  /** Stable, upper-case, documented in docs/errors.md: scripts may match on it. */
  readonly code: string;
  /** One sentence that a person can act on. */
  readonly message: string;
  /** What to do next: a command, a file to edit, an option to pass. */
  readonly hint: string;
  readonly cause?: unknown;
};

/** The operator asked for something that cannot be done: usage, input or environment. Exit code 2. */
export class HarnessError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor({ code, message, hint, cause }: HarnessErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HarnessError';
    this.code = code;
    this.hint = hint;
  }
}

export type FaultOptions = {
  readonly code:
    | 'SANDBOX_LOST'
    | 'ENGINE_UNAVAILABLE'
    | 'HOST_DISK_LOW'
    | 'INDEX_UNREACHABLE'
    | 'REGISTRY_UNREACHABLE'
    | 'HARNESS_BUG';
  readonly blame: 'harness' | 'environment';
  readonly message: string;
  readonly cause?: unknown;
};

/** Something went wrong on our side while gathering. Becomes a `Fault` in the dossier, never a lower score. */
export class FaultError extends Error {
  readonly code: FaultOptions['code'];
  readonly blame: FaultOptions['blame'];

  constructor({ code, blame, message, cause }: FaultOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'FaultError';
    this.code = code;
    this.blame = blame;
  }
}
