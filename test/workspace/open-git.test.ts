import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commitAll, git, initRepository, repositoryWith, writeFiles } from '../helpers/git-fixtures.ts';
import { zip } from './archives.ts';
import { open, pathsOf, refusal, textOf } from './intake.ts';
import { useScratch } from './scratch.ts';

const { at } = useScratch();

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
    const common = { author: 'Ada', email: 'ada@example.org', date: '2026-01-02T03:04:05.000Z' };
    expect(workspace.commits).toEqual([
      { ...common, id: second, subject: 'Change one, add one', filesChanged: 2 },
      { ...common, id: first, subject: 'Hand in', filesChanged: 3 },
    ]);
  });

  test('tells what is as it was when the last author’s work began, whole folders at once', async () => {
    const folder = at('begun');
    const handedOver = {
      'README.md': 'task',
      'lab/a.ipynb': '1',
      'lab/b.ipynb': '1',
      'é/x.py': '1',
      'é/y.py': '1',
    };
    await repositoryWith(folder, handedOver);
    await writeFiles(folder, { 'é/y.py': '2', 'own.py': '1' });
    await git(folder, ['add', '--all']);
    const as = (name: string) => ({
      env: { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: `${name}@example.com` },
    });
    await git(folder, ['commit', '-qm', 'Solve'], as('Grace'));
    await using byOthers = await open({ source: folder });
    expect(byOthers.begun).toEqual({ by: 'others', unchanged: ['README.md', 'lab/', 'é/x.py'] });
    await git(folder, ['commit', '-q', '--amend', '--reset-author', '--no-edit']);
    await using byAuthor = await open({ source: folder });
    expect(byAuthor.begun).toEqual({ by: 'author', unchanged: ['README.md', 'lab/', 'é/x.py'] });
  });

  test('of one commit, or without a history, tells of no beginning', async () => {
    const folder = at('once');
    await repositoryWith(folder, { 'a.py': '1' });
    await using workspace = await open({ source: folder });
    expect(workspace.begun).toBeNull();
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
    await git(at(), ['clone', '-q', '--depth=1', `file://${folder}`, at('shallow')]);
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
