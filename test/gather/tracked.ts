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

/** The head of a file that measures. */
export const measured = 'import json, csv\nimport pandas as pd\nfrom sklearn.metrics import f1_score\n';

/** Places of a log of one's own, by what is told of them. */
export const told = async (files: Files) => {
  const { uses, overwritten = [], untold = [] } = await gather(files);
  const lines = (found: readonly { readonly path: string; readonly line: number }[]) =>
    found.map(({ path, line }) => `${path}:${line}`);
  return {
    kept: uses.flatMap(({ calls }) => lines(calls)),
    overwritten: lines(overwritten),
    untold: lines(untold),
  };
};

export const train = (body: string): Files => ({ 'train.py': `${measured}${body}` });

/** A notebook of one cell. */
export const notebook = (source: string): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source }],
  });
