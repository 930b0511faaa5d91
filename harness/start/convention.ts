import { depth, folderOf, moduleName, ownPaths, seenFrom } from './files.ts';
import { projectFolder } from './project-folders.ts';
import type { Found, StartInput } from './types.ts';

const trainStem =
  /^(?:train|training|train_model|model_train|fit|build_model|create_model|make_model|run_training|train_pipeline)$/;

const isEntry = (script: StartInput['facts']['python'][number]): boolean =>
  !script.test &&
  !script.notebook &&
  trainStem.test(script.path.split('/').at(-1)?.replace(/\.py$/, '') ?? '');

const folderFor = (input: StartInput): string => input.manifest?.workdir ?? projectFolder(input);

/** A script called train.py or much like it: run as a module where it lies in a package, else as a script. */
export const trainByConvention = (input: StartInput): readonly Found[] => {
  const known = new Set(ownPaths(input));
  const workdir = folderFor(input);
  return input.facts.python
    .filter((script) => known.has(script.path) && isEntry(script))
    .toSorted((a, b) => depth(a.path) - depth(b.path))
    .slice(0, 1)
    .map((script) => {
      const inPackage = known.has(`${folderOf(script.path)}/__init__.py`);
      const module = inPackage ? moduleName(workdir, script.path) : null;
      return {
        shell: module === null ? `python ${seenFrom(workdir, script.path)}` : `python -m ${module}`,
        workdir,
        env: {},
        port: null,
        source: 'convention' as const,
        place: { path: script.path, line: 1 },
        assumptions: ['a script of this name is taken to train the model'],
      };
    });
};

/** pytest understands unittest too, and writes the file that the outcome is read from. */
export const testByConvention = (input: StartInput): readonly Found[] => {
  const known = new Set(ownPaths(input));
  const first = input.facts.python.find(({ path, tests }) => known.has(path) && tests.length > 0);
  if (!first) return [];
  return [
    {
      shell: 'python -m pytest',
      workdir: folderFor(input),
      env: {},
      port: null,
      source: 'convention',
      place: { path: first.path, line: first.tests[0]?.place.line ?? 1 },
      assumptions: ['tests found in the code are run with pytest'],
    },
  ];
};
