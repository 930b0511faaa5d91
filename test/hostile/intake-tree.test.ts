import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  bareWithTree,
  commitAll,
  type Files,
  git,
  initRepository,
  type RawEntry,
  writeBlob,
  writeCommit,
  writeFiles,
  writeTree,
} from '../helpers/git-fixtures.ts';
import { open, pathsOf, refusal, textOf } from '../workspace/intake.ts';
import { exists, touching, useScratch } from '../workspace/scratch.ts';

const { at, remote } = useScratch();

describe('G04 submodules', () => {
  const modules = (folder: string) =>
    `[submodule "../../x"]\n\tpath = sub\\015\n\turl = -u./payload\n\tupdate = !${touching(at('g04-marker'))}\n[submodule "y"]\n\tpath = sub\n\turl = ${folder}\n`;
  const make = (folder: string) =>
    bareWithTree(folder, async (inside) => [
      { mode: '100644', name: '.gitmodules', id: await writeBlob(inside, modules(folder)) },
      { mode: '100644', name: 'a.py', id: await writeBlob(inside, 'a') },
      { mode: '160000', name: 'sub', id: 'a'.repeat(40) },
    ]);

  test.each(['folder', 'url'])('are listed and not fetched: %s', async (route) => {
    const name = `g04-${route}.git`;
    await make(at(name));
    await using workspace = await open(route === 'url' ? remote(name) : { source: at(name) });
    expect(pathsOf(workspace)).toEqual(['.gitmodules', 'a.py']);
    expect(workspace.leftOut).toEqual([{ path: 'sub', because: 'submodule' }]);
    expect(await exists(at('g04-marker'))).toBe(false);
  });
});

const file = async (folder: string, name: string | Uint8Array): Promise<RawEntry> => ({
  mode: '100644',
  name,
  id: await writeBlob(folder, 'x'),
});

const inFolders = async (folder: string, path: string): Promise<RawEntry> => {
  const parts = path.split('/');
  let entry = await file(folder, parts.at(-1) ?? '');
  for (const name of parts.slice(0, -1).reverse()) {
    entry = { mode: '40000', name, id: await writeTree(folder, [entry]) };
  }
  return entry;
};

describe('G05 and G16 a tree with a path that attacks', () => {
  const paths = [
    '.git/hooks/post-checkout',
    '.GIT/hooks/x',
    'git~1/x',
    '.g\u200cit/x',
    '.git /x',
    '../x',
    './x',
    'a\nb',
    'a\u001b[2Jb',
    'CON.py',
    'aux',
    `${'n'.repeat(300)}.py`,
    'back\\slash',
    'C:x',
    'dot.',
  ];

  const branch = (path: string): string => `p${paths.indexOf(path)}`;

  beforeAll(async () => {
    const folder = at('g05.git');
    await bareWithTree(folder, async (inside) => [await file(inside, 'a.py')]);
    for (const path of paths) {
      await writeCommit(folder, {
        tree: await writeTree(folder, [await inFolders(folder, path)]),
        branch: branch(path),
      });
    }
  });

  test.each(paths)('is refused from a folder: %j', async (path) => {
    const error = await refusal({ source: at('g05.git'), ref: branch(path) });
    expect(error.code).toBe('PATH_UNSAFE');
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(400);
  });

  test.each(['.git/hooks/post-checkout', '../x', 'CON.py', 'a\nb'])(
    'is refused from a URL: %j',
    async (path) => {
      expect(await refusal({ ...remote('g05.git'), ref: branch(path) })).toMatchObject({
        code: 'PATH_UNSAFE',
      });
    },
  );

  test.each([
    ['case', ['Model.py', 'model.py']],
    ['Unicode form', ['caf\u00e9.py', 'cafe\u0301.py']],
    ['a file and a folder', ['SRC', 'src/a.py']],
  ])('is refused where two names are one: %s', async (what, names) => {
    const folder = at(`g16-${what.replaceAll(' ', '-')}.git`);
    await bareWithTree(folder, async (inside) => Promise.all(names.map((name) => inFolders(inside, name))));
    expect(await refusal({ source: folder })).toMatchObject({ code: 'PATH_UNSAFE' });
  });

  test('leaves out what only some systems cannot hold', async () => {
    const folder = at('g16-unportable.git');
    await bareWithTree(folder, async (inside) => [
      await file(inside, 'a.py'),
      await file(inside, 'run 12:30.log'),
      await file(inside, Buffer.from([0x62, 0xff, 0x2e, 0x70, 0x79])),
    ]);
    await using workspace = await open({ source: folder });
    expect(pathsOf(workspace)).toEqual(['a.py']);
    expect(workspace.leftOut.map(({ because }) => because)).toEqual(['unsafe-name', 'unsafe-name']);
  });
});

