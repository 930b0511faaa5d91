import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { exportName, newCheck, withEntry } from '../../harness/commands/new-check.ts';

const repository = join(import.meta.dirname, '..', '..');
const silent = {
  out: () => {},
  err: () => {},
  env: {},
  signal: new AbortController().signal,
  isTty: false,
  json: false,
} as const;

/** The parts of the repository that a check touches, in a folder of its own. */
async function copied() {
  const root = await mkdtemp(join(tmpdir(), 'takehome-new-check-'));
  const parts = [
    'harness',
    'test/helpers',
    'test/checks',
    'rubrics',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ];
  for (const part of parts) await cp(join(repository, part), join(root, part), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

test('a new check compiles, is listed, and its test fails until it judges', async () => {
  await using copy = await copied();
  await newCheck({ id: 'model-stays-small', root: copy.root }, silent);
  const list = await readFile(join(copy.root, 'harness/checks/index.ts'), 'utf8');
  expect(list).toContain("import { modelStaysSmall } from './model-stays-small.ts';");
  expect(list).toMatch(/ {2}modelStaysSmall,\n\];/);
  const run = (...command: readonly [string, ...string[]]) =>
    execa(command[0], command.slice(1), {
      cwd: copy.root,
      preferLocal: true,
      localDir: repository,
      reject: false,
    });
  const written = ['harness/checks/model-stays-small.ts', 'test/checks/model-stays-small.test.ts'];
  const types = await run('tsc', '--noEmit', '--ignoreConfig', ...compilerOptions, ...written);
  expect(types.stdout).toBe('');
  const tests = await run(
    'vitest',
    'run',
    'test/checks/model-stays-small.test.ts',
    'test/checks/rubric.test.ts',
  );
  expect(tests.exitCode).toBe(1);
  expect(tests.stdout).toMatch(/model-stays-small: good evidence/);
  expect(tests.stdout).toMatch(/every check is weighed/);
});

const compilerOptions = [
  ...['--target', 'es2024', '--lib', 'es2024,esnext.disposable,esnext.iterator', '--module', 'nodenext'],
  ...[
    '--allowImportingTsExtensions',
    '--strict',
    '--skipLibCheck',
    '--types',
    'node',
    '--exactOptionalPropertyTypes',
  ],
];

test.each(['Serving', 'serving', 'serving_starts', '../escape', 'serving-', ''])(
  '%j is no claim',
  async (id) => {
    await expect(newCheck({ id, root: '/nowhere' }, silent)).rejects.toMatchObject({
      code: 'CHECK_ID_INVALID',
    });
  },
);

test('a name that is taken is refused', async () => {
  await expect(newCheck({ id: 'serving-starts' }, silent)).rejects.toMatchObject({ code: 'CHECK_EXISTS' });
});

test('the import goes to its place in the alphabet, first and last included', () => {
  const list =
    "import type { Check } from '../types.ts';\nimport { mB } from './m-b.ts';\n\nexport const checks: readonly Check[] = [\n  mB,\n];\n";
  const names = (id: string) => [...withEntry(list, id).matchAll(/'\.\/(.*)\.ts'/g)].map(([, name]) => name);
  expect(names('a-b')).toEqual(['a-b', 'm-b']);
  expect(names('z-b')).toEqual(['m-b', 'z-b']);
  expect(exportName('a-bc-d')).toBe('aBcD');
});
