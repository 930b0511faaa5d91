import type { SandboxFile } from './types.ts';

/** Bytes, cores, milliseconds. `imageBytes` is the image with all that it is built on. */
export type BuildLimits = {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly imageBytes: number;
  readonly outputBytes: number;
  readonly timeoutMs: number;
};

/** A stranger's Dockerfile, and everything that it may see. */
export type ImageBuild = {
  /** Names the submission in labels. */
  readonly label: string;
  /** Path of the Dockerfile in the build context. */
  readonly path: string;
  /** The Dockerfile, with a line of ours wherever something is begun that must be found again. */
  readonly text: (label: string) => string;
  /** The build context; paths are relative to it. */
  readonly files: readonly SandboxFile[];
  /** Names of the images that it is built on. */
  readonly bases: readonly string[];
  /** Put before the name of an image that names no registry: `registry.example.com/mirror/`, or nothing. */
  readonly registry: string;
  /** Build arguments: seen by every step, so never a secret. */
  readonly args: Readonly<Record<string, string>>;
  readonly limits: BuildLimits;
  readonly signal: AbortSignal;
  readonly waitingFor: (what: string) => void;
};

/** An image that commands run in. `home` is its working folder when that can be shown as the sandbox's root, else null. */
export type BuiltGround = {
  readonly id: string;
  readonly home: string | null;
  /** Folders that the submission's own files will stand in: nothing else may take these places. */
  readonly folders: ReadonlySet<string>;
};

/** Disposing of it removes the image. */
export type BuiltImage = AsyncDisposable & {
  readonly id: string;
  readonly bytes: number;
  readonly workdir: string;
  readonly home: string | null;
  /** What lies in `home`. */
  readonly homeBytes: number;
  readonly env: readonly string[];
  readonly launch: readonly string[];
  readonly ports: readonly number[];
  readonly volumes: readonly string[];
};

/** How a build ended. `log` is the last part of what it printed, `step` the instruction that it stopped at. */
export type BuildEnd =
  | { readonly kind: 'built'; readonly image: BuiltImage }
  | { readonly kind: 'base-missing'; readonly name: string; readonly said: string }
  | ({ readonly kind: 'stopped'; readonly why: BuildStop } & BuildLog);

export type BuildLog = { readonly log: string; readonly step: string | null };

/** `refused`: the engine would not do what an instruction says. */
export type BuildStop =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'timed-out' | 'output-limit' | 'out-of-memory' }
  | { readonly kind: 'too-big'; readonly bytes: number };
