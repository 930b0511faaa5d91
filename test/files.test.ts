import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../harness/files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehome-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is replaced as a whole, and nothing else is left', async () => {
  const path = join(folder, 'grade.json');
  await writeFile(path, 'old');
  await writeAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['grade.json']);
});

test('a write that cannot end leaves what was there, and no temporary file', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(writeAtomically(path, 'new')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a reader sees one whole text or the other', async () => {
  const path = join(folder, 'grade.json');
  const texts = ['a'.repeat(200_000), 'b'.repeat(300_000)];
  await writeAtomically(path, texts[0] ?? '');
  const writing = Promise.all(texts.map((text) => writeAtomically(path, text)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  await writing;
  expect(texts).toContain(await readFile(path, 'utf8'));
});
