import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readFacts } from '../../harness/source/read.ts';
import type { Files } from './memory.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function read(
  files: Files,
  more: { brief?: string; supplied?: () => readonly string[]; signal?: AbortSignal } = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'takehome-read-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) }));
  return readFacts({
    root,
    files: list,
    brief: '',
    supplied: () => [],
    signal: new AbortController().signal,
    ...more,
  });
}

describe('reading a submission in a child process', () => {
  it('describes every file in the order given', async () => {
    const facts = await read({
      'README.md': '# Churn\n\nRun it.\n',
      'data/train.csv': 'a,b\n1,2\n',
      'src/train.py': 'import os\n\nos.getcwd()',
      'venv/lib/python3.11/site-packages/a.py': 'import b\n',
    });
    expect(facts.files).toEqual([
      { path: 'README.md', bytes: 17, lines: 3, kind: 'markdown', origin: 'own' },
      { path: 'data/train.csv', bytes: 8, lines: null, kind: 'data', origin: 'own' },
      { path: 'src/train.py', bytes: 22, lines: 3, kind: 'python', origin: 'own' },
      {
        path: 'venv/lib/python3.11/site-packages/a.py',
        bytes: 9,
        lines: null,
        kind: 'python',
        origin: 'vendored',
      },
    ]);
    expect(facts.python.map(({ path }) => path)).toEqual(['src/train.py']);
    expect(facts.texts).toEqual([{ path: 'README.md', text: '# Churn\n\nRun it.\n' }]);
  });

  it('knows the files that came with the brief, whatever their line ends', async () => {
    const brief = '# The task\n\nPredict churn.\n';
    const data = 'id,churned\n1,0\n2,1\n';
    const facts = await read(
      {
        'BRIEF.md': brief.replaceAll('\n', '\r\n'),
        'data/train.csv': data,
        'data/other.csv': data.replace('2,1', '2,0'),
      },
      { brief, supplied: () => [data] },
    );
    expect(facts.files.map(({ origin }) => origin)).toEqual(['supplied', 'supplied', 'own']);
    expect(facts.texts).toEqual([]);
  });

  it('finds secrets in what programs left, and none in what came with the brief or a package', async () => {
    const secret = 'db_password = "xK9#mQ2$vL7pRt"\n';
    const brief = `# The task\n\n${secret}`;
    const facts = await read(
      {
        '.dvc/tmp/user': secret,
        'BRIEF.md': brief,
        'node_modules/a/index.js': secret,
        'a.bin.txt': `\0${secret}`,
      },
      { brief },
    );
    expect(facts.secrets.map(({ path }) => path)).toEqual(['.dvc/tmp/user']);
  });

  it('gives the same facts twice', async () => {
    const files = {
      'a.py': 'def f(): pass\n',
      'tests/test_a.py': 'from a import f\ndef test_f():\n  assert f()\n',
    };
    expect(JSON.stringify(await read(files))).toBe(JSON.stringify(await read(files)));
  });

  it('leaves no folder behind', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'takehome-read-'));
    vi.stubEnv('TMPDIR', scratch);
    try {
      await read({ 'a.py': '' });
      const left = await readdir(scratch);
      expect(left.filter((name) => !name.startsWith('takehome-read-'))).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(scratch, { recursive: true });
    }
  });

  it('stops when it is told to', async () => {
    await expect(read({ 'a.py': '' }, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });

  it('reads an empty submission', async () => {
    expect(await read({})).toEqual({
      files: [],
      python: [],
      scripts: [],
      texts: [],
      pickled: [],
      secrets: [],
      unread: [],
    });
  });
});
