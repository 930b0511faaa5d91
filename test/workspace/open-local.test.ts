import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { textReader } from '../../harness/workspace/text.ts';
import { git, repositoryWith, writeFiles } from '../helpers/git-fixtures.ts';
import { tarGz, zip } from './archives.ts';
import { open, pathsOf, refusal, textOf } from './intake.ts';
import { useScratch } from './scratch.ts';

const { at } = useScratch();

const files = {
  'README.md': '# Churn\n',
  'src/train.py': 'print("train")\n',
  'src/caf\u00e9.py': 'x = 1\n',
  'empty.py': '',
};
const named = Object.entries(files).map(([name, content]) => ({ name, content }));

describe('one submission, handed in in every form', () => {
  const sources = {
    folder: 'plain',
    git: 'repository',
    bare: 'bare.git',
    zip: 'work.zip',
    'zip with one folder': 'wrapped.zip',
    'tar.gz': 'work.tar.gz',
    'tar.gz of .': 'dotted.tgz',
  };

  beforeAll(async () => {
    await writeFiles(at('plain'), files);
    await repositoryWith(at('repository'), files);
    await git(at(), ['clone', '-q', '--bare', at('repository'), at('bare.git')]);
    await writeFile(at('work.zip'), zip(named));
    const wrapped = named.map(({ name, content }) => ({ name: `churn-main/${name}`, content }));
    const debris = { name: '__MACOSX/._churn-main', content: 'fork' };
    await writeFile(at('wrapped.zip'), zip([{ name: 'churn-main/' }, ...wrapped, debris]));
    await writeFile(at('work.tar.gz'), await tarGz(named));
    const dotted = named.map(({ name, content }) => ({ name: `./${name}`, content }));
    await writeFile(at('dotted.tgz'), await tarGz([{ name: './', type: 'directory' }, ...dotted]));
  });

  test.each(Object.entries(sources))('%s: the same files and digest', async (_, name) => {
    await using plain = await open({ source: at('plain') });
    await using workspace = await open({ source: at(name) });
    expect(pathsOf(workspace)).toEqual(Object.keys(files).sort());
    expect(await textOf(workspace, 'src/train.py')).toBe(files['src/train.py']);
    expect(workspace.digest).toBe(plain.digest);
    expect(workspace.leftOut).toEqual([]);
    expect(textReader(workspace)('README.md')).toBe('# Churn\n');
  });

  test('the digest is another for other bytes, and for another name', async () => {
    const digestOf = async (name: string, content: string) => {
      await writeFiles(at(`digest-${name}-${content}`), { [name]: content });
      await using workspace = await open({ source: at(`digest-${name}-${content}`) });
      return workspace.digest;
    };
    const digests = [await digestOf('a', 'x'), await digestOf('a', 'y'), await digestOf('b', 'x')];
    expect(new Set(digests).size).toBe(3);
  });

  test('what it is called, and that it has no history where it has none', async () => {
    await using folder = await open({ source: at('plain') });
    expect(folder).toMatchObject({
      name: 'plain',
      kind: 'folder',
      commit: null,
      commits: [],
      commitCount: null,
    });
    await using archive = await open({ source: at('work.tar.gz') });
    expect(archive).toMatchObject({ name: 'work', kind: 'archive', origin: at('work.tar.gz'), forge: null });
  });
});

describe('a plain folder', () => {
  test('leaves out what tools filled, and says so', async () => {
    const folder = at('dependencies');
    await writeFiles(folder, {
      'a.py': 'a',
      'node_modules/x/index.js': 'x',
      'web/node_modules/y/index.js': 'y',
      'environment/pyvenv.cfg': 'home = /usr/bin\n',
      'environment/bin/activate': 'x',
      'src/__pycache__/a.pyc': 'x',
      'src/venv.py': 'kept',
      'vendor/.git/HEAD': 'ref: refs/heads/main\n',
      'vendor/lib.py': 'kept',
      '.DS_Store': 'x',
    });
    await using workspace = await open({ source: folder });
    expect(pathsOf(workspace)).toEqual(['a.py', 'src/venv.py', 'vendor/lib.py']);
    expect(workspace.leftOut).toEqual([
      { path: 'environment', because: 'dependencies' },
      { path: 'node_modules', because: 'dependencies' },
      { path: 'src/__pycache__', because: 'dependencies' },
      { path: 'vendor/.git', because: 'submodule' },
      { path: 'web/node_modules', because: 'dependencies' },
    ]);
  });

  test('leaves out a file that is too big, and refuses too much in sum', async () => {
    await writeFiles(at('big'), {
      'a.bin': Buffer.alloc(3000),
      'b.bin': Buffer.alloc(900),
      'c.bin': Buffer.alloc(900),
    });
    await using workspace = await open({ source: at('big'), limits: { fileBytes: 1000 } });
    expect(workspace.leftOut).toEqual([{ path: 'a.bin', because: 'too-big' }]);
    expect(await refusal({ source: at('big'), limits: { totalBytes: 3500 } })).toMatchObject({
      code: 'TREE_TOO_BIG',
    });
  });

  test('may be named through a link', async () => {
    await writeFiles(at('target'), { 'a.py': 'a' });
    await symlink(at('target'), at('link'));
    await using workspace = await open({ source: at('link') });
    expect(workspace).toMatchObject({ name: 'link', files: [{ path: 'a.py', bytes: 1, executable: false }] });
  });

  test('with nothing in it is most likely the wrong one', async () => {
    await mkdir(at('nothing'));
    expect(await refusal({ source: at('nothing') })).toMatchObject({ code: 'SOURCE_EMPTY' });
    expect(await readdir(at('nothing'))).toEqual([]);
  });
});

describe('what cannot be opened', () => {
  test('names what was probably meant', async () => {
    await mkdir(at('submission'));
    expect(await refusal({ source: at('submision') })).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      hint: 'Did you mean "submission"?',
    });
    expect((await refusal({ source: 'ada/churn' })).hint).toContain('https://github.com/ada/churn');
  });

  test('a folder that is in use is left as it is', async () => {
    await writeFiles(at('in-use'), { 'mine.txt': 'mine' });
    await writeFiles(at('some'), { 'a.py': 'a' });
    const error = await refusal({ source: at('some'), into: at('in-use') });
    expect(error.code).toBe('WORKSPACE_NOT_EMPTY');
    expect(await readdir(at('in-use'))).toEqual(['mine.txt']);
  });

  test('stops when told to', async () => {
    await writeFiles(at('stopped'), { 'a.py': 'a' });
    const signal = AbortSignal.abort(new Error('interrupted'));
    await expect(open({ source: at('stopped'), signal })).rejects.toThrow('interrupted');
  });
});

test('disposing of a workspace removes it', async () => {
  await repositoryWith(at('disposed'), { 'a.py': 'a' });
  const workspace = await open({ source: at('disposed'), into: at('disposed-into') });
  expect(await readdir(workspace.root)).toEqual(['a.py']);
  await workspace[Symbol.asyncDispose]();
  expect(await readdir(at())).not.toContain('disposed-into');
});
