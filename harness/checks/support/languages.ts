import type { RepositoryEvidence } from '../../evidence/repository.ts';
import type { Detail, Finding } from '../../types.ts';

const scripts = ['typescript', 'javascript'];
const python = ['python', 'notebook'];

/** Whether its own code is in TypeScript or JavaScript: more files of these than of Python. */
export function isInScript({ files }: Pick<RepositoryEvidence, 'files'>): boolean {
  const own = (kinds: readonly string[]) =>
    files.filter(({ kind, origin }) => origin === 'own' && kinds.includes(kind)).length;
  return own(scripts) > own(python);
}

/** What only libraries of Python tell by their names, a person must look for. */
export function askOfScript(question: string, details: readonly Detail[] = []): Finding {
  return {
    verdict: { kind: 'needs-human', question },
    summary: 'Written in TypeScript or JavaScript, where this cannot be told from the names of libraries.',
    details,
  };
}
