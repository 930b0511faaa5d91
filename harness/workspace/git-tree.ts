import { createHash } from 'node:crypto';
import { ByteReader } from './bytes.ts';
import type { Collector } from './collector.ts';
import { inMebibytes, refuse } from './errors.ts';
import type { Git } from './git.ts';
import type { IntakeLimits } from './types.ts';

type Blob = {
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
  readonly executable: boolean;
};
type TreeEntry = Omit<Blob, 'executable'> & { readonly mode: string };

const nul = 0;
const newline = 10;

const damaged = (what: string) =>
  refuse('REPOSITORY_DAMAGED', {
    message: `The repository is damaged or incomplete: ${what}.`,
    hint: 'Run `git fsck --full` in it; a partial clone has to be fetched whole (`git fetch --refetch --no-filter`).',
  });

const record = /^(\d{6}) (blob|commit|tree) ([0-9a-f]{40,64}) +(\d+|-)\t(.*)$/s;

const entryOf = (line: Buffer): TreeEntry => {
  const [, mode, , id, bytes, path] = record.exec(line.toString()) ?? [];
  if (!mode || !id || !bytes || path === undefined) throw damaged('an entry of its tree cannot be read');
  return { mode, id, path, bytes: bytes === '-' ? 0 : Number(bytes) };
};

/** Links are noted and never made; a submodule is noted and never fetched. */
const admitted = ({ mode, ...entry }: TreeEntry, collector: Collector): Blob | null => {
  if (mode === '120000' || mode === '160000') {
    if (collector.admitName(entry.path))
      collector.leaveOut(entry.path, mode === '120000' ? 'link' : 'submodule');
    return null;
  }
  return collector.admit(entry) ? { ...entry, executable: mode === '100755' } : null;
};

const wantedBlobs = async (
  output: AsyncIterable<Uint8Array>,
  collector: Collector,
): Promise<readonly Blob[]> => {
  const reader = new ByteReader(output);
  const blobs: Blob[] = [];
  for (let line = await reader.until(nul); line !== null; line = await reader.until(nul)) {
    const blob = admitted(entryOf(line), collector);
    if (blob) blobs.push(blob);
  }
  return blobs;
};

/** Loose objects are stored under a name that a stranger chose: the content has to have it. */
async function* verified(content: AsyncIterable<Buffer>, blob: Blob): AsyncGenerator<Buffer> {
  const hash = createHash(blob.id.length === 40 ? 'sha1' : 'sha256').update(`blob ${blob.bytes}\0`);
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== blob.id) throw damaged(`object ${blob.id} does not hold what its name says`);
}

const writeBlobs = async (
  output: AsyncIterable<Uint8Array>,
  blobs: readonly Blob[],
  collector: Collector,
) => {
  const reader = new ByteReader(output);
  for (const blob of blobs) {
    const head = (await reader.until(newline))?.toString();
    if (head !== `${blob.id} blob ${blob.bytes}`) throw damaged(`object ${blob.id} is missing`);
    await collector.write(blob, verified(reader.bytes(blob.bytes), blob));
    await reader.until(newline);
  }
};

const refuseSum = (blobs: readonly Blob[], limits: IntakeLimits): void => {
  if (blobs.reduce((sum, blob) => sum + blob.bytes, 0) <= limits.totalBytes) return;
  throw refuse('TREE_TOO_BIG', {
    message: `The files take more than ${inMebibytes(limits.totalBytes)} together.`,
    hint: 'Ask for a submission without data sets, models and environments.',
  });
};

export type TreeOptions = {
  readonly git: Git;
  readonly commit: string;
  readonly collector: Collector;
  readonly limits: IntakeLimits;
};

/**
 * The files of a commit, bytes as committed. Not a checkout: attributes, filters and links of the candidate's would
 * otherwise decide what is read. The list is counted while it comes, because 220 kB can encode 9^9 files.
 */
export const collectTree = async ({ git, commit, collector, limits }: TreeOptions): Promise<void> => {
  const list = ['ls-tree', '-r', '-z', '-l', '--full-tree', commit];
  const blobs = await git.stream({ arguments: list, input: '' }, (output) => wantedBlobs(output, collector));
  refuseSum(blobs, limits);
  if (blobs.length === 0) return;
  const input = `${blobs.map((blob) => blob.id).join('\n')}\n`;
  await git.stream({ arguments: ['cat-file', '--batch'], input }, (output) =>
    writeBlobs(output, blobs, collector),
  );
};
