import { HarnessError } from '../errors.ts';

/** Codes of intake. Stable: scripts match on them. */
export type IntakeCode =
  | 'URL_NOT_ALLOWED'
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_EMPTY'
  | 'SOURCE_NOT_SUPPORTED'
  | 'SOURCE_NOT_READABLE'
  | 'INTAKE_TIMEOUT'
  | 'CLONE_TIMEOUT'
  | 'CLONE_NETWORK'
  | 'CLONE_FAILED'
  | 'REPOSITORY_PRIVATE'
  | 'REPOSITORY_DAMAGED'
  | 'REPO_TOO_BIG'
  | 'TREE_TOO_BIG'
  | 'PATH_UNSAFE'
  | 'ARCHIVE_UNSAFE'
  | 'ARCHIVE_BOMB'
  | 'ARCHIVE_TOO_BIG'
  | 'REF_NOT_FOUND'
  | 'NO_COMMIT'
  | 'GIT_MISSING'
  | 'DISK_FULL'
  | 'WORKSPACE_NOT_EMPTY';

export type Refusal = { readonly message: string; readonly hint: string; readonly cause?: unknown };

/** An error of intake: one sentence, and what to do about it. */
export const refuse = (code: IntakeCode, refusal: Refusal): HarnessError =>
  new HarnessError({ code, ...refusal });

const mebibyte = 1024 * 1024;

/** Bytes for a message: `100 MiB`. */
export const inMebibytes = (bytes: number): string =>
  `${(bytes / mebibyte).toLocaleString('en-US', { maximumFractionDigits: bytes < mebibyte ? 2 : 0 })} MiB`;
