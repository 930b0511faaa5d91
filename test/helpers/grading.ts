import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import type { Grade } from '../../harness/types.ts';
import { gradeFrom, repositoryRoot, takehome } from './cli.ts';

const churn = join(repositoryRoot, 'challenges', 'churn');

export type Reference = string;

/** A folder of its own for sources and runs; removed on disposal. */
export const openBench = async (): Promise<AsyncDisposable & { readonly folder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-test-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};

/** Grades a bundled reference through the command line, in real containers. */
export const gradeReference = async (
  name: Reference,
  {
    folder,
    run = name,
    args = [],
  }: { readonly folder: string; readonly run?: string; readonly args?: readonly string[] },
): Promise<{ readonly grade: Grade; readonly code: number | null; readonly out: string }> => {
  const source = join(folder, 'sources', name);
  if (!existsSync(source)) await materialiseReference(churn, name, source);
  const out = join(folder, 'runs', run);
  const result = await takehome(['grade', source, '--out', out, '--json', ...args]);
  return { grade: gradeFrom(result), code: result.code, out };
};
