import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReaders } from '../../harness/source/read.ts';

let scratch: string;
let root: string;
beforeEach(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), 'takehome-readers-')));
  root = join(scratch, 'files');
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** Children that may read this test's folder, by what stands on their command lines. */
const living = async (): Promise<number> => {
  const { stdout } = await execa('ps', ['-ww', '-eo', 'stat=,args=']);
  return stdout.split('\n').filter((line) => line.includes(root) && !/^Z/.test(line)).length;
};

const request = (paths: Readonly<Record<string, string>>) => ({
  files: Object.entries(paths).map(([path, text]) => ({ path, bytes: text.length })),
  brief: '',
  supplied: () => [],
});

describe('readers that are started before there is something to read', () => {
  test('read what comes to the folder later', async () => {
    const files = { 'a.py': 'import os\n', 'settings.py': 'db_password = "xK9#mQ2$vL7pRt"\n' };
    await using readers = await openReaders({ root, signal: new AbortController().signal });
    expect(await living()).toBe(2);
    await mkdir(root);
    for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
    const facts = await readers.read(request(files));
    expect(facts.unread).toEqual([]);
    expect(facts.python.map(({ path, rules }) => [path, rules?.map(({ rule }) => rule)])).toEqual([
      ['a.py', ['unused-import']],
      ['settings.py', []],
    ]);
    expect(facts.secrets.map(({ path }) => path)).toEqual(['settings.py']);
  });

  test('read nothing beside it', async () => {
    await mkdir(root);
    await writeFile(join(scratch, 'other.py'), 'import os\n');
    await using readers = await openReaders({ root, signal: new AbortController().signal });
    const facts = await readers.read(request({ '../other.py': 'import os\n' }));
    expect(facts.python).toEqual([]);
    expect(facts.unread).toEqual([{ path: '../other.py', because: 'crashed' }]);
  });

  test('end with whoever opened them, asked or not', async () => {
    const readers = await openReaders({ root, signal: new AbortController().signal });
    expect(await living()).toBe(2);
    await readers[Symbol.asyncDispose]();
    expect(await living()).toBe(0);
  });

  test('end when they are called off while they wait', async () => {
    const stop = new AbortController();
    await using readers = await openReaders({ root, signal: stop.signal });
    const why = new Error('called off');
    stop.abort(why);
    await expect(readers.read(request({ 'a.py': '' }))).rejects.toBe(why);
    expect(await living()).toBe(0);
  });
});
