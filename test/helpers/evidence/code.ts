import type { CodeEvidence } from '../../../harness/evidence/code.ts';
import { excerpt, place } from './basics.ts';

export function code(over: Partial<CodeEvidence> = {}): CodeEvidence {
  return {
    languages: [{ language: 'python', files: 4, lines: 240 }],
    setAside: { supplied: 1, vendored: 0, generated: 0 },
    parts: {
      modules: { files: 2, statements: 120 },
      scripts: { files: 1, statements: 40 },
      notebooks: { files: 0, statements: 0 },
      tests: { files: 1, statements: 60 },
    },
    importable: 150,
    entryPoints: [{ kind: 'main', name: 'src/train.py', place: place('src/train.py', 50) }],
    functions: {
      total: 24,
      annotated: 22,
      ruled: { total: 24, lines: 300 },
      bare: [{ name: 'main', place: place('src/train.py', 40) }],
      longest: { name: 'train', place: place('src/train.py', 12), lines: 31 },
      telling: {
        total: 20,
        documented: 17,
        silent: [{ name: 'clean', place: place('src/features.py', 8) }],
      },
      complex: [],
    },
    unused: {
      imports: { total: 26, unused: [] },
      variables: [],
      functions: { total: 24, unnamed: [] },
      commentedOut: [],
    },
    duplicates: { statements: 160, repeated: 0, blocks: [] },
    reporting: {
      printed: [],
      printedCount: 0,
      logged: [excerpt('app/main.py', 20, 'logger.info("ready")')],
      loggedCount: 3,
    },
    handlers: { total: 4, swallowed: [] },
    state: { functions: 24, rebound: [], mutableDefaults: [] },
    machinePaths: [],
    unruled: [],
    ...over,
  };
}

const none = { files: 0, statements: 0 };

export function noCode(over: Partial<CodeEvidence> = {}): CodeEvidence {
  return code({
    languages: [],
    setAside: { supplied: 0, vendored: 0, generated: 0 },
    parts: { modules: none, scripts: none, notebooks: none, tests: none },
    importable: 0,
    entryPoints: [],
    functions: {
      total: 0,
      annotated: 0,
      ruled: { total: 0, lines: 0 },
      bare: [],
      longest: null,
      telling: { total: 0, documented: 0, silent: [] },
      complex: [],
    },
    unused: {
      imports: { total: 0, unused: [] },
      variables: [],
      functions: { total: 0, unnamed: [] },
      commentedOut: [],
    },
    duplicates: { statements: 0, repeated: 0, blocks: [] },
    reporting: { printed: [], printedCount: 0, logged: [], loggedCount: 0 },
    handlers: { total: 0, swallowed: [] },
    state: { functions: 0, rebound: [], mutableDefaults: [] },
    ...over,
  });
}

/** One notebook and nothing else. */
export function notebookCode(): CodeEvidence {
  const parts = { modules: none, scripts: none, notebooks: { files: 1, statements: 90 }, tests: none };
  return noCode({ languages: [{ language: 'notebook', files: 1, lines: 400 }], parts });
}
