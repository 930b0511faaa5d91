import type { Workspace } from '../workspace/types.ts';
import type { FilesContext } from './types.ts';

export type Note = { readonly outcome: 'ok' | 'stopped' | 'fault'; readonly note: string };

export const ok = (note: string): Note => ({ outcome: 'ok', note });

const counted = (count: number, what: string): string => `${count} ${what} ${count === 1 ? 'file' : 'files'}`;

/** What the steps ended with that need nothing to run, in a few words for the terminal. */
export const inspectNote = {
  intake: ({ files, commitCount }: Workspace): Note =>
    ok(
      `${files.length} files${commitCount === null ? '' : `, ${commitCount} ${commitCount === 1 ? 'commit' : 'commits'}`}`,
    ),
  files: ({ facts }: FilesContext): Note =>
    ok(
      [
        ...(facts.scripts.length > 0 ? [counted(facts.scripts.length, 'TypeScript or JavaScript')] : []),
        ...(facts.python.length > 0 || facts.scripts.length === 0
          ? [counted(facts.python.length, 'Python')]
          : []),
      ].join(', '),
    ),
} as const;
