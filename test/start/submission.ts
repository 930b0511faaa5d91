import type { AppFact, CallFact, ImportFact, PythonFile } from '../../harness/source/types.ts';
import type { StartInput } from '../../harness/start/types.ts';

type Python = {
  readonly apps?: readonly Partial<AppFact>[];
  readonly calls?: readonly Partial<CallFact>[];
  readonly imports?: readonly string[];
  readonly tests?: number;
};

const pythonFile = (path: string, { apps = [], calls = [], imports = [], tests = 0 }: Python): PythonFile => {
  const place = { path, line: 1 };
  return {
    path,
    notebook: path.endsWith('.ipynb'),
    test: tests > 0,
    imports: imports.map((module): ImportFact => ({ module, name: null, alias: module, place })),
    functions: [],
    calls: calls.map((call) => ({
      name: '',
      place,
      text: '',
      keywords: {},
      args: [],
      owner: null,
      within: null,
      ...call,
    })),
    strings: [],
    comparisons: [],
    tests: Array.from({ length: tests }, () => ({
      name: 'test_it',
      place,
      assertions: 1,
      exercises: [],
      framework: 'pytest' as const,
    })),
    apps: apps.map((app) => ({
      framework: 'fastapi' as const,
      variable: 'app',
      factory: false,
      place,
      ...app,
    })),
    markdown: [],
    outputs: [],
    prose: [],
    statements: [],
    named: [],
    handlers: [],
    guard: null,
    machinePaths: [],
    rules: null,
    mutations: [],
    flow: { functions: [], classes: [], statements: [], steps: [] },
  };
};

/** A submission of a few files, with what is known of its Python code. Python files without an entry hold nothing of note. */
export const submission = (
  files: Readonly<Record<string, string>>,
  python: Readonly<Record<string, Python>> = {},
): StartInput => {
  const paths = [...new Set([...Object.keys(files), ...Object.keys(python)])].toSorted();
  return {
    facts: {
      files: paths.map((path) => ({
        path,
        bytes: 1,
        lines: 1,
        kind: path.endsWith('.py') ? ('python' as const) : ('other' as const),
        origin: 'own' as const,
      })),
      python: paths
        .filter((path) => /\.(?:py|ipynb)$/.test(path))
        .map((path) => pythonFile(path, python[path] ?? {})),
      scripts: [],
      texts: [],
      pickled: [],
      secrets: [],
      unread: [],
    },
    manifest: null,
    manifestPlace: null,
    read: (path) => files[path] ?? null,
    port: 8000,
  };
};
