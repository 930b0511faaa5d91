import type { Architecture } from './architecture.ts';

/** The operator's environment variables, handed in by the command. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Says what a long step is waiting for, in a few words. */
export type WaitingFor = (what: string) => void;

/** The machine that the harness runs on, as far as getting an engine depends on it. */
export type Host = {
  readonly platform: NodeJS.Platform;
  /** Null where there are no user ids. */
  readonly uid: number | null;
  readonly home: string;
  readonly env: Env;
};

/** One image to be made, by whichever route. */
export type BuildOrder = {
  readonly python: string;
  /** Name under which the engine keeps it. */
  readonly tag: string;
  readonly architecture: Architecture;
  /** The `uv` executable. */
  readonly uv: Buffer;
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly waitingFor: WaitingFor;
};
