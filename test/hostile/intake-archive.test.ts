import { lstat, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HarnessError } from '../../harness/errors.ts';
import { type TemporaryFolder, temporaryFolder, writeFiles } from '../helpers/git-fixtures.ts';
import { type TarEntry, tarGz, type ZipEntry, zip, zipRecord } from '../workspace/archives.ts';
import { open, pathsOf, refusal, textOf } from '../workspace/intake.ts';

let base: TemporaryFolder;
let count = 0;

beforeAll(async () => {
  base = await temporaryFolder();
});

afterAll(async () => {
  await base[Symbol.asyncDispose]();
});

const at = (...parts: readonly string[]): string => join(base.path, ...parts);
const mebibyte = 2 ** 20;

const saved = async (name: string, content: Uint8Array): Promise<string> => {
  count += 1;
  const path = at(`${count}-${name}`);
  await writeFile(path, content);
  return path;
};

const zipped = (entries: readonly ZipEntry[]): Promise<string> => saved('x.zip', zip(entries));
const tarred = async (entries: readonly TarEntry[]): Promise<string> =>
  saved('x.tar.gz', await tarGz(entries));

const attacks = [
  '../../evil',
  'a/../../evil',
  '/tmp/takehome-evil',
  'C:\\evil',
  'C:/evil',
  'a\\..\\evil',
  'a//b',
  '.git/../../evil',
  'nul.txt',
  'a/.GIT/hooks/x',
  'a/git~1/x',
  'line\nbreak',
  'trailing. /x',
];

describe('A01 names that lead out', () => {
  test.each(attacks)('are refused in a zip, whole: %j', async (name) => {
    const error = await refusal({
      source: await zipped([
        { name: 'ok.py', content: 'ok' },
        { name, content: 'evil' },
      ]),
    });
    expect(error.code).toBe('ARCHIVE_UNSAFE');
  });

  test.each(attacks)('are refused in a tar, whole: %j', async (name) => {
    const error = await refusal({
      source: await tarred([
        { name: 'ok.py', content: 'ok' },
        { name, content: 'evil' },
      ]),
    });
    expect(error.code).toBe('ARCHIVE_UNSAFE');
  });

  test('leave nothing outside', async () => {
    expect((await readdir('/tmp')).filter((name) => name.includes('evil'))).toEqual([]);
    expect((await readdir(base.path)).filter((name) => name.includes('evil'))).toEqual([]);
  });
});

test('A01 whatever its entries are called, an archive stays within its folder', async () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', 'A', '.git', 'HEAD', 'node_modules', '__MACOSX', 'x:y', '\\'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const type = fc.constantFrom('file' as const, 'symlink' as const, 'link' as const, 'directory' as const);
  const entry = fc.record({ name, type });
  const outside = async () => (await readdir(base.path)).filter((found) => !/^\d+-/.test(found));
  const before = await outside();
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (entries) => {
      const linked = entries.map((each) => ({ ...each, content: '', linkname: base.path }));
      const source = await tarred(linked.filter((each) => each.name !== ''));
      const taken = await open({ source }).catch((error: unknown) => error);
      if (taken instanceof Error) {
        expect(taken).toBeInstanceOf(HarnessError);
        return;
      }
      await using workspace = taken as Awaited<ReturnType<typeof open>>;
      const found = await readdir(workspace.root, { recursive: true, withFileTypes: true });
      const files = found.filter((each) => !each.isDirectory());
      expect(files.every((each) => each.isFile())).toBe(true);
      expect(files.map((each) => join(each.parentPath, each.name)).sort()).toEqual(
        pathsOf(workspace)
          .map((path) => join(workspace.root, path))
          .sort(),
      );
    }),
    { numRuns: 150 },
  );
  expect(await outside()).toEqual(before);
});

describe('A02 links', () => {
  test('of a zip are noted, and nothing is written through them', async () => {
    const source = await zipped([
      { name: 'out', content: base.path, mode: 0o120777 },
      { name: 'passwd', content: '/etc/passwd', mode: 0o120777 },
      { name: 'a.py', content: 'a' },
    ]);
    await using workspace = await open({ source });
    expect(pathsOf(workspace)).toEqual(['a.py']);
    expect(workspace.leftOut).toEqual(['out', 'passwd'].map((path) => ({ path, because: 'link' })));
    expect(await readdir(workspace.root)).toEqual(['a.py']);
  });

  test('of a tar are noted: symbolic, hard, and chains of them', async () => {
    const source = await tarred([
      { name: 'dir', type: 'symlink', linkname: base.path },
      { name: 'dir2', type: 'symlink', linkname: 'dir/..' },
      { name: 'hard', type: 'link', linkname: '/etc/passwd' },
      { name: 'a.py', content: 'a' },
    ]);
    await using workspace = await open({ source });
    expect(pathsOf(workspace)).toEqual(['a.py']);
    expect(workspace.leftOut.map(({ because }) => because)).toEqual(['link', 'link', 'link']);
  });

  test('with a file below them put nothing elsewhere', async () => {
    const source = await tarred([
      { name: 'dir', type: 'symlink', linkname: base.path },
      { name: 'dir/evil.py', content: 'evil' },
      { name: 'a.py', content: 'a' },
    ]);
    await using workspace = await open({ source });
    expect((await lstat(join(workspace.root, 'dir'))).isDirectory()).toBe(true);
    expect(pathsOf(workspace)).toEqual(['a.py', 'dir/evil.py']);
    expect((await readdir(base.path)).filter((name) => name.includes('evil'))).toEqual([]);
  });
});

