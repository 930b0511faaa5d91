import { lstat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../helpers/git-fixtures.ts';
import { zip } from '../workspace/archives.ts';
import { open, pathsOf, refusal, textOf } from '../workspace/intake.ts';
import { archivesBelow } from '../workspace/saved.ts';
import { useScratch } from '../workspace/scratch.ts';

const { at } = useScratch();
const { saved, tarred, zipped } = archivesBelow(at);

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
