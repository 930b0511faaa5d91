import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { topics } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { cutLines } from '../../harness/source/decode.ts';
import { readFacts } from '../../harness/source/read.ts';
import type { SourceFacts } from '../../harness/source/types.ts';
import { readHostile, temporaryFolder } from '../source/hostile.ts';

describe('P01 deep nesting', () => {
  it.each([
    ['20,000 brackets', `${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`],
    ['200,000 brackets', `x = ${'['.repeat(200_000)}${']'.repeat(200_000)}\n`],
    ['50,000 open brackets', '{'.repeat(50_000)],
    ['30,000 nested calls', `${'f('.repeat(30_000)}1${')'.repeat(30_000)}\n`],
    ['30,000 chained calls', `f${'.a()'.repeat(30_000)}\n`],
    ['a test with 10,000 nots', `def test_a():\n  assert ${'not '.repeat(10_000)}x\n`],
    [
      '900 nested functions',
      Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}def test_${at}():`).join('\n'),
    ],
  ])('%s cost at most their own file', async (_, source) => {
    const facts = await readHostile({ 'deep.py': source, 'tests/test_deep.py': source });
    for (const { path } of facts.unread) expect(path).toMatch(/deep\.py$/);
  });
});

describe('P02 size', () => {
  it('skips what is over the limit and reads what is under it', async () => {
    const sum = `x = ${'1+'.repeat(2_000_000)}1\n`;
    const facts = await readHostile({
      'huge.py': sum,
      'below.py': `x = ${'1+'.repeat(500_000)}1\n`,
      'huge.md': 'a'.repeat(3_000_000),
    });
    expect(facts.unread).toContainEqual({ path: 'huge.py', because: 'too-big' });
    expect(facts.unread).toContainEqual({ path: 'huge.md', because: 'too-big' });
  });

  it('is stopped by its heap, not by ours', async () => {
    const facts = await readHostile(
      { 'wide.py': 'f(a, b, c, d)\n'.repeat(70_000) },
      { heapMiB: 24, fileMs: 60_000 },
    );
    expect(facts.unread).toEqual([{ path: 'wide.py', because: 'crashed' }]);
  });

  it('loses the file whose facts are longer than a frame may be', async () => {
    const facts = await readHostile(
      { 'wide.py': 'f(a, b, c, d)\n'.repeat(4_000) },
      { frameBytes: 64 * 1024 },
    );
    expect(facts.unread).toEqual([{ path: 'wide.py', because: 'crashed' }]);
  });
});

describe('P03 encodings', () => {
  it.each<[string, Buffer, 'read' | 'encoding']>([
    ['a byte-order mark', Buffer.from('\ufeffimport os\nos.getcwd()\n'), 'read'],
    ['UTF-16', Buffer.from('\ufeffimport os\nos.getcwd()\n', 'utf16le'), 'read'],
    ['Latin-1 undeclared', Buffer.from('import os\nos.getcwd()  # caf\xe9\n', 'latin1'), 'read'],
    [
      'Latin-1 declared',
      Buffer.from('# coding: latin-1\nimport os\nos.getcwd()  # caf\xe9\n', 'latin1'),
      'read',
    ],
    ['carriage returns', Buffer.from('import os\r\nos.getcwd()\r\n'), 'read'],
    ['NUL characters', Buffer.from('import os\n\0\0os.getcwd()\n'), 'encoding'],
    ['noise', Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 131) % 256)), 'encoding'],
  ])('%s', async (_, content, outcome) => {
    const facts = await readHostile({ 'a.py': content });
    const calls = facts.python.find(({ path }) => path === 'a.py')?.calls.map(({ name }) => name);
    expect(outcome === 'read' ? calls : facts.unread).toEqual(
      outcome === 'read' ? ['os.getcwd'] : [{ path: 'a.py', because: 'encoding' }],
    );
  });

  it('keeps lone surrogates of a notebook in bounds', async () => {
    const text = '{"cells": [{"cell_type": "code", "source": ["x = f(\\"\\ud800\\")"]}]}';
    const facts = await readHostile({ 'a.ipynb': text });
    expect(facts.python.find(({ notebook }) => notebook)?.calls.map(({ name }) => name)).toEqual(['f']);
  });
});

describe('P04 input against our own patterns', () => {
  const lines = [
    'a'.repeat(1_000_000),
    ' '.repeat(900_000),
    '_'.repeat(900_000),
    '`'.repeat(500_000),
    '[('.repeat(300_000),
    '* '.repeat(400_000),
  ];
  it.each(lines.map((line) => [line.slice(0, 3), line]))('a long line of %j', async (_, line) => {
    const facts = await readHostile({
      'README.md': `# a\n${line}\n`,
      'a.py': `# ${line}\nx = "${line.replaceAll('"', '')}"\n`,
    });
    const cut = facts.texts.find(({ path }) => path === 'README.md')?.text ?? '';
    expect(Math.max(...cut.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  });

  it('looks for secrets in lines made to keep patterns busy, and finds the one there is', async () => {
    const awkward = ['key', 'token=', 'key:a', '://key', '"key",', 'key@', 'wandb ', 'key: a[a |', 'pass_'];
    const lines = awkward.map((unit) => unit.repeat(Math.ceil(4_000 / unit.length)));
    const text = [
      ...Array.from({ length: 12 }, () => lines).flat(),
      'API_KEY=9f86d081884c7d659a2feaa0c55ad015',
    ];
    const facts = await readHostile({ '.env': text.join('\n') });
    expect(facts.secrets.map(({ line }) => line)).toEqual([text.length]);
    expect(facts.unread).toEqual([]);
  });

  it('lets a document of many awkward lines through the notes', () => {
    const awkward = [
      'monitor '.repeat(240),
      `${'not '.repeat(400)}monitor`,
      'a.'.repeat(900),
      '<'.repeat(1_900),
      '_'.repeat(1_900),
      '! '.repeat(900),
      'we was used although while '.repeat(70),
      'compare to against the training, '.repeat(55),
      'in this section we describ '.repeat(70),
      'one in ten '.repeat(170),
    ];
    const text = cutLines(
      Array.from({ length: 1_200 }, (_, at) => awkward[at % awkward.length] ?? '').join('\n\n'),
    ).slice(0, 262_144);
    const file = {
      path: 'README.md',
      bytes: text.length,
      lines: 1,
      kind: 'markdown',
      origin: 'own',
    } as const;
    const facts: SourceFacts = {
      files: [file],
      python: [],
      scripts: [],
      texts: [{ path: 'README.md', text }],
      pickled: [],
      secrets: [],
      unread: [],
    };
    expect(gatherNotes({ facts, challenge: { brief: 'monitor '.repeat(5_000) } }).topics).toHaveLength(
      topics.length,
    );
  });

  it('kills a child that hangs on a file, and loses that file alone', async () => {
    await using folder = await temporaryFolder();
    const { root } = folder;
    await execa('mkfifo', [join(root, 'hangs.py')]);
    await writeFile(join(root, 'b.py'), 'g()\n');
    const files = ['hangs.py', 'b.py'].map((path) => ({ path, bytes: 4 }));
    const limits = { fileMs: 2_000 };
    const facts = await readFacts({
      root,
      files,
      brief: '',
      supplied: () => [],
      signal: new AbortController().signal,
      limits,
    });
    expect(facts.unread).toEqual([{ path: 'hangs.py', because: 'timed-out' }]);
    expect(facts.python.map(({ path }) => path)).toEqual(['b.py']);
  });
});

describe('the child itself', () => {
  it('cannot read outside the submission, even when it is asked to', async () => {
    await using folder = await temporaryFolder();
    await using beside = await temporaryFolder();
    const { root } = folder;
    const outside = beside.root;
    await writeFile(join(outside, 'secret.py'), 'canary_8472()\n');
    const path = `../${outside.split('/').at(-1)}/secret.py`;
    const facts = await readFacts({
      root,
      files: [{ path, bytes: 14 }],
      brief: '',
      supplied: () => [],
      signal: new AbortController().signal,
    });
    expect(facts.unread).toEqual([{ path, because: 'crashed' }]);
    expect(JSON.stringify(facts)).not.toContain('canary_8472');
  });
});
