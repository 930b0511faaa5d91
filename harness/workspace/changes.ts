import { ByteReader } from './bytes.ts';
import type { Ask, Git } from './git.ts';

type Tree = ReadonlyMap<string, { readonly id: string; readonly isTree: boolean }>;
/** A commit with the trees that it and its only parent stand for; no parent: everything in it is new. */
export type Step = { readonly id: string; readonly parent: string | null };

const limits = { trees: 10_000, treeBytes: 4 * 1024 * 1024, entries: 100_000 } as const;
const treeMode = '40000';

/** `<mode> <name>\0<id>` again and again; ids have 20 or 32 bytes. */
export const parseTree = (content: Buffer, idBytes: number): Tree => {
  const entries = new Map<string, { readonly id: string; readonly isTree: boolean }>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const nul = content.indexOf(0, space);
    if (space < 0 || nul < 0) break;
    const isTree = content.toString('latin1', at, space).replace(/^0/, '') === treeMode;
    const id = content.toString('hex', nul + 1, nul + 1 + idBytes);
    entries.set(content.toString('latin1', space + 1, nul), { id, isTree });
    at = nul + 1 + idBytes;
  }
  return entries;
};

class OutOfBudget extends Error {}

/**
 * Counts files that differ between trees. Every tree and every pair of trees is looked at once, so that a history that
 * unfolds to 9^9 files is counted as fast as it is written down; git's own diff lists them all in memory first.
 */
class Changes {
  readonly #reader: ByteReader;
  readonly #ask: Ask;
  readonly #trees = new Map<string, Tree>();
  readonly #known = new Map<string, number>();
  #entries = 0;

  constructor(output: AsyncIterable<Uint8Array>, ask: Ask) {
    this.#reader = new ByteReader(output);
    this.#ask = ask;
  }

  async between(before: string | null, after: string | null): Promise<number> {
    if (before === after) return 0;
    const key = `${before} ${after}`;
    const count = this.#known.get(key) ?? (await this.#compare(before, after));
    this.#known.set(key, count);
    return count;
  }

  /** Paths of `after` that hold what they held in `before`, in bytes of UTF-8; a folder that does as a whole ends in `/`. */
  async unchanged(before: string, after: string, folder = ''): Promise<readonly string[]> {
    const [old, now] = [await this.#tree(before), await this.#tree(after)];
    const kept: string[] = [];
    for (const [name, is] of now) {
      this.#entries += 1;
      if (this.#entries > limits.entries) throw new OutOfBudget();
      const was = old.get(name);
      if (was?.isTree !== is.isTree) continue;
      const path = `${folder}${name}${is.isTree ? '/' : ''}`;
      if (was.id === is.id) kept.push(path);
      else if (is.isTree) kept.push(...(await this.unchanged(was.id, is.id, path)));
    }
    return kept;
  }

  async #compare(before: string | null, after: string | null): Promise<number> {
    const [old, now] = [await this.#tree(before), await this.#tree(after)];
    let count = 0;
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(name), now.get(name)];
      if (was?.id === is?.id) continue;
      count += await this.between(was?.isTree ? was.id : null, is?.isTree ? is.id : null);
      if ((was && !was.isTree) || (is && !is.isTree)) count += 1;
    }
    return count;
  }

  async #tree(id: string | null): Promise<Tree> {
    if (id === null) return new Map();
    const tree = this.#trees.get(id) ?? (await this.#read(id));
    this.#trees.set(id, tree);
    return tree;
  }

  async #read(id: string): Promise<Tree> {
    this.#ask(`${id}^{tree}\n`);
    const head = (await this.#reader.until(10))?.toString() ?? '';
    const bytes = Number(/^[0-9a-f]{40,64} tree (\d+)$/.exec(head)?.[1] ?? Number.NaN);
    if (!(bytes <= limits.treeBytes) || this.#trees.size >= limits.trees) throw new OutOfBudget();
    const chunks: Buffer[] = [];
    for await (const chunk of this.#reader.bytes(bytes)) chunks.push(chunk);
    await this.#reader.until(10);
    return parseTree(Buffer.concat(chunks), /^[0-9a-f]*/.exec(id)?.[0].length === 64 ? 32 : 20);
  }
}

const orWithin = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OutOfBudget) return otherwise;
    throw error;
  }
};

const countInTurn = async (
  steps: readonly Step[],
  changes: Changes,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  const count = async () => {
    for (const { id, parent } of steps) counts.set(id, await changes.between(parent, id));
  };
  await orWithin(count, undefined);
  return counts;
};

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

export type History = {
  readonly steps: readonly Step[];
  /** Two commits whose common files are asked for. */
  readonly span: { readonly from: string; readonly to: string } | null;
};

/**
 * Files changed by each commit, newest first for as long as the trees stay within 10,000 of at most 4 MiB; and paths that
 * are the same at both ends of the span, folders that are the same as a whole ending in `/`.
 */
export const readChanges = (
  git: Git,
  { steps, span }: History,
): Promise<{ readonly counts: ReadonlyMap<string, number>; readonly unchanged: readonly string[] }> =>
  git.stream({ arguments: ['cat-file', '--batch'] }, async (output, ask) => {
    const changes = new Changes(output, ask);
    const unchanged = span ? await orWithin(() => changes.unchanged(span.from, span.to), []) : [];
    return { counts: await countInTurn(steps, changes), unchanged: unchanged.map(utf8) };
  });
