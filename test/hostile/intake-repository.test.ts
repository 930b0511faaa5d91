import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import {
  bareWithTree,
  commitAll,
  git,
  initRepository,
  repositoryWith,
  writeBlob,
  writeCommit,
  writeFiles,
} from '../helpers/git-fixtures.ts';
import { tarGz } from '../workspace/archives.ts';
import { open, pathsOf, refusal } from '../workspace/intake.ts';
import { exists, touching, useScratch } from '../workspace/scratch.ts';

const { at, remote } = useScratch();

const tarOf = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: `top${path.slice(folder.length)}`, content: await readFile(path) };
    }),
  );
};

const traps = [
  'core.fsmonitor',
  'core.sshCommand',
  'core.pager',
  'core.editor',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'diff.external',
  'gpg.program',
  'pager.log',
  'credential.helper',
  'uploadpack.packObjectsHook',
  'alias.log',
  'alias.ls-tree',
] as const;

const trapped = async (folder: string, marker: string): Promise<void> => {
  await repositoryWith(folder, { 'a.py': 'a', '.gitattributes': '*.py diff=evil\n' });
  const script = at('trap.sh');
  await writeFile(script, `#!/bin/sh\n${touching(marker)}\n`);
  await chmod(script, 0o755);
  for (const key of traps)
    await git(folder, ['config', key, key.startsWith('alias') ? `!${script}` : script]);
  await git(folder, ['config', 'diff.evil.textconv', script]);
  await git(folder, ['config', 'log.showSignature', 'true']);
  await git(folder, ['config', 'include.path', at('g08-include')]);
  await writeFile(at('g08-include'), `[core]\n\tfsmonitor = ${script}\n`);
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc']) {
    await cp(script, join(folder, '.git', 'hooks', hook));
  }
};

test.each(['folder', 'archive'])('G08 nothing in a .git runs: %s', async (route) => {
  const marker = at(`g08-marker-${route}`);
  const folder = at(`g08-${route}`);
  await trapped(folder, marker);
  const archive = at('g08.tar.gz');
  await writeFile(archive, await tarGz(await tarOf(folder)));
  await using workspace = await open({ source: route === 'folder' ? folder : archive });
  expect(pathsOf(workspace)).toEqual(['.gitattributes', 'a.py']);
  expect(workspace).toMatchObject({ commitCount: 1, kind: route === 'folder' ? 'git' : 'archive' });
  expect(await exists(marker)).toBe(false);
});

describe('G09 objects borrowed from another repository', () => {
  const borrowing = async (name: string): Promise<string> => {
    await repositoryWith(at(`${name}-host`), { 'secret.txt': 'host-secret' });
    const folder = at(name);
    await mkdir(folder, { recursive: true });
    await cp(at(`${name}-host`, '.git', 'refs'), join(folder, '.git', 'refs'), { recursive: true });
    await writeFiles(folder, {
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': '[core]\n\tbare = false\n',
      '.git/objects/info/alternates': `${at(`${name}-host`, '.git', 'objects')}\n`,
    });
    return folder;
  };

  test('are not read from a folder', async () => {
    expect(await refusal({ source: await borrowing('g09') })).toMatchObject({ code: 'PATH_UNSAFE' });
  });

  test('are not read from an archive', async () => {
    const archive = at('g09.tar.gz');
    await writeFile(archive, await tarGz(await tarOf(await borrowing('g09-packed'))));
    expect(await refusal({ source: archive })).toMatchObject({ code: 'PATH_UNSAFE' });
  });

  test('are not reached through a link to their folder', async () => {
    await repositoryWith(at('g09-far'), { 'secret.txt': 'host-secret' });
    const folder = at('g09-near');
    await cp(at('g09-far', '.git'), join(folder, '.git'), { recursive: true });
    await rm(join(folder, '.git', 'objects'), { recursive: true });
    await symlink(at('g09-far', '.git', 'objects'), join(folder, '.git', 'objects'));
    expect((await refusal({ source: folder })).code).toBe('REPOSITORY_DAMAGED');
  });
});

