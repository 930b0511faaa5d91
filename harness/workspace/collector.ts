import { createHash } from 'node:crypto';
import { closeSync, constants, fchmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PathClaims } from './claims.ts';
import { type IntakeCode, inMebibytes, refuse } from './errors.ts';
import { shown } from './escape.ts';
import { Pace } from './pace.ts';
import {
  dependencyFolder,
  foldersOf,
  isUnusedByGit,
  type PathProblem,
  pathProblem,
  withoutRepository,
} from './path-rules.ts';
import type { IntakeLimits, LeftOut, WorkspaceFile } from './types.ts';

export type Collected = {
  readonly files: readonly WorkspaceFile[];
  readonly leftOut: readonly LeftOut[];
  readonly digest: string;
};

export type CollectorOptions = {
  readonly root: string;
  readonly limits: IntakeLimits;
  readonly signal: AbortSignal;
  /** What an unsafe path makes of the whole source. */
  readonly unsafe: 'PATH_UNSAFE' | 'ARCHIVE_UNSAFE';
  /** What too many bytes make of it. */
  readonly tooMuch: 'TREE_TOO_BIG' | 'ARCHIVE_BOMB';
  /** `keep`: what a repository needs of its `.git` folder is a file like others; the rest of that folder is passed over. */
  readonly repositories: 'refuse' | 'keep';
};

type Written = WorkspaceFile & { readonly sha256: string };
export type Entry = { readonly path: string; readonly bytes: number };
type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Entries of dependency folders are cheap to skip, but even skipping ends somewhere. */
const skippedPerEntry = 10;

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

const digestOf = (files: readonly Written[]): string =>
  files
    .reduce((hash, file) => hash.update(`${file.path}\0${file.sha256}\n`), createHash('sha256'))
    .digest('hex');

/**
 * Takes the files of one source into a folder of ours, and holds every limit on the way: names, number, depth, sizes.
 * Only regular files are ever made, each new, with mode 0644 or 0755.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #written: Written[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #dependencies = new Set<string>();
  readonly #claims = new PathClaims();
  readonly #made = new Set<string>();
  readonly #pace: Pace;
  #entries = 0;
  #skipped = 0;
  #bytes = 0;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#pace = new Pace(options.signal);
  }

  /** Whether a file is to be read. Throws where the whole source is to be refused. */
  admit(entry: Entry): boolean {
    this.#options.signal.throwIfAborted();
    if (this.#isDependency(entry.path) || !this.admitName(entry.path)) return false;
    if (this.#isPassedOver(entry.path)) return false;
    if (!this.#claims.claim(entry.path))
      this.#refusePath(entry.path, 'another entry has its name on some systems');
    if (entry.bytes <= this.#options.limits.fileBytes) return true;
    this.leaveOut(entry.path, 'too-big');
    return false;
  }

  /** Counts an entry that is not a regular file and judges its name; false where the name had to be left out. */
  admitName(path: string): boolean {
    this.#count();
    const problem = this.#problem(path);
    if (problem?.kind === 'unsafe') this.#refusePath(path, problem.because);
    if (foldersOf(path).length > this.#options.limits.depth) this.#refuseDepth(path);
    if (problem) this.leaveOut(path, 'unsafe-name');
    return problem === null;
  }

  /** Whether a folder is to be entered: not one that a tool filled, nor one with a name to be left out. */
  admitFolder(path: string): boolean {
    return !this.#isDependency(`${path}/`) && this.admitName(path);
  }

  leaveOut(path: string, because: LeftOut['because']): void {
    this.#leftOut.push({ path, because });
  }

  /** Writes a file that was admitted. The number of bytes that arrive is what counts, not what was announced. */
  async write(
    file: { readonly path: string; readonly executable: boolean },
    content: Content,
  ): Promise<void> {
    const target = this.#create(file.path);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of content) {
        await this.#pace.step();
        this.#spend(chunk.length);
        bytes += chunk.length;
        hash.update(chunk);
        writeFileSync(target, chunk);
      }
      fchmodSync(target, file.executable ? 0o755 : 0o644);
    } finally {
      closeSync(target);
    }
    this.#written.push({ ...file, bytes, sha256: hash.digest('hex') });
  }

  /** Everything taken in, sorted by path. */
  collected(): Collected {
    const files = this.#written.sort(byPath);
    return {
      files: files.map(({ path, bytes, executable }) => ({ path, bytes, executable })),
      leftOut: this.#leftOut.sort(byPath),
      digest: digestOf(files),
    };
  }

  #isDependency(path: string): boolean {
    const folder = dependencyFolder(path);
    if (folder === null || pathProblem(folder)?.kind === 'unsafe') return false;
    this.#skipped += 1;
    if (this.#skipped > this.#options.limits.entries * skippedPerEntry) this.#refuseEntries();
    if (!this.#dependencies.has(folder)) {
      this.#count();
      this.#dependencies.add(folder);
      this.leaveOut(folder, 'dependencies');
    }
    return true;
  }

  #problem(path: string): PathProblem | null {
    return pathProblem(this.#options.repositories === 'keep' ? withoutRepository(path) : path);
  }

  #isPassedOver(path: string): boolean {
    return this.#options.repositories === 'keep' && isUnusedByGit(path);
  }

  #count(): void {
    this.#entries += 1;
    if (this.#entries > this.#options.limits.entries) this.#refuseEntries();
  }

  #spend(bytes: number): void {
    this.#bytes += bytes;
    const { totalBytes } = this.#options.limits;
    if (this.#bytes <= totalBytes) return;
    throw refuse(this.#options.tooMuch, {
      message: `The files take more than ${inMebibytes(totalBytes)} together.`,
      hint: 'Data sets, models and environments do not belong in a submission: leave them out and say where they are.',
    });
  }

  #create(path: string): number {
    const target = join(this.#options.root, path);
    const folder = dirname(target);
    if (!this.#made.has(folder)) mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
    return openSync(target, newFile);
  }

  #refusePath(path: string, because: string): never {
    throw refuse(this.#options.unsafe satisfies IntakeCode, {
      message: `The path "${shown(path)}" is not safe: ${because}.`,
      hint: 'Nothing was taken in. Ask for the submission again, with this entry renamed or removed.',
    });
  }

  #refuseDepth(path: string): never {
    throw refuse('TREE_TOO_BIG', {
      message: `The path "${shown(path)}" is more than ${this.#options.limits.depth} folders deep.`,
      hint: 'Ask for a submission with a flatter tree.',
    });
  }

  #refuseEntries(): never {
    throw refuse('TREE_TOO_BIG', {
      message: `The submission holds more than ${this.#options.limits.entries.toLocaleString('en-US')} entries.`,
      hint: 'Ask for a submission without generated files, data folders and environments.',
    });
  }
}