describe('A03 bombs', () => {
  const zeros = Buffer.alloc(40 * mebibyte);

  test.each([
    ['zip', () => zipped([{ name: 'zeros', content: zeros }])],
    ['tar.gz', () => tarred([{ name: 'zeros', content: zeros }])],
  ])('out of proportion are left: %s', async (_, make) => {
    const source = await make();
    const before = process.memoryUsage().rss;
    expect(await refusal({ source })).toMatchObject({ code: 'ARCHIVE_BOMB' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * mebibyte);
  });

  test.each([
    ['zip', (entries: readonly ZipEntry[]) => zipped(entries)],
    ['tar.gz', (entries: readonly TarEntry[]) => tarred(entries)],
  ])('past the sum of bytes are left: %s', async (_, make) => {
    const names = ['a', 'b', 'c', 'd'];
    const source = await make(names.map((name) => ({ name, content: Buffer.alloc(mebibyte) })));
    expect(await refusal({ source, limits: { totalBytes: 2 * mebibyte } })).toMatchObject({
      code: 'ARCHIVE_BOMB',
    });
  });

  test('whose entries lie in each other are left', async () => {
    const inner = { name: 'b', content: 'data' };
    const outer = { name: 'a', content: zipRecord(inner), method: 0 };
    const inside = zipRecord({ ...outer, content: '' }).length;
    const source = await zipped([outer, { ...inner, claimedOffset: inside }]);
    expect(await refusal({ source })).toMatchObject({ code: 'ARCHIVE_BOMB' });
  });

  test('whose header understates are left', async () => {
    const source = await zipped([{ name: 'a', content: Buffer.alloc(3 * mebibyte), claimedBytes: 10 }]);
    expect(await refusal({ source })).toMatchObject({ code: 'ARCHIVE_BOMB' });
  });

  test('that are too big as they are are not opened', async () => {
    const source = await saved('x.zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(mebibyte)]));
    expect(await refusal({ source, limits: { archiveBytes: 1000 } })).toMatchObject({
      code: 'ARCHIVE_TOO_BIG',
    });
  });
});

describe('A04 trees out of bounds', () => {
  const many = Array.from({ length: 700 }, (_, index) => ({ name: `f${index}` }));
  const deep = [{ name: `${'d/'.repeat(40)}f`, content: 'x' }];

  test.each([
    ['many files in a zip', () => zipped(many)],
    ['many files in a tar', () => tarred(many)],
    ['a deep zip', () => zipped(deep)],
    ['a deep tar', () => tarred(deep)],
  ])('are left: %s', async (_, make) => {
    expect(await refusal({ source: await make(), limits: { entries: 600 } })).toMatchObject({
      code: 'TREE_TOO_BIG',
    });
  });

  test('5,000 folders in each other are left', async () => {
    const source = await tarred([{ name: `${'d/'.repeat(5000)}f`, content: 'x' }]);
    expect((await refusal({ source })).code).toMatch(/^(TREE_TOO_BIG|ARCHIVE_UNSAFE)$/);
  });

  test('of a folder are left', async () => {
    const folder = at('deep');
    await writeFiles(folder, { [`${'d/'.repeat(40)}f`]: 'x' });
    expect(await refusal({ source: folder })).toMatchObject({ code: 'TREE_TOO_BIG' });
    expect(await refusal({ source: folder, limits: { entries: 3 } })).toMatchObject({ code: 'TREE_TOO_BIG' });
  });
});

describe('A05 special files', () => {
  test('of a tar are noted, and modes are dropped', async () => {
    const source = await tarred([
      { name: 'pipe', type: 'fifo' },
      { name: 'tty', type: 'character-device', devmajor: 5, devminor: 0 },
      { name: 'disk', type: 'block-device', devmajor: 8, devminor: 0 },
      { name: 'suid.sh', content: '#!/bin/sh\n', mode: 0o6777 },
      { name: 'unreadable.py', content: 'x', mode: 0 },
    ]);
    await using workspace = await open({ source });
    expect(workspace.leftOut.map(({ because }) => because)).toEqual(['special', 'special', 'special']);
    const modeOf = async (path: string) => (await lstat(join(workspace.root, path))).mode & 0o7777;
    expect(await modeOf('suid.sh')).toBe(0o755);
    expect(await modeOf('unreadable.py')).toBe(0o644);
    expect(workspace.files.map(({ executable }) => executable)).toEqual([true, false]);
  });

  test('of a zip are noted', async () => {
    const source = await zipped([
      { name: 'pipe', mode: 0o010644 },
      { name: 'a.py', content: 'a' },
    ]);
    await using workspace = await open({ source });
    expect(workspace.leftOut).toEqual([{ path: 'pipe', because: 'special' }]);
  });

  test('of a folder do not block', async () => {
    const folder = at('special');
    await writeFiles(folder, { 'a.py': 'a' });
    await execa('mkfifo', [join(folder, 'pipe')]);
    await symlink('/etc', join(folder, 'etc'));
    await using workspace = await open({ source: folder });
    expect(pathsOf(workspace)).toEqual(['a.py']);
    expect(workspace.leftOut).toEqual([
      { path: 'etc', because: 'link' },
      { path: 'pipe', because: 'special' },
    ]);
  });

  test('a sparse file of 3 GB is not unfolded', async () => {
    const folder = at('sparse');
    await writeFiles(folder, { 'a.py': 'a' });
    await execa('truncate', ['-s', '3G', join(folder, 'hole')]);
    const archive = at('sparse.tar.gz');
    await execa('tar', ['czf', archive, '-S', '--format=pax', '-C', folder, '.']);
    for (const source of [folder, archive]) {
      await using workspace = await open({ source });
      expect(pathsOf(workspace)).toEqual(['a.py']);
      expect(workspace.leftOut).toHaveLength(1);
    }
  });
});

describe('A06 archives in archives, and under other names', () => {
  test('are not opened', async () => {
    const inner = zip([{ name: '../evil', content: 'evil' }]);
    await using workspace = await open({ source: await zipped([{ name: 'inner.zip', content: inner }]) });
    expect(pathsOf(workspace)).toEqual(['inner.zip']);
  });

  test.each([
    ['7z', '377abcaf271c0004'],
    ['rar', '526172211a070100'],
    ['xz', 'fd377a585a000000'],
    ['bzip2', '425a683931415926'],
  ])('are told by their content: %s', async (name, magic) => {
    const error = await refusal({ source: await saved('work.zip', Buffer.from(magic, 'hex')) });
    expect(error).toMatchObject({ code: 'SOURCE_NOT_SUPPORTED', message: expect.stringContaining(name) });
  });

  test('a zip called .tar.gz is a zip', async () => {
    const source = await saved('work.tar.gz', zip([{ name: 'a.py', content: 'a' }]));
    await using workspace = await open({ source });
    expect(pathsOf(workspace)).toEqual(['a.py']);
  });

  test.each([
    ['text', Buffer.from('hello'), 'SOURCE_NOT_SUPPORTED'],
    ['gzip of text', gzipSync('hello '.repeat(200)), 'ARCHIVE_UNSAFE'],
    ['cut gzip', gzipSync(Buffer.alloc(4096)).subarray(0, 20), 'ARCHIVE_UNSAFE'],
    ['cut zip', zip([{ name: 'a.py', content: 'a' }]).subarray(0, 40), 'ARCHIVE_UNSAFE'],
    ['nothing', Buffer.alloc(0), 'SOURCE_NOT_SUPPORTED'],
  ])('what is no archive is refused: %s', async (_, content, code) => {
    expect(await refusal({ source: await saved('work.zip', content) })).toMatchObject({ code });
  });
});

describe('A07 names that are not what they seem', () => {
  test.each([
    ['the same name twice', ['a.py', 'a.py']],
    ['names that differ in case', ['Train.py', 'train.py']],
    ['names that differ in Unicode form', ['caf\u00e9.py', 'cafe\u0301.py']],
    ['a file that is also a folder', ['a', 'a/b.py']],
  ])('are refused: %s', async (_, names) => {
    const entries = names.map((name, index) => ({ name, content: `${index}` }));
    expect(await refusal({ source: await zipped(entries) })).toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    expect(await refusal({ source: await tarred(entries) })).toMatchObject({ code: 'ARCHIVE_UNSAFE' });
  });

  test('a zip with one name outside and another inside is refused', async () => {
    const source = await zipped([{ name: 'good.py', localName: 'evil.py', content: 'x' }]);
    expect(await refusal({ source })).toMatchObject({ code: 'ARCHIVE_UNSAFE' });
  });

  test.each([
    ['a password', { flags: 1 }],
    ['an unknown method', { method: 99 }],
  ])('a zip with %s is refused', async (_, odd) => {
    expect(await refusal({ source: await zipped([{ name: 'a', content: 'x', ...odd }]) })).toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
  });

  test('right-to-left and look-alike names are kept as they are', async () => {
    const names = ['requirements\u202etxt.py', 'r\u0435quirements.txt'];
    await using workspace = await open({
      source: await zipped(names.map((name) => ({ name, content: name }))),
    });
    expect(pathsOf(workspace)).toEqual([...names].sort());
    expect(await textOf(workspace, names[1] ?? '')).toBe(names[1]);
  });
});
