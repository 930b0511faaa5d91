import { HarnessError } from '../errors.ts';
import { type IntakeCode, refuse } from './errors.ts';
import { shown, withoutCredentials } from './escape.ts';

type Reading = {
  readonly pattern: RegExp;
  readonly code: IntakeCode;
  readonly message: (what: string) => string;
  readonly hint: string;
};

/** What git says on standard error in the C locale, the first match wins. From git's http.c, remote-curl.c and fetch-pack.c. */
const readings: readonly Reading[] = [
  {
    pattern: /spawn git ENOENT/,
    code: 'GIT_MISSING',
    message: () => 'git was not found on this machine.',
    hint: 'Install git 2.39.4 or newer and try again.',
  },
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: 'DISK_FULL',
    message: (what) => `The disk is full: ${what} could not be stored.`,
    hint: 'Free some space in the temporary folder, or name another with TMPDIR.',
  },
  {
    pattern: /returned error: 30[1-8]\b/,
    code: 'CLONE_NETWORK',
    message: (what) => `${what} redirects to another address, and redirects are not followed.`,
    hint: 'Open the address in a browser and give the URL at which it ends up.',
  },
  {
    pattern:
      /could not read Username|could not read Password|Authentication failed|returned error: 40[13]|Permission denied/i,
    code: 'REPOSITORY_PRIVATE',
    message: (what) => `${what} asks for a login: it is private, or does not exist.`,
    hint: 'Use its ssh URL with a read-only key (--ssh-key), or clone it yourself and give the folder.',
  },
  {
    pattern: /Host key verification failed|No .* host key is known/i,
    code: 'CLONE_NETWORK',
    message: (what) => `The host key of ${what} is not known on this machine.`,
    hint: 'Connect to the host once with ssh and confirm its key, then try again.',
  },
  {
    pattern: /hasDot|hasDotdot|hasDotgit|fullPathname|emptyName|nullSha1|contains '\.git'|invalid path/i,
    code: 'PATH_UNSAFE',
    message: (what) => `${what} holds a tree with a path that is not safe, such as .git or "..".`,
    hint: 'Nothing was taken in. The repository was made to attack whoever clones it: ask the candidate about it.',
  },
  {
    pattern:
      /index-pack failed|fsck error|error in \w+ [0-9a-f]{40}|attempting to allocate|pack has bad object|bad object/i,
    code: 'REPOSITORY_DAMAGED',
    message: (what) => `${what} holds objects that git refuses.`,
    hint: 'Run `git fsck --full` in a clone of it to see which.',
  },
  {
    pattern: /Operation too slow/i,
    code: 'CLONE_TIMEOUT',
    message: (what) => `${what} sends next to nothing.`,
    hint: 'Try again later, or clone it yourself and give the folder.',
  },
  {
    pattern:
      /repository '.*' not found|returned error: 404|does not appear to be a git repository|Repository not found/i,
    code: 'SOURCE_NOT_FOUND',
    message: (what) => `There is no repository at ${what}.`,
    hint: 'Check the address: it is that of the repository alone, without /tree/... or a file name; a branch goes to --ref.',
  },
  {
    pattern: /not valid: is this a git repository|invalid server response|bad line length|protocol error/i,
    code: 'SOURCE_NOT_SUPPORTED',
    message: (what) => `What answers at ${what} is not a git repository.`,
    hint: 'Check the address in a browser: it has to be that of a git repository.',
  },
  {
    pattern: /Could not resolve host/i,
    code: 'CLONE_NETWORK',
    message: (what) => `The host of ${what} is not known.`,
    hint: 'Check the spelling of the address and the network of this machine.',
  },
  {
    pattern:
      /unable to access|reset by peer|early EOF|hung up|disconnect|RPC failed|Connection (refused|timed out|closed)|SSL|certificate/i,
    code: 'CLONE_NETWORK',
    message: (what) => `The connection to ${what} failed.`,
    hint: 'Check the network, the proxy and the certificate authority of this machine, and try again.',
  },
];

const lastWord = (said: string): string => {
  const line = said.split('\n').findLast((text) => /^(fatal|error):/.test(text)) ?? '';
  return shown(withoutCredentials(line.replace(/^(fatal|error): /, '')));
};

/** Standard error of a failed git process, or the message of whatever else was thrown. */
export const saidByGit = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const stderr =
    'stderr' in error && error.stderr instanceof Uint8Array ? Buffer.from(error.stderr).toString() : '';
  return `${error.message}\n${stderr}`;
};

/** A failure of git as an error that the operator can act on. `what` names the source, without credentials. */
export const gitFailure = (error: unknown, what: string): HarnessError => {
  if (error instanceof HarnessError) return error;
  const said = saidByGit(error);
  const reading = readings.find(({ pattern }) => pattern.test(said));
  const cause = new Error(lastWord(said));
  if (reading) return refuse(reading.code, { message: reading.message(what), hint: reading.hint, cause });
  return refuse('CLONE_FAILED', {
    message: `git could not read ${what}: ${cause.message || 'it gave no reason'}.`,
    hint: 'Try the same with git itself; if that works, clone it and give the folder.',
    cause,
  });
};
