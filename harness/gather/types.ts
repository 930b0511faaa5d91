import type { Challenge, Draw } from '../challenge/types.ts';
import type { Manifest } from '../config/manifest.ts';
import type { StageName } from '../evidence/common.ts';
import type { Sandbox, SandboxFile, SandboxProvider } from '../sandbox/types.ts';
import type { SourceFacts } from '../source/types.ts';
import type { Turns } from '../turns.ts';
import type { Command, Limits, Place } from '../types.ts';
import type { Workspace } from '../workspace/types.ts';
import type { Supplied } from './supplied.ts';

/** What can be told from the files alone. Without a challenge, nothing is known of a brief or of columns. */
export type FilesContext = {
  readonly workspace: Workspace;
  readonly challenge: Challenge | null;
  readonly facts: SourceFacts;
  /** The same without what came with the task, which is run like everything else and says nothing of the candidate. */
  readonly own: SourceFacts;
  readonly supplied: readonly Supplied[];
  /** takehome.yaml as understood: null when there is none or nothing in it could be used. */
  readonly manifest: Manifest | null;
  readonly manifestPlace: Place | null;
  readonly manifestProblems: readonly string[];
  /** When the files were read, to tell dates of the future. */
  readonly today: Date;
  readonly signal: AbortSignal;
};

/** What gatherers are given. Each fills one slot; nothing that the candidate did makes one reject. */
export type GatherContext = FilesContext & {
  readonly challenge: Challenge;
  readonly draw: Draw;
  readonly limits: Limits;
  readonly provider: SandboxProvider;
  readonly waitingFor: (what: string) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

/** A context with an open sandbox, the submission's files in it. */
export type Running = GatherContext & {
  readonly sandbox: Sandbox;
  /** Another sandbox with the same image, layer and limits, empty; whoever opens it closes it. */
  readonly openAnother: (label: string) => Promise<Sandbox>;
  /** The same in our own image, which nothing of the submission's is in. */
  readonly openOurs: (label: string) => Promise<Sandbox>;
  /** The submission's files with the data drawn for this candidate over them: what `sandbox` was filled with. */
  readonly files: readonly SandboxFile[];
  /** Measurements of speed are made alone on the machine. */
  readonly turns: Turns;
  readonly commands: ChosenCommands;
  /** The stage that keeps every command from running, null when commands can run. */
  readonly blockedBy: StageName | null;
};

/** What to run, worked out from the files: starts in the order to try them. */
export type ChosenCommands = {
  readonly train: Command | null;
  readonly test: Command | null;
  readonly serve: readonly Command[];
};