describe('G09 a .git made of links and pipes', () => {
  test('gives none of what its links point to', async () => {
    const host = at('g09-linked-host');
    await repositoryWith(host, { 'secret.txt': 'host-secret' });
    await git(host, ['remote', 'add', 'origin', 'https://github.com/host/secret.git']);
    const folder = at('g09-linked');
    await cp(join(host, '.git'), join(folder, '.git'), { recursive: true });
    const objects = await readdir(join(host, '.git/objects'), { recursive: true, withFileTypes: true });
    for (const object of objects.filter((entry) => entry.isFile())) {
      const path = join(object.parentPath, object.name);
      const copy = join(folder, path.slice(host.length));
      await rm(copy);
      await symlink(path, copy);
    }
    expect(await refusal({ source: folder })).toMatchObject({ code: 'REPOSITORY_DAMAGED' });
  });

  test('is read without its linked configuration, and without waiting for a pipe', async () => {
    const folder = at('g09-pipes');
    await repositoryWith(folder, { 'a.py': 'a' });
    await git(folder, ['remote', 'add', 'origin', 'https://github.com/host/secret.git']);
    await rename(join(folder, '.git/config'), at('g09-config'));
    await symlink(at('g09-config'), join(folder, '.git/config'));
    await execa('mkfifo', [join(folder, '.git/packed-refs'), join(folder, '.git/shallow')]);
    await using workspace = await open({ source: folder });
    expect(workspace).toMatchObject({ commitCount: 1, forge: null });
  });
});

describe('G15 a history made to be read by others', () => {
  test('is cut and dated only where a date can be', async () => {
    const folder = at('g15.git');
    const message = `\u001b]52;c;ZXZpbA==\u0007<script>alert(1)</script> \u202e ${'long '.repeat(5000)}\n`;
    await bareWithTree(folder, async (inside) => [
      { mode: '100644', name: 'a.py', id: await writeBlob(inside, 'x') },
    ]);
    const tree = await git(folder, ['rev-parse', 'main^{tree}']);
    await writeCommit(folder, {
      tree,
      author: `${'<b>Eve</b> \u001b[31m'.replaceAll(/[<>]/g, '')}${'e'.repeat(5000)} <eve@example.org> 99999999999999999999 +0000`,
      message,
    });
    await using workspace = await open({ source: folder });
    const [commit] = workspace.commits;
    expect(commit).toMatchObject({ date: null, filesChanged: 1 });
    expect(commit?.subject).toContain('<script>');
    expect(commit?.subject.length).toBeLessThan(300);
    expect(commit?.author.length).toBeLessThan(300);
  });

  test('is counted whole and listed up to 200 commits', async () => {
    const folder = at('g15-long.git');
    await git(at(), ['init', '-q', '--bare', '-b', 'main', folder]);
    const stream = Array.from(
      { length: 3000 },
      (_, index) =>
        `commit refs/heads/main\ncommitter A <a@b> ${1767323045 + index} +0000\ndata 2\nc\n\nM 100644 inline f${index % 7}\ndata 3\n${100 + (index % 900)}\n`,
    ).join('');
    await git(folder, ['fast-import', '--quiet'], { input: stream });
    await using workspace = await open({ source: folder });
    expect(workspace).toMatchObject({ commitCount: 3000 });
    expect(workspace.commits).toHaveLength(200);
  });
});

describe('G18 odd heads', () => {
  test.each(['folder', 'url'])('a repository without a commit: %s', async (route) => {
    const name = `g18-empty-${route}`;
    await initRepository(at(name));
    const order = route === 'url' ? remote(`${name}/.git`) : { source: at(name) };
    expect(await refusal(order)).toMatchObject({ code: 'NO_COMMIT' });
  });

  test.each(['folder', 'url'])('a detached HEAD, and branches named like options: %s', async (route) => {
    const name = `g18-odd-${route}`;
    const first = await repositoryWith(at(name), { 'a.py': 'first' });
    await writeFiles(at(name), { 'a.py': 'second' });
    const second = await commitAll(at(name), 'Second');
    await git(at(name), ['update-ref', 'refs/heads/-x', first]);
    await git(at(name), ['update-ref', 'refs/heads/HEAD', first]);
    await git(at(name), ['checkout', '-q', '--detach', second]);
    const order = route === 'url' ? remote(`${name}/.git`) : { source: at(name) };
    await using head = await open(order);
    expect(head).toMatchObject({ commit: second, ref: null });
    await using dashed = await open({ ...order, ref: '-x' });
    expect(dashed).toMatchObject({ commit: first, ref: '-x' });
  });

  test.each(['main~1', 'main:a.py', '@{u}', '../x', '--output=/tmp/x y', 'a\u0000b', ''])(
    'a ref that is more than a name is refused: %j',
    async (ref) => {
      await repositoryWith(at('g18-ref'), { 'a.py': 'a' });
      expect(await refusal({ source: at('g18-ref'), ref })).toMatchObject({ code: 'REF_NOT_FOUND' });
    },
  );
});
