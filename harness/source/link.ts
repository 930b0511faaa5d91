import { posix } from 'node:path';
import type { Drafts, TestDraft } from './drafts.ts';
import { type Modules, modulesOf } from './modules.ts';
import { baseName } from './paths.ts';
import type { PythonFile, TestFact } from './types.ts';

/** A file as read alone, before its tests are linked with the others. */
export type LoosePython = Omit<PythonFile, 'test' | 'tests'> & { readonly drafts: Drafts };

/** What a test exercises when it speaks HTTP to a service that is running, or through a framework's own client. */
export const runningService = 'the running service';

const maxExercises = 20;
const maxSteps = 2_000;
const framework =
  /^(pytest|unittest|nose2?|django\.test|rest_framework\.test|hypothesis|flask_testing)(\.|$)/;
const overHttp =
  /^(requests|httpx|aiohttp|urllib3|urllib\.request)(\.|$)|^(self\.client|django\.test\.\w*Client)(\.|$)/;
const suppliedFixture = /^(client|test_client|async_client|live_server|dash_duo|aiohttp_client)$/;

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

type Linked = {
  readonly modules: Modules;
  readonly files: ReadonlyMap<string, LoosePython>;
  readonly tests: ReadonlySet<string>;
  readonly served: boolean;
};

const definitionsFor = (linked: Linked, path: string): ReadonlyMap<string, readonly string[]> => {
  const folders = posix.dirname(path).split('/');
  const conftests = [...folders.keys(), folders.length]
    .map((depth) => posix.join(...folders.slice(0, depth), 'conftest.py'))
    .concat('conftest.py');
  const files = [...new Set([...conftests, path])]
    .map((at) => linked.files.get(at))
    .filter((file) => file !== undefined);
  return new Map(files.flatMap((file) => file.drafts.definitions));
};

/** Follows the names that a test uses through fixtures, clients and helpers until they reach the submission's own code. */
const exercised = (
  linked: Linked,
  { path, uses }: { path: string; uses: readonly string[] },
): readonly string[] => {
  const local = definitionsFor(linked, path);
  const reached = new Set<string>();
  const waiting = uses.map((name) => ({ name, from: path }));
  const seen = new Set(uses);
  const follow = (names: readonly string[], from: string): void => {
    const fresh = names.filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    waiting.push(...fresh.map((name) => ({ name, from })));
  };
  for (let step = 0; waiting.length > 0 && step < maxSteps && reached.size < maxExercises; step += 1) {
    const { name, from } = waiting.shift() ?? { name: '', from: path };
    const head = name.split('.')[0] ?? name;
    const known = local.get(head);
    if (known) follow(known, path);
    else if (/\.py$/.test(name)) {
      const script = [...linked.files.keys()].find(
        (at) => at === name || at.endsWith(`/${name.replace(/^(\.\.?\/)+/, '')}`),
      );
      if (script && !linked.tests.has(script)) reached.add(script);
    } else if (linked.served && (overHttp.test(name) || suppliedFixture.test(name)))
      reached.add(runningService);
    else {
      const found = linked.modules.find(name, from);
      if (!found || found.path === path) continue;
      if (!linked.tests.has(found.path)) reached.add(name);
      else
        follow(
          linked.files.get(found.path)?.drafts.definitions.find(([at]) => at === found.rest[0])?.[1] ?? [],
          found.path,
        );
    }
  }
  return [...reached];
};

const linkTest = (linked: Linked, { uses, ...test }: TestDraft): TestFact => ({
  ...test,
  exercises: exercised(linked, { path: test.place.path, uses }),
});

/** A file that asserts nothing and knows no test framework is a script, whatever its functions are called. */
const linkFile = (linked: Linked, { drafts, ...file }: LoosePython): PythonFile => {
  const loose = { ...file, drafts };
  const test = linked.tests.has(file.path);
  const real = test && (holdsTests(loose) || knowsFramework(loose));
  return { ...file, test, tests: real ? drafts.tests.map((draft) => linkTest(linked, draft)) : [] };
};

export const linkPython = (files: readonly LoosePython[]): readonly PythonFile[] => {
  const modules = modulesOf(files.filter(({ notebook }) => !notebook).map(({ path }) => path));
  const imported = importedElsewhere(files, modules);
  const linked: Linked = {
    modules,
    files: new Map(files.map((file) => [file.path, file])),
    tests: new Set(files.filter((file) => isTestFile(file, imported)).map(({ path }) => path)),
    served: files.some(({ apps, path }) => apps.length > 0 || /(^|\/)manage\.py$/.test(path)),
  };
  return files.map((file) => linkFile(linked, file));
};
