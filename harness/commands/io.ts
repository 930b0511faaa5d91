/** The only way in which a command meets the process that it runs in. */
export type CommandIo = {
  /** One line of the result, to standard output. */
  readonly out: (line: string) => void;
  /** One line for whoever waits or must act, to standard error. */
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Whether standard error is a terminal. */
  readonly isTty: boolean;
  /** `--json`: one JSON document on standard output and nothing else there. */
  readonly json: boolean;
};