test('G06 links are noted, and what they point to stays out', async () => {
  const secret = at('g06-secret');
  await writeFile(secret, 'host-secret');
  const folder = at('g06');
  await initRepository(folder);
  await symlink('/etc/passwd', join(folder, 'README.md'));
  await symlink('../../..', join(folder, 'up'));
  await symlink(secret, join(folder, 'secret'));
  await writeFiles(folder, { 'a.py': 'a' });
  await commitAll(folder, 'Links');
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.leftOut).toEqual(['README.md', 'secret', 'up'].map((path) => ({ path, because: 'link' })));
});

test('G07 attributes change nothing: bytes are those committed', async () => {
  const files: Files = {
    '.gitattributes':
      '* filter=evil ident export-subst eol=crlf\nsecret.py export-ignore\nbig.bin filter=lfs\n',
    'secret.py': 'hidden = 1\n',
    'id.py': '# $Id$ $Format:%H$\n',
    'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
  };
  const folder = at('g07');
  const marker = at('g07-marker');
  await initRepository(folder);
  await writeFiles(folder, files);
  await git(folder, ['-c', 'core.autocrlf=false', 'add', '--all']);
  await git(folder, ['commit', '-qm', 'Attributes']);
  await git(folder, ['config', 'filter.evil.smudge', touching(marker)]);
  await git(folder, ['config', 'filter.lfs.process', touching(marker)]);
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(Object.keys(files).sort());
  for (const [path, content] of Object.entries(files)) expect(await textOf(workspace, path)).toBe(content);
  expect(await exists(marker)).toBe(false);
});

const bomb = (folder: string, levels: number) =>
  bareWithTree(folder, async (inside) => {
    const blob = await writeBlob(inside, 'x');
    let entries: readonly RawEntry[] = Array.from({ length: 9 }, (_, index) => ({
      mode: '100644',
      name: `f${index}`,
      id: blob,
    }));
    for (let level = 1; level < levels; level += 1) {
      const id = await writeTree(inside, entries);
      entries = entries.map((_, index) => ({ mode: '40000', name: `d${index}`, id }));
    }
    return entries;
  });

test.each(['folder', 'url'])('G10 a tree of 9^9 files is left at the limit: %s', async (route) => {
  const name = `g10-${route}.git`;
  await bomb(at(name), 9);
  const before = process.memoryUsage().rss;
  const error = await refusal(route === 'url' ? remote(name) : { source: at(name) });
  expect(error.code).toBe('TREE_TOO_BIG');
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
});

test('G10 a bomb in the history alone is not unfolded', async () => {
  const folder = at('g10-past.git');
  await bomb(folder, 9);
  const parent = await git(folder, ['rev-parse', 'main']);
  const tree = await writeTree(folder, [await file(folder, 'a.py')]);
  await git(folder, [
    'update-ref',
    'refs/heads/main',
    await git(folder, ['commit-tree', tree, '-p', parent, '-m', 'Defuse']),
  ]);
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.commitCount).toBe(2);
});

test('G11 a blob that is too big is left out, unread', async () => {
  const folder = at('g11');
  await initRepository(folder);
  await writeFiles(folder, { 'zeros.bin': Buffer.alloc(20 * 2 ** 20), 'a.py': 'a' });
  await commitAll(folder, 'Zeros');
  await using workspace = await open({ source: folder, limits: { fileBytes: 15 * 2 ** 20 } });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.leftOut).toEqual([{ path: 'zeros.bin', because: 'too-big' }]);
});

test('G11 many names for one blob are added up before anything is written', async () => {
  const folder = at('g11-names.git');
  await bareWithTree(folder, async (inside) => {
    const id = await writeBlob(inside, Buffer.alloc(2 ** 20));
    return Array.from({ length: 20 }, (_, index) => ({ mode: '100644', name: `f${100 + index}`, id }));
  });
  const error = await refusal({ source: folder, limits: { totalBytes: 10 * 2 ** 20 } });
  expect(error.code).toBe('TREE_TOO_BIG');
});
