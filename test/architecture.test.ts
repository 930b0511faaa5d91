import { SyntaxKind } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { circlesIn, closureOf, type Module, modulesIn } from './helpers/modules.ts';
import { accesses, actions, longSignatures, loopholes, namesUsed } from './helpers/syntax.ts';

/** The table of harness/README.md, held. A rule lists what breaks it; nothing may. */
const modules = modulesIn(['harness', 'reports', 'test', 'challenges/*']).filter(
  ({ path }) => !/\/reference\/|^test\/fixtures\//.test(path),
);
const product = modules.filter(({ path }) => /^(harness|reports)\//.test(path));
/** Started as programs of their own, never imported. */
const programs = [
  'harness/cli.ts',
  'harness/build.ts',
  'harness/source/child.ts',
  'harness/source/rules-child.ts',
];

const within = (...prefixes: readonly string[]) =>
  product.filter(({ path }) => prefixes.some((prefix) => path.startsWith(prefix)));
const places = (some: readonly Module[], broken: (module: Module) => readonly string[]) =>
  some.flatMap((module) => broken(module).map((what) => `${module.path}: ${what}`));

const pure = within(
  'harness/checks/',
  'harness/judge.ts',
  'harness/score.ts',
  'harness/weigh.ts',
  'harness/grade.ts',
  'harness/metrics/',
);

/** What a folder may import of ours when the program runs. Types may come from anywhere in the harness. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'harness/types.ts': [],
  'harness/errors.ts': [],
  'harness/evidence/': ['harness/evidence/'],
  'harness/checks/': ['harness/checks/', 'harness/evidence/'],
  'harness/judge.ts': [],
  'harness/score.ts': [],
  'harness/weigh.ts': ['harness/score.ts', 'harness/errors.ts'],
  'harness/grade.ts': [
    'harness/checks/',
    'harness/judge.ts',
    'harness/score.ts',
    'harness/weigh.ts',
    'harness/evidence/',
  ],
  'harness/metrics/': ['harness/metrics/'],
  'harness/config/': ['harness/config/', 'harness/errors.ts', 'harness/evidence/', 'harness/grade-schema.ts'],
  'harness/start/': ['harness/start/', 'harness/config/', 'harness/errors.ts', 'harness/evidence/'],
  'harness/sandbox/': [
    'harness/sandbox/',
    'harness/engine/',
    'harness/errors.ts',
    'harness/evidence/',
    'harness/environment/',
  ],
  'reports/': ['reports/'],
};

/** One folder knows each library of the outside world. */
const knownIn: Readonly<Record<string, readonly string[]>> = {
  // The engine's daemon outlives us, which execa does not offer.
  'node:child_process': ['harness/engine/install.ts'],
  dockerode: ['harness/engine/', 'harness/sandbox/docker/'],
  'simple-git': ['harness/workspace/'],
  'web-tree-sitter': ['harness/source/'],
  yauzl: ['harness/workspace/', 'harness/engine/'],
  handlebars: ['reports/'],
  listr2: ['harness/commands/'],
  commander: ['harness/cli.ts'],
};

describe('who may import whom', () => {
  test.each(Object.entries(mayImport))('%s imports only what it may', (prefix, allowed) => {
    const broken = ({ imports }: Module) =>
      imports
        .filter(({ typeOnly, target }) => !typeOnly && /^(harness|reports|test|challenges)\//.test(target))
        .filter(({ target }) => !allowed.some((start) => target.startsWith(start)))
        .map(({ target }) => `imports ${target}`);
    expect(places(within(prefix), broken)).toEqual([]);
  });

  test('the harness never imports tests or challenges, and only commands and the bundler import reports', () => {
    const whole = /^harness\/(?:commands\/|build\.ts$)/;
    const broken = ({ path, imports }: Module) =>
      imports
        .filter(
          ({ target }) =>
            /^(test|challenges)\//.test(target) || (target.startsWith('reports/') && !whole.test(path)),
        )
        .map(({ target }) => target);
    expect(places(within('harness/'), broken)).toEqual([]);
  });

  test('gatherers neither judge nor word', () => {
    const judging = /^(harness\/(checks|judge|score|weigh|grade|config\/rubric)|reports)/;
    const broken = ({ imports }: Module) =>
      imports.filter(({ target }) => judging.test(target)).map(({ target }) => target);
    expect(
      places(
        within('harness/gather/', 'harness/source/', 'harness/sandbox/', 'harness/environment/'),
        broken,
      ),
    ).toEqual([]);
  });

  test('reports take types from the harness and nothing else', () => {
    const broken = ({ imports }: Module) =>
      imports
        .filter(({ target, typeOnly }) => target.startsWith('harness/') && !typeOnly)
        .map(({ target }) => target);
    expect(places(within('reports/'), broken)).toEqual([]);
  });

  test.each(Object.entries(knownIn))('%s is known to %s alone', (library, folders) => {
    const broken = ({ path, imports }: Module) =>
      folders.some((folder) => path.startsWith(folder))
        ? []
        : imports.filter(({ target }) => target === library).map(({ target }) => target);
    expect(places(product, broken)).toEqual([]);
  });

  test('regrading needs no engine: no library of the outside world is loaded by it', () => {
    const reached = closureOf('harness/commands/regrade.ts', modules);
    const outside =
      /^(dockerode|execa|simple-git|undici|yauzl|tar-stream|web-tree-sitter)$|^node:(net|http|https|tls|dns|child_process)$|^harness\/(sandbox|engine|environment|gather|source|workspace|pipeline)/;
    expect([...reached].filter((target) => outside.test(target))).toEqual([]);
    expect(reached.size).toBeGreaterThan(60);
  });

  test('no modules import each other in a circle', () => {
    expect(circlesIn(product)).toEqual([]);
  });
});

describe('judging is pure', () => {
  const outside =
    /\b(Date|performance|process|globalThis|fetch|setTimeout|setInterval|setImmediate|crypto)\b|Math\.random/;

  test('it imports nothing of Node and no library', () => {
    const broken = ({ imports }: Module) =>
      imports
        .filter(({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith('.'))
        .map(({ target }) => target);
    expect(
      places(
        pure.filter(({ path }) => !path.startsWith('harness/metrics/')),
        broken,
      ),
    ).toEqual([]);
  });

  test('it is synchronous', () => {
    const waits = [SyntaxKind.AsyncKeyword, SyntaxKind.AwaitExpression];
    const broken = ({ source }: Module) =>
      waits.flatMap((kind) => source.getDescendantsOfKind(kind).map((node) => node.getText().slice(0, 40)));
    expect(places(pure, broken)).toEqual([]);
  });

  test('it sees no clock, no chance and no environment', () => {
    const broken = ({ source }: Module) => namesUsed(source).filter((name) => outside.test(name));
    expect(places(pure, broken)).toEqual([]);
  });
});

describe('the process', () => {
  const owned = /^process\.(env|argv|exit|exitCode|stdout|stderr|stdin|on|cwd)$/;

  test('only the command line meets it', () => {
    const meets = within('harness/commands/')
      .map(({ path }) => path)
      .concat(programs);
    const broken = ({ path, source }: Module) =>
      meets.includes(path) ? [] : accesses(source).filter((name) => owned.test(name));
    expect(places(product, broken)).toEqual([]);
  });

  test('commands print and read their surroundings through what they are given', () => {
    const broken = ({ source }: Module) =>
      accesses(source).filter((name) => /^process\.(env|argv|exit|exitCode|stdout)$/.test(name));
    expect(places(within('harness/commands/'), broken)).toEqual([]);
  });

  test('nothing prints to the console', () => {
    const broken = ({ source }: Module) => accesses(source).filter((name) => name.startsWith('console.'));
    expect(places(product, broken)).toEqual([]);
  });
});

describe('every module', () => {
  test('has at most 250 lines', () => {
    const lines = ({ source }: Module) => source.getEndLineNumber() - 1;
    const broken = (module: Module) => (lines(module) > 250 ? [`${lines(module)} lines`] : []);
    expect(places(modules, broken)).toEqual([]);
  });

  test('exports by name', () => {
    const broken = ({ source }: Module) => (source.getDefaultExportSymbol() ? ['default export'] : []);
    expect(places(modules, broken)).toEqual([]);
  });

  test('uses neither any, nor a non-null assertion, nor a cast through unknown', () => {
    expect(places(modules, ({ source }) => loopholes(source))).toEqual([]);
  });

  test('imports our own modules with their extension', () => {
    const broken = ({ imports }: Module) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(ts|json)$/.test(specifier))
        .map(({ specifier }) => specifier);
    expect(places(modules, broken)).toEqual([]);
  });

  test('does nothing when imported, and keeps no state', () => {
    const imported = product.filter(({ path }) => !programs.includes(path));
    expect(places(imported, ({ source }) => actions(source))).toEqual([]);
  });

  test('takes at most three positional parameters a function, and two where it judges', () => {
    expect(places(product, ({ source }) => longSignatures(source, 3))).toEqual([]);
    const judging = [...pure, ...within('harness/config/')].filter(
      ({ path }) => !path.startsWith('harness/metrics/'),
    );
    expect(places(judging, ({ source }) => longSignatures(source, 2))).toEqual([]);
  });
});
