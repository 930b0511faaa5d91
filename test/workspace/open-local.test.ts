import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textReader } from '../../harness/workspace/text.ts';
import {
  commitAll,
  git,
  initRepository,
  repositoryWith,
  type TemporaryFolder,
  temporaryFolder,
  writeFiles,
} from '../helpers/git-fixtures.ts';
import { tarGz, zip } from './archives.ts';
import { open, pathsOf, refusal, textOf } from './intake.ts';

let base: TemporaryFolder;

beforeAll(async () => {
  base = await temporaryFolder();
});

afterAll(async () => {
  await base[Symbol.asyncDispose]();
});

const at = (...parts: readonly string[]): string => join(base.path, ...parts);

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
    await git(base.path, ['clone', '-q', '--bare', at('repository'), at('bare.git')]);
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

describe('a git folder', () => {
  test('is graded as committed, with its history', async () => {
    const folder = at('history');
    const first = await repositoryWith(folder, { 'a.py': '1', 'b/c.py': '1', 'd.py': '1' });
    await writeFiles(folder, { 'a.py': '2', 'b/e.py': '2' });
    const second = await commitAll(folder, 'Change one, add one');
    await writeFiles(folder, { 'a.py': 'not committed', 'new.py': 'not committed' });
    await using workspace = await open({ source: folder });
    expect(workspace).toMatchObject({ kind: 'git', commit: second, commitCount: 2, ref: null });
    expect(await textOf(workspace, 'a.py')).toBe('2');
    expect(pathsOf(workspace)).not.toContain('new.py');
    const common = { author: 'Ada', date: '2026-01-02T03:04:05.000Z' };
    expect(workspace.commits).toEqual([
      { ...common, id: second, subject: 'Change one, add one', filesChanged: 2 },
      { ...common, id: first, subject: 'Hand in', filesChanged: 3 },
    ]);
  });

  test('counts removals, and a merge adds nothing of its own', async () => {
    const folder = at('merged');
    await repositoryWith(folder, { 'a.py': '1', 'b/c.py': '1', 'b/d.py': '1' });
    await git(folder, ['checkout', '-qb', 'side']);
    await git(folder, ['rm', '-qr', 'b']);
    await commitAll(folder, 'Remove');
    await git(folder, ['checkout', '-q', 'main']);
    await writeFiles(folder, { 'e.py': '1' });
    await commitAll(folder, 'Add');
    await git(folder, ['merge', '-q', '--no-edit', 'side']);
    await using workspace = await open({ source: folder });
    const changed = Object.fromEntries(
      workspace.commits.map(({ subject, filesChanged }) => [subject, filesChanged]),
    );
    expect(changed).toEqual({ "Merge branch 'side'": 0, Add: 1, Remove: 2, 'Hand in': 3 });
  });

  test.each([
    ['loose', []],
    ['packed', [['gc', '-q']]],
    [
      'packed in part',
      [
        ['repack', '-q', '-d'],
        ['commit', '-q', '--allow-empty', '-m', 'More'],
      ],
    ],
    ['with packed refs', [['pack-refs', '--all']]],
  ])('is read however it is stored: %s', async (name, steps) => {
    const folder = at(`stored-${name.replaceAll(' ', '-')}`);
    await repositoryWith(folder, { 'a.py': 'a', 'b.py': 'b' });
    for (const step of steps) await git(folder, step);
    await using workspace = await open({ source: folder });
    expect(pathsOf(workspace)).toEqual(['a.py', 'b.py']);
  });

  test('is read where one pack leans on another that comes later', async () => {
    const folder = at('packs');
    const packs = join(folder, '.git/objects/pack');
    const packNames = async () => (await readdir(packs)).filter((name) => name.endsWith('.pack'));
    await repositoryWith(folder, { 'a.py': 'a' });
    await git(folder, ['repack', '-q', '-d']);
    const [base = ''] = await packNames();
    await writeFiles(folder, { 'b.py': 'b' });
    await commitAll(folder, 'Second');
    await git(folder, ['repack', '-q', '-d']);
    await rename(join(packs, base), join(packs, `pack-${'f'.repeat(40)}.pack`));
    await using workspace = await open({ source: folder });
    expect(workspace).toMatchObject({ commitCount: 2 });
  });

  test('is read where it is shallow', async () => {
    const folder = at('deep');
    await repositoryWith(folder, { 'a.py': 'a' });
    await writeFiles(folder, { 'a.py': 'b' });
    await commitAll(folder, 'Second');
    await git(base.path, ['clone', '-q', '--depth=1', `file://${folder}`, at('shallow')]);
    await using workspace = await open({ source: at('shallow') });
    expect(workspace).toMatchObject({ commitCount: 1 });
    expect(workspace.commits[0]).toMatchObject({ subject: 'Second', filesChanged: 1 });
  });

  test('is read where its objects have SHA-256 names', async () => {
    await mkdir(at('sha256'));
    await git(at('sha256'), ['init', '-q', '--object-format=sha256']);
    await writeFiles(at('sha256'), { 'a.py': 'a' });
    const commit = await commitAll(at('sha256'), 'Hand in');
    expect(commit).toHaveLength(64);
    await using workspace = await open({ source: at('sha256') });
    expect(workspace).toMatchObject({ commit });
    expect(workspace.commits[0]).toMatchObject({ filesChanged: 1 });
  });

  test('knows modes', async () => {
    await initRepository(at('modes'));
    await writeFile(at('modes/run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(at('modes/a.py'), 'a');
    await commitAll(at('modes'), 'Modes');
    await using workspace = await open({ source: at('modes') });
    expect(workspace.files).toEqual([
      { path: 'a.py', bytes: 1, executable: false },
      { path: 'run.sh', bytes: 10, executable: true },
    ]);
  });

  test.each([
    ['https://tok:x@github.com/ada/churn.git', 'https://github.com/ada/churn/blob/'],
    ['git@gitlab.com:ada/churn.git', 'https://gitlab.com/ada/churn/-/blob/'],
    ['https://forge.example/ada/churn', null],
  ])('links to the forge of its origin: %s', async (remote, link) => {
    const folder = at(`origin-${remote.length}`);
    const commit = await repositoryWith(folder, { 'a.py': 'a' });
    await git(folder, ['remote', 'add', 'origin', remote]);
    await using workspace = await open({ source: folder });
    expect(workspace.forge).toBe(link === null ? null : `${link}${commit}/`);
    expect(JSON.stringify(workspace)).not.toContain('tok');
  });

  test('whose objects lie about their content is refused', async () => {
    const folder = at('lying');
    await repositoryWith(folder, { 'a.py': 'one', 'b.py': 'two' });
    const id = (name: string) => git(folder, ['rev-parse', `HEAD:${name}`]);
    const path = (object: string) => join(folder, '.git/objects', object.slice(0, 2), object.slice(2));
    await cp(path(await id('a.py')), path(await id('b.py')), { force: true });
    expect(await refusal({ source: folder })).toMatchObject({ code: 'REPOSITORY_DAMAGED' });
  });

  test('that lies elsewhere is refused', async () => {
    await repositoryWith(at('main-tree'), { 'a.py': 'a' });
    await git(at('main-tree'), ['worktree', 'add', '-q', at('linked-tree')]);
    expect(await refusal({ source: at('linked-tree') })).toMatchObject({ code: 'SOURCE_NOT_SUPPORTED' });
  });
});

describe('a ref', () => {
  let first: string;
  beforeAll(async () => {
    first = await repositoryWith(at('refs'), { 'a.py': 'first' });
    await git(at('refs'), ['tag', '-a', 'v1', '-m', 'One']);
    await git(at('refs'), ['branch', 'feature/one']);
    await writeFiles(at('refs'), { 'a.py': 'second' });
    await commitAll(at('refs'), 'Second');
  });

  test.each([
    ['a tag', () => 'v1'],
    ['a branch', () => 'feature/one'],
    ['a full name', () => 'refs/heads/feature/one'],
    ['a commit', () => first],
    ['a shortened commit', () => first.slice(0, 8)],
  ])('is %s', async (_, ref) => {
    await using workspace = await open({ source: at('refs'), ref: ref() });
    expect(workspace).toMatchObject({ commit: first, ref: ref() });
    expect(await textOf(workspace, 'a.py')).toBe('first');
  });

  test('with a slip of the finger names what was meant', async () => {
    expect(await refusal({ source: at('refs'), ref: 'feature/onr' })).toMatchObject({
      code: 'REF_NOT_FOUND',
      hint: 'Did you mean "feature/one"?',
    });
  });

  test('that is nowhere names what there is', async () => {
    const error = await refusal({ source: at('refs'), ref: 'release-2030' });
    expect(error.hint).toContain('main');
    expect(await refusal({ source: at('refs'), ref: 'deadbeef' })).toMatchObject({ code: 'REF_NOT_FOUND' });
  });

  test('makes no sense where there is no history', async () => {
    await writeFiles(at('no-history'), { 'a.py': 'a' });
    expect(await refusal({ source: at('no-history'), ref: 'main' })).toMatchObject({ code: 'REF_NOT_FOUND' });
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

  test('may be empty', async () => {
    await mkdir(at('nothing'));
    await using workspace = await open({ source: at('nothing') });
    expect(workspace.files).toEqual([]);
    expect(workspace.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('an archive of a repository is graded as committed, with its history', async () => {
  const folder = at('packed');
  const commit = await repositoryWith(folder, { 'a.py': 'a' });
  await writeFiles(folder, { 'draft.py': 'not committed' });
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = inside.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const content = await Promise.all(
    entries.map(async (path) => ({ name: `top${path.slice(folder.length)}`, content: await readFile(path) })),
  );
  await writeFile(at('packed.zip'), zip(content));
  await using workspace = await open({ source: at('packed.zip') });
  expect(workspace).toMatchObject({ kind: 'archive', commit, commitCount: 1, name: 'packed' });
  expect(pathsOf(workspace)).toEqual(['a.py']);
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
  expect(await readdir(base.path)).not.toContain('disposed-into');
});
