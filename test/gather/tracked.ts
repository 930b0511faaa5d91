import { gatherTracking } from '../../harness/gather/tracking.ts';
import { type Files, factsOf } from '../source/memory.ts';

/** Files that training left in the sandbox. */
export const inMemory = (files: Files) => ({
  files: Object.entries(files).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text as string).length,
    executable: false,
  })),
  read: async (path: string) => Buffer.from((files[path] ?? '') as string),
});

/** Evidence of a submission's files, and of what its training made where it ran. */
export const gather = (files: Files, made: Files | null = null) =>
  gatherTracking(
    { facts: factsOf(files), workspace: { root: '/nowhere', files: [] } },
    made && inMemory(made),
  );
