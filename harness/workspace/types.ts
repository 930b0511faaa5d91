/** One regular file of a submission. `path` is relative, `/`-separated, safe on every system. */
export type WorkspaceFile = { readonly path: string; readonly bytes: number; readonly executable: boolean };

export type LeftOut = {
  readonly path: string;
  readonly because: 'link' | 'special' | 'too-big' | 'submodule' | 'unsafe-name' | 'dependencies';
};

export type WorkspaceCommit = {
  readonly id: string;
  readonly author: string;
  /** To tell whether two names are one person's; in no dossier. */
  readonly email: string;
  /** ISO 8601, or null where git holds no usable date. */
  readonly date: string | null;
  readonly subject: string;
  readonly filesChanged: number;
};

/** How a repository stood when the work of whoever committed last began. */
export type Begun = {
  /** The last commit of somebody else's, or else the author's first. */
  readonly by: 'others' | 'author';
  /** What still is as it was then, sorted: paths of files, and of whole folders with a `/` at their end. */
  readonly unchanged: readonly string[];
};

/** Our read-only view of a submission at one commit: regular files in a folder that we made. */
export type Workspace = AsyncDisposable & {
  readonly name: string;
  readonly kind: 'git' | 'folder' | 'archive';
  /** As given, without credentials. */
  readonly origin: string;
  readonly ref: string | null;
  readonly commit: string | null;
  /** `https://forge/owner/name/blob/<commit>/`, null without a known forge. */
  readonly forge: string | null;
  /** SHA-256 over the sorted paths and contents. */
  readonly digest: string;
  /** Absolute path of the folder that holds the files, and nothing else. */
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly WorkspaceFile[];
  readonly leftOut: readonly LeftOut[];
  /** Newest first, at most 200. */
  readonly commits: readonly WorkspaceCommit[];
  /** Null when the source is not a git repository. */
  readonly commitCount: number | null;
  /** Null without a history, or where none of it came after a beginning. */
  readonly begun: Begun | null;
};

export type IntakeLimits = {
  readonly archiveBytes: number;
  readonly totalBytes: number;
  readonly fileBytes: number;
  readonly entries: number;
  readonly depth: number;
  readonly seconds: number;
};

export type IntakeRequest = {
  readonly source: string;
  readonly ref: string | null;
  /** Empty folder that the workspace may fill; removed when the workspace is disposed of. */
  readonly into: string;
  readonly limits: IntakeLimits;
  /** Private key for ssh URLs, chosen by the operator; null refuses ssh. */
  readonly sshKey: string | null;
  /** From the operator's environment: the only variables of it that git sees. */
  readonly certificateFile: string | null;
  /** `http://` or `https://` proxy for git, from the operator's environment. */
  readonly proxy?: string | null;
  /**
   * Hosts, with `:port` where one is named, that the operator vouches for: plain http is accepted from them, and so are
   * addresses and names of a private network.
   */
  readonly allowHttpHosts?: readonly string[];
  /** Where git and ssh are looked for, as in PATH. */
  readonly searchPath?: string;
  readonly signal: AbortSignal;
  readonly progress: (waitingFor: string) => void;
};
