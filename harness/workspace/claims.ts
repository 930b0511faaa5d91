import { foldedPath, foldersOf } from './path-rules.ts';

/** The names that files of one tree hold, so that none is given twice where case or Unicode form does not count. */
export class PathClaims {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** Whether a file can have this path: no file has it, no folder has it, and no file stands where a folder has to. */
  claim(path: string): boolean {
    const folded = foldedPath(path);
    const folders = foldersOf(folded);
    const taken = [folded, ...folders].some((name) => this.#files.has(name)) || this.#folders.has(folded);
    if (taken) return false;
    this.#files.add(folded);
    for (const folder of folders) this.#folders.add(folder);
    return true;
  }
}
