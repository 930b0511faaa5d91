import { posix } from 'node:path';
import type { Place } from '../types.ts';
import { parseRequirement } from './requirement.ts';
import type { Blocked, DeclaredRequirement, DependencyList, Read } from './types.ts';

const maxRequirements = 1000;
const maxDepth = 5;
const maxShown = 200;

type Draft = {
  readonly files: string[];
  readonly requirements: DeclaredRequirement[];
  readonly constraints: DeclaredRequirement[];
  readonly blocked: Blocked[];
};

type Line = { readonly text: string; readonly line: number };

/** Windows shells write `pip freeze > requirements.txt` as UTF-16: read as UTF-8 it is ASCII with NULs between. */
const asText = (raw: string): string =>
  raw.includes('\0') ? raw.replaceAll(/[\0\uFFFD\uFEFF]/g, '') : raw.replace(/^\uFEFF/, '');

/** Lines joined over `\`, without comments and blanks; each with the number of its first line. */
const logicalLines = (raw: string): readonly Line[] => {
  const found: Line[] = [];
  let open: Line | null = null;
  for (const [index, text] of asText(raw)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const bare = text.replace(/(^|\s)#.*$/, '');
    const joined: Line = {
      text: `${open?.text ?? ''}${bare.replace(/\\$/, '')}`,
      line: open?.line ?? index + 1,
    };
    open = bare.endsWith('\\') ? joined : null;
    if (!open && joined.text.trim() !== '') found.push({ ...joined, text: joined.text.trim() });
  }
  return open ? [...found, { ...open, text: open.text.trim() }] : found;
};

/** Cut for keeping, without the password or token that an address may carry. */
const shown = (text: string): string => cut(text.replaceAll(/(:\/\/)[^/@\s]+@/g, '$1****@'));

const cut = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);

/** A path of the submission, or null when it points outside. */
const insideTree = (folder: string, target: string): string | null => {
  if (/^[/\\~]|^[A-Za-z]:|:\/\/|[\0$]/.test(target)) return null;
  const path = posix.normalize(posix.join(folder, target));
  return path === '..' || path.startsWith('../') ? null : path;
};

const include = /^(-r|--requirement|-c|--constraint)(?:\s+|=|(?=[^\s=-]))(.+)$/;

type Job = {
  readonly read: Read;
  readonly draft: Draft;
  readonly into: 'requirements' | 'constraints';
  readonly depth: number;
};

const block = (draft: Draft, blocked: Blocked): void => {
  draft.blocked.push({ ...blocked, text: shown(blocked.text) });
};

/** Why an include is not followed; null when it was, or had been already. */
const follow = (job: Job, { option, path }: { option: string; path: string | null }): string | null => {
  if (path === null) return 'includes a file from outside the submission';
  if (job.depth >= maxDepth) return 'includes more files than are followed';
  if (job.draft.files.includes(path)) return null;
  const into = option.startsWith('-c') || option === '--constraint' ? 'constraints' : job.into;
  return readInto({ ...job, into, depth: job.depth + 1 }, path) ? null : 'includes a file that is not there';
};

const readIncluded = (job: Job, line: { readonly text: string; readonly place: Place }): void => {
  const [, option = '', target = ''] = include.exec(line.text) ?? [];
  const path = insideTree(posix.dirname(line.place.path), target.trim());
  const because = follow(job, { option, path });
  if (because !== null) block(job.draft, { ...line, because });
};

/** Hashes are dropped with the other per-requirement options: wheels are chosen anew for this Python. */
const withoutOptions = (text: string): { readonly bare: string; readonly options: string } => {
  const [bare = '', ...options] = text.split(/\s+(?=--?[a-z])/);
  return { bare, options: options.filter((option) => !option.startsWith('--hash')).join(' ') };
};

const readRequirement = (job: Job, line: { readonly text: string; readonly place: Place }): void => {
  const { bare, options } = withoutOptions(line.text);
  const parsed = parseRequirement(bare);
  if ('because' in parsed) {
    block(job.draft, { ...line, because: parsed.because });
  } else if (job.draft[job.into].length >= maxRequirements) {
    block(job.draft, { ...line, because: `more than ${maxRequirements} requirements` });
  } else {
    if (options !== '') block(job.draft, { ...line, text: options, because: 'an option for the installer' });
    job.draft[job.into].push({ ...parsed.requirement, text: shown(bare), place: line.place });
  }
};

const readLine = (job: Job, line: { readonly text: string; readonly place: Place }): void => {
  if (include.test(line.text)) readIncluded(job, line);
  else readRequirement(job, line);
};

const readInto = (job: Job, path: string): boolean => {
  const raw = job.read(path);
  if (raw === null) return false;
  job.draft.files.push(path);
  for (const { text, line } of logicalLines(raw)) readLine(job, { text, place: { path, line } });
  return true;
};

/** A requirements file and what it includes from inside the submission; null when there is no such file. */
export const readRequirementsFile = (read: Read, path: string): DependencyList | null => {
  const draft: Draft = { files: [], requirements: [], constraints: [], blocked: [] };
  return readInto({ read, draft, into: 'requirements', depth: 0 }, path) ? draft : null;
};

/** Requirements given one by one, e.g. on a command line or in TOML. */
export const readEntries = (
  entries: readonly { readonly text: string; readonly place: Place }[],
): Pick<DependencyList, 'requirements' | 'blocked'> => {
  const draft: Draft = { files: [], requirements: [], constraints: [], blocked: [] };
  for (const entry of entries) {
    const parsed = parseRequirement(entry.text);
    if ('because' in parsed) block(draft, { ...entry, because: parsed.because });
    else draft.requirements.push({ ...parsed.requirement, text: shown(entry.text), place: entry.place });
  }
  return { requirements: draft.requirements, blocked: draft.blocked };
};
