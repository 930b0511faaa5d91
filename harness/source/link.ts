import type { Drafts, TestDraft } from './drafts.ts';
import { definitionsFor, exercised, type Linked } from './exercises.ts';
import { type Modules, modulesOf } from './modules.ts';
import { baseName } from './paths.ts';
import type { PythonFile, TestFact } from './types.ts';

/** A file as read alone, before its tests are linked with the others. */
export type LoosePython = Omit<PythonFile, 'test' | 'tests' | 'rules'> & { readonly drafts: Drafts };

const framework =
  /^(pytest|unittest|nose2?|django\.test|rest_framework\.test|hypothesis|flask_testing)(\.|$)/;

const namedLikeTests = (path: string): boolean =>
  /^(tests?|unit_?tests?|conftest)\.py$|^tests?_|_tests?\.py$/i.test(baseName(path));
const placedLikeTests = (path: string): boolean =>
  /(^|\/)(tests?|unit_?tests?|integration_?tests?)\//i.test(path);

const knowsFramework = (file: LoosePython): boolean =>
  file.imports.some(({ module }) => framework.test(module));

const holdsTests = ({ drafts }: LoosePython): boolean =>
  drafts.tests.some(({ assertions }) => assertions > 0);

/** Own modules that code outside tests imports: a step of a pipeline may be called `test_model`. */
const importedElsewhere = (files: readonly LoosePython[], modules: Modules): ReadonlySet<string> => {
  const others = files.filter(({ path }) => !namedLikeTests(path) && !placedLikeTests(path));
  const found = others.flatMap(({ path, imports }) =>
    imports.map(({ module, name }) => modules.find(name ? `${module}.${name}` : module, path)?.path),
  );
  return new Set(found.filter((path) => path !== undefined));
};

/** Placed like tests, named like them and no part of the program, or made with a test framework. */
const isTestFile = (file: LoosePython, imported: ReadonlySet<string>): boolean => {
  if (file.notebook) return false;
  if (placedLikeTests(file.path) || (knowsFramework(file) && file.drafts.tests.length > 0)) return true;
  return namedLikeTests(file.path) && (holdsTests(file) || !imported.has(file.path));
};

const linkTest = (linked: Linked, { uses, ...test }: TestDraft): TestFact => ({
  ...test,
  exercises: exercised(linked, { path: test.place.path, uses }),
});

/** A file that asserts nothing and knows no test framework is a script, whatever its functions are called. */
const linkFile = (linked: Linked, { drafts, ...file }: LoosePython): Omit<PythonFile, 'rules'> => {
  const loose = { ...file, drafts };
  const test = linked.tests.has(file.path);
  const real = test && (holdsTests(loose) || knowsFramework(loose));
  const mutations = test ? [] : file.mutations;
  return {
    ...file,
    test,
    mutations,
    tests: real ? drafts.tests.map((draft) => linkTest(linked, draft)) : [],
  };
};

export const linkPython = (
  files: readonly LoosePython[],
  rules: ReadonlyMap<string, PythonFile['rules']>,
): readonly PythonFile[] => {
  const modules = modulesOf(files.filter(({ notebook }) => !notebook).map(({ path }) => path));
  const imported = importedElsewhere(files, modules);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const tests = files.filter((file) => isTestFile(file, imported));
  const linked: Linked = {
    modules,
    files: byPath,
    tests: new Map(tests.map(({ path }) => [path, definitionsFor(byPath, path)])),
    served: files.some(({ apps, path }) => apps.length > 0 || /(^|\/)manage\.py$/.test(path)),
  };
  return files.map((file) => ({ ...linkFile(linked, file), rules: rules.get(file.path) ?? null }));
};
