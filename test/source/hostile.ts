import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { ReadLimits } from '../../harness/source/protocol.ts';
import { readFacts } from '../../harness/source/read.ts';
import type { SourceFacts } from '../../harness/source/types.ts';
import type { Files } from './memory.ts';

const neighbour = { 'zz/good.py': 'import mlflow\nmlflow.log_metric("auc", 1)\n' };

/** A folder that is gone when its owner is. */
export async function temporaryFolder() {
  const root = await mkdtemp(join(tmpdir(), 'takehome-hostile-'));
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** Reads hostile files with an ordinary one behind them, which must come out whole. */
export async function readHostile(files: Files, limits: Partial<ReadLimits> = {}): Promise<SourceFacts> {
  await using folder = await temporaryFolder();
  const all = { ...files, ...neighbour };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder.root, path)), { recursive: true });
    await writeFile(join(folder.root, path), content);
  }
  const list = Object.entries(all).map(([path, content]) => ({ path, bytes: Buffer.byteLength(content) }));
  const { signal } = new AbortController();
  const facts = await readFacts({
    root: folder.root,
    files: list,
    brief: '',
    supplied: () => [],
    signal,
    limits,
  });
  expect(facts.files.map(({ path }) => path)).toEqual(Object.keys(all));
  const good = facts.python.find(({ path }) => path === 'zz/good.py');
  expect(good?.calls.map(({ name }) => name)).toEqual(['mlflow.log_metric']);
  return facts;
}
