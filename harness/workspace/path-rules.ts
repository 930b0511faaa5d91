/**
 * One rule for the paths of every source, the same on every system, so that a submission is graded alike on each.
 * `unsafe`: no honest tool writes it, the submission is refused. `unportable`: some systems cannot hold it, the file is left out.
 */
export type PathProblem = { readonly kind: 'unsafe' | 'unportable'; readonly because: string };

const limits = { componentBytes: 255, pathBytes: 1024 } as const;

const control = /\p{Cc}/u;
const drive = /^[A-Za-z]:/;
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
const unportable = /[<>:"|?*\ufffd\ud800-\udfff]/u;

/** Code points that HFS+ ignores when it compares names: git's own list for `core.protectHFS`. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Whether some file system takes this name for `.git`: git's `core.protectHFS` and `core.protectNTFS` (CVE-2014-9390). */
const namesGit = (component: string): boolean => {
  const plain = component.replace(ignoredByHfs, '').toLowerCase().split(':')[0] ?? '';
  return /^(\.git|git~\d+)[. ]*$/.test(plain);
};

const componentProblem = (component: string): string | null => {
  if (component === '' || component === '.' || component === '..') return 'it leads out of its folder';
  if (namesGit(component)) return 'it names a .git folder';
  if (Buffer.byteLength(component) > limits.componentBytes) return 'a part of it is longer than 255 bytes';
  if (device.test(component)) return 'it is the name of a device on Windows';
  if (/[. ]$/.test(component)) return 'a part of it ends in a dot or a space';
  return null;
};

const unsafeBecause = (path: string): string | null => {
  if (control.test(path)) return 'it holds a control character';
  if (path.includes('\\')) return 'it holds a backslash';
  if (path.startsWith('/') || drive.test(path)) return 'it is absolute';
  if (Buffer.byteLength(path) > limits.pathBytes) return 'it is longer than 1,024 bytes';
  return path.split('/').reduce<string | null>((found, part) => found ?? componentProblem(part), null);
};

/** What is wrong with a `/`-separated relative path; null when every system can hold it. */
export const pathProblem = (path: string): PathProblem | null => {
  const because = unsafeBecause(path);
  if (because !== null) return { kind: 'unsafe', because };
  return unportable.test(path) ? { kind: 'unportable', because: 'not every system can hold its name' } : null;
};

/** Equal for paths that are one file where case or Unicode form does not count. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

/** Every folder above a path, the outermost first: `a/b/c` gives `a`, `a/b`. */
export const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

const dependencyNames = new Set([
  'node_modules',
  'site-packages',
  '.venv',
  '__pycache__',
  '.ipynb_checkpoints',
]);

/** The outermost folder above a path that a tool filled and no candidate wrote; null when there is none. */
export const dependencyFolder = (path: string): string | null => {
  const parts = path.split('/');
  const at = parts.slice(0, -1).findIndex((part) => dependencyNames.has(part));
  return at < 0 ? null : parts.slice(0, at + 1).join('/');
};

/** The path with folders named exactly `.git` renamed, for where these are expected; other spellings stay unsafe. */
export const withoutRepository = (path: string): string => path.replace(/(^|\/)\.git(?=\/|$)/g, '$1git');

const usedByGit = /^(HEAD|config|packed-refs|shallow|refs\/.+|objects\/.+)$/;

/** Whether a path in a `.git` folder is one that nothing is read from: hooks, logs, index, large-file stores. */
export const isUnusedByGit = (path: string): boolean => {
  const inner = /(?:^|\/)\.git\/(.*)$/.exec(path)?.[1];
  return inner !== undefined && !usedByGit.test(inner);
};
