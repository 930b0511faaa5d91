import { modulesOf } from '../source/modules.ts';
import { baseName } from '../source/paths.ts';
import type { PythonFile, ScriptFile, SourceFacts } from '../source/types.ts';

/** What one file of own code is: imported or served, started, or run cell by cell. */
export type Role = 'module' | 'script' | 'notebook';

type Common = Pick<
  PythonFile,
  'path' | 'functions' | 'calls' | 'strings' | 'statements' | 'named' | 'handlers' | 'machinePaths' | 'rules'
>;
export type CodeFile = Common & {
  readonly role: Role;
  readonly language: 'python' | 'script';
  /** Imported names; a module that comes whole counts as one. */
  readonly imports: number;
  readonly guard: PythonFile['guard'];
  /** A server starts it, by an application in it or as a page. */
  readonly served: boolean;
};

export type OwnCode = {
  readonly files: readonly CodeFile[];
  readonly tests: readonly (PythonFile | ScriptFile)[];
};

/** Written by a tool when a project is begun, and left as it was. */
const scaffolded = (path: string): boolean =>
  /(^|\/)manage\.py$|(^|\/)(alembic|migrations)\/(env\.py|(versions\/)?[^/]+\.py)$/.test(path);

/** A program that only a test imports is still a program. */
const importedPaths = (files: readonly PythonFile[], all: readonly PythonFile[]): ReadonlySet<string> => {
  const modules = modulesOf(all.filter(({ notebook }) => !notebook).map(({ path }) => path));
  const found = files.flatMap(({ path, imports }) =>
    imports.map(({ module, name }) => {
      const whole = name === null || name === '*' ? module : `${module}.${name}`;
      const at = modules.find(whole, path)?.path;
      return at === path ? undefined : at;
    }),
  );
  return new Set(found.filter((path) => path !== undefined));
};

const isEffective = ({ module }: PythonFile['imports'][number]): boolean => module !== '__future__';

const fromPython = (file: PythonFile, imported: ReadonlySet<string>): CodeFile => {
  const isModule = imported.has(file.path) || file.apps.length > 0 || baseName(file.path) === '__init__.py';
  return {
    ...file,
    language: 'python',
    role: file.notebook ? 'notebook' : isModule ? 'module' : 'script',
    imports: file.imports.filter(isEffective).length,
    served:
      file.apps.length > 0 ||
      file.imports.some(({ module }) => /^(streamlit|gradio|dash)(\.|$)/.test(module)),
  };
};

const stem = (path: string): string => baseName(path).replace(/\.[cm]?[jt]sx?$/, '');

/** Modules are told by the last part of what is imported, since nothing is resolved. */
const fromScript = (file: ScriptFile, imported: ReadonlySet<string>): CodeFile => ({
  ...file,
  language: 'script',
  role: imported.has(stem(file.path)) ? 'module' : 'script',
  imports: file.imports.length,
  guard: null,
  served: false,
});

/** The submission's own code, each file with its role; tests apart. */
export const ownCodeOf = ({ python, scripts }: SourceFacts): OwnCode => {
  const own = python.filter(({ path }) => !scaffolded(path));
  const imported = importedPaths(
    python.filter(({ test }) => !test),
    python,
  );
  const named = new Set(
    scripts.flatMap(({ imports }) => imports.filter((at) => at.startsWith('.')).map(stem)),
  );
  return {
    files: [
      ...own.filter(({ test }) => !test).map((file) => fromPython(file, imported)),
      ...scripts.filter(({ test }) => !test).map((file) => fromScript(file, named)),
    ],
    tests: [...own, ...scripts].filter(({ test }) => test),
  };
};

export const outsideNotebooks = ({ files }: OwnCode): readonly CodeFile[] =>
  files.filter(({ role }) => role !== 'notebook');
