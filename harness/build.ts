import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { compiledTemplates } from '../reports/templates.ts';
import { harnessIdentity } from './commands/version.ts';
import { precompile } from './precompile.ts';

/**
 * `node harness/build.ts [folder]`, and `npm ci` by itself: one file for the program and one for each child that it starts, in
 * `dist`. Reading four hundred modules and taking their types away takes longer than all the rest of a short command.
 */
const root = join(import.meta.dirname, '..');
const [, , given] = process.argv;
const folder = resolve(given ?? join(root, 'dist'));
const standIn = join(root, 'harness', 'built.ts');
const templates = join(root, 'reports', 'templates.ts');
const programs = {
  cli: 'harness/cli.ts',
  child: 'harness/source/child.ts',
  'rules-child': 'harness/source/rules-child.ts',
};

/** They find their own files by where they lie, or are large and seldom needed. */
const asInstalled = [
  /^dockerode$/,
  /^ts-morph$/,
  /^web-tree-sitter$/,
  /^tree-sitter-python/,
  /^@astral-sh\//,
  /^@secretlint\//,
];

/** The oldest Node of package.json: what it does not know, such as `using`, is written out. */
const oldest = 'node22.19';

const posix = (path: string): string => path.split(sep).join('/');

/** Templates, scripts and schemas are read from beside the module that needs them: it stays where it was. */
const inItsPlace = {
  name: 'in-its-place',
  transform: (code: string, id: string): string | null => {
    if (id === standIn || id.includes('node_modules') || !code.includes('import.meta.')) return null;
    const module = posix(relative(folder, id));
    return code
      .replaceAll('import.meta.url', `new URL(${JSON.stringify(module)}, import.meta.url).href`)
      .replaceAll(
        'import.meta.dirname',
        `decodeURIComponent(new URL(${JSON.stringify(dirname(module))}, import.meta.url).pathname)`,
      );
  },
};

const identified = {
  name: 'identified',
  load: (id: string): string | null =>
    id === standIn
      ? `export const built = { harness: ${JSON.stringify(harnessIdentity())}, programs: new URL('.', import.meta.url) };`
      : null,
};

const compiled = {
  name: 'compiled',
  load: (id: string): string | null => (id === templates ? compiledTemplates() : null),
};

/** A program that is read as Latin-1 is read at once. */
const ascii = (code: string): string =>
  code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the bundle is made from, by their paths in the repository: `takehome.js` looks whether one is newer. */
const sources = async (): Promise<readonly string[]> => {
  const found = await Promise.all(
    ['harness', 'reports'].map((from) => readdir(join(root, from), { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => posix(relative(root, join(parentPath, name))))
    .sort();
};

const { rolldown } = await import('rolldown').catch(() => ({ rolldown: null }));
if (rolldown === null)
  process.stdout.write(
    'takehome: not bundled, since rolldown is not installed; the sources run as they are.\n',
  );
else {
  // A folder that was named may hold anything, and is only added to.
  if (given === undefined) await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    input: programs,
    platform: 'node',
    external: asInstalled,
    transform: { target: oldest },
    plugins: [identified, compiled, inItsPlace],
    // What compiles templates is left out.
    resolve: { alias: { handlebars: 'handlebars/runtime.js' } },
  });
  const { output } = await bundle.generate({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  await mkdir(folder, { recursive: true });
  for (const file of output)
    if (file.type === 'chunk') await writeFile(join(folder, file.fileName), ascii(file.code));
  // Without it the program only takes longer to start: no reason to leave an installation undone.
  await precompile(folder).catch((error: unknown) => {
    const [because = ''] = String(error).split('\n');
    process.stdout.write(`takehome: bundled, and nothing is compiled ahead: ${because}\n`);
  });
  await writeFile(join(folder, 'sources.json'), JSON.stringify(await sources()));
}
