import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HarnessError } from '../../harness/errors.ts';
import { type TarEntry, type ZipEntry, zipRecord } from '../workspace/archives.ts';
import { open, pathsOf, refusal } from '../workspace/intake.ts';
import { archivesBelow } from '../workspace/saved.ts';
import { useScratch } from '../workspace/scratch.ts';

const { at } = useScratch();
const { saved, tarred, zipped } = archivesBelow(at);

const mebibyte = 2 ** 20;

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
    expect((await readdir(at())).filter((name) => name.includes('evil'))).toEqual([]);
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
  const outside = async () => (await readdir(at())).filter((found) => !/^\d+-/.test(found));
  const before = await outside();
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (entries) => {
      const linked = entries.map((each) => ({ ...each, content: '', linkname: at() }));
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
      { name: 'out', content: at(), mode: 0o120777 },
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
      { name: 'dir', type: 'symlink', linkname: at() },
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
      { name: 'dir', type: 'symlink', linkname: at() },
      { name: 'dir/evil.py', content: 'evil' },
      { name: 'a.py', content: 'a' },
    ]);
    await using workspace = await open({ source });
    expect((await lstat(join(workspace.root, 'dir'))).isDirectory()).toBe(true);
    expect(pathsOf(workspace)).toEqual(['a.py', 'dir/evil.py']);
    expect((await readdir(at())).filter((name) => name.includes('evil'))).toEqual([]);
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
