import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import { repositoryRoot } from './cli.ts';

export const churnFolder = join(repositoryRoot, 'challenges', 'churn');

/** A reference of the churn challenge as a git repository, gone when the scope ends. */
export type Reference = AsyncDisposable & { readonly path: string };

export const reference = async (name: string): Promise<Reference> => {
  const scratch = await mkdtemp(join(tmpdir(), 'takehome-reference-'));
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    const path = await materialiseReference(churnFolder, name, join(scratch, name));
    return { path, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
};
