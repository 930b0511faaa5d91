import type { Exchange, Execution, HttpRequest } from '../evidence/common.ts';
import type { Load } from '../evidence/service.ts';
import type { BuildEnd, BuiltGround, ImageBuild } from './build-types.ts';

/** Limits of one sandbox. Bytes, cores, processes. */
export type SandboxLimits = {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly diskBytes: number;
  readonly pids: number;
};

/**
 * A file to put into a sandbox: read from the host at `from`, given as `text` or `bytes`, or a symbolic link of ours to an absolute path.
 * `path` is relative to the root.
 */
export type SandboxFile = { readonly path: string; readonly executable?: boolean } & (
  | { readonly from: string }
  | { readonly text: string }
  | { readonly bytes: Buffer }
  | { readonly link: string }
);

/** One command for a sandbox. Runs as `sh -c shell` as an ordinary user, without a network. */
export type Order = {
  readonly shell: string;
  /** Relative to the sandbox's root. */
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** What it is for, in a word: goes into labels and messages. */
  readonly purpose: string;
};

/**
 * `timeoutMs` is one deadline over connecting, sending and receiving. Without `port`, the request goes to the one in the
 * order's `PORT` where something listens there, else to the lowest port that something listens on.
 */
type RequestLimits = {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly port?: number;
};

/** Requests in turn, one at a time, until `count` of them or until the budget is over; at least one. */
export type SeriesOrder = RequestLimits & { readonly count: number; readonly budgetMs: number };

/** Durations in milliseconds of those answered with a status below 400; `failures` counts all others. */
export type Series = { readonly durationsMs: readonly number[]; readonly failures: number };

/** Requests in turn over so many connections at once. Durations above `timeoutMs` are left out of the percentiles. */
export type LoadOrder = {
  readonly connections: number;
  /** Whole seconds. */
  readonly seconds: number;
  readonly timeoutMs: number;
  readonly port?: number;
};

/** A running server. Disposing of it ends its process and everything that it started. */
export type Server = AsyncDisposable & {
  /** One request, one reply, on a connection of its own; follows nothing, decompresses nothing, never rejects for the server's doing. */
  send(request: HttpRequest, limits: RequestLimits): Promise<Exchange>;
  /** Requests of one kind on a connection that is kept alive where the server keeps it; never rejects for the server's doing. */
  series(requests: readonly HttpRequest[], order: SeriesOrder): Promise<Series>;
  /** Null where there is no load generator; where nothing answers, a load of which nothing was answered. */
  load(requests: readonly HttpRequest[], order: LoadOrder): Promise<Load | null>;
  /** TCP ports that something listens on now; `loopbackOnly` when none but 127.0.0.1 or ::1 is bound. */
  listening(): Promise<readonly { readonly port: number; readonly loopbackOnly: boolean }[]>;
  /** Resolves when the process has ended by itself or been ended by a limit. */
  readonly ended: Promise<Execution>;
  /** The last part of what it printed, both streams, at most 64 KiB. */
  log(): Promise<string>;
  /** The last part of each stream, at most 256 KiB. */
  printed(): Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** Highest memory in use so far, in bytes; null where it cannot be known. */
  peakMemoryBytes(): Promise<number | null>;
};

/**
 * One submission's sandbox: a root folder that commands may write in and that lives from `open` to disposal, commands in
 * processes of their own, no network. What the candidate's code does comes back as values; only a failure of ours
 * rejects, always with `FaultError`. Disposing never rejects: evidence that was gathered stands.
 */
export type Sandbox = AsyncDisposable & {
  /** Absolute path of the root inside the sandbox. */
  readonly root: string;
  put(files: readonly SandboxFile[]): Promise<void>;
  exec(order: Order): Promise<Execution>;
  serve(order: Order): Promise<Server>;
  /** Contents of a regular file under the root after its writers have ended; null when there is none or it is larger. */
  read(path: string, maxBytes: number): Promise<Buffer | null>;
  /**
   * Regular files under a folder of the root, sorted, at most `max`; an empty list when there is no such folder. Paths are
   * relative to the root; files that were put are dated 2020-01-01, so a later date is a command's doing.
   */
  files(
    folder: string,
    max: number,
  ): Promise<readonly { readonly path: string; readonly bytes: number; readonly modifiedMs: number }[]>;
};

/** Something built once with a network and used read-only ever after, found by its key. */
export type Layer = {
  readonly key: string;
  /** Absolute path at which commands see it. */
  readonly path: string;
  /** What its builder wrote down about it: JSON. */
  readonly record: unknown;
};

/** Where a layer is built: our own commands, with a network, never the candidate's. */
export type Workshop = {
  /** Absolute path of the layer being built, writable. */
  readonly path: string;
  /** Absolute path of a cache shared by all layers, on the same file system. */
  readonly cache: string;
  put(files: readonly SandboxFile[]): Promise<string>;
  run(order: {
    readonly command: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
  }): Promise<Execution>;
};

export type OpenOptions = {
  /** Names the submission in labels. */
  readonly label: string;
  /** Ours: what watches over the commands runs in it, and the commands too unless they have an image of their own. */
  readonly image: string;
  /** The submission's own image, for its commands. */
  readonly built?: BuiltGround | null;
  readonly limits: SandboxLimits;
  readonly layer: Layer | null;
  readonly env: Readonly<Record<string, string>>;
};

/** One engine. `docker` contains strangers' code; `local` is for trusted code only. */
export type SandboxProvider = AsyncDisposable & {
  readonly kind: 'docker' | 'local';
  readonly engine: string;
  readonly degraded: readonly string[];
  /** Finds a built layer, or null. */
  layer(key: string): Promise<Layer | null>;
  /** Builds one; the layer exists only if `build` resolves. Two builders of one key end with one layer. */
  buildLayer(options: {
    readonly key: string;
    readonly image: string;
    readonly env: Readonly<Record<string, string>>;
    readonly build: (workshop: Workshop) => Promise<unknown>;
  }): Promise<Layer>;
  /** Builds a stranger's Dockerfile, which runs their code as root with a network on; null where there is no engine for it. */
  readonly buildImage: ((order: ImageBuild) => Promise<BuildEnd>) | null;
  open(options: OpenOptions): Promise<Sandbox>;
};
