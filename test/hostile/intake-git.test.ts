import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bareWithTree,
  commitAll,
  type Files,
  git,
  initRepository,
  type RawEntry,
  repositoryWith,
  type TemporaryFolder,
  temporaryFolder,
  writeBlob,
  writeCommit,
  writeFiles,
  writeTree,
} from '../helpers/git-fixtures.ts';
import { type RunningServer, startGitServer, startOddServer } from '../helpers/git-server.ts';
import { tarGz } from '../workspace/archives.ts';
import { open, pathsOf, refusal, textOf } from '../workspace/intake.ts';

let base: TemporaryFolder;
let server: RunningServer;

beforeAll(async () => {
  base = await temporaryFolder();
  const locked = { name: 'private', user: 'ada', password: 'sesame' };
  server = await startGitServer({ root: base.path, locked });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await base[Symbol.asyncDispose]();
});

const at = (...parts: readonly string[]): string => join(base.path, ...parts);
const remote = (name: string) => ({ source: `${server.url}/${name}`, allowHttpHosts: [server.host] });
const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );
const touching = (marker: string): string => `touch ${marker}`;

/** Processes that carry a folder of an intake in their environment. */
const gitProcesses = async (): Promise<readonly string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')),
  );
  return environments.filter((text) => text.includes('takehome-into-') && text.includes('GIT_DIR='));
};

describe('G01 a URL that starts a program', () => {
  test.each([
    (marker: string) => `ext::sh -c "${touching(marker)}"`,
    (marker: string) => `ext::${touching(marker)} %S`,
    () => 'fd::7',
    (marker: string) => `--upload-pack=${touching(marker)}`,
    (marker: string) => `-u${touching(marker)}`,
    () => 'ssh://-oProxyCommand=touch/x',
    () => 'git://host/owner/name',
    () => 'transport+ext://host/name',
  ])('is refused before any process: %#', async (make) => {
    const marker = at('g01');
    expect(await refusal({ source: make(marker), sshKey: '/k' })).toMatchObject({ code: 'URL_NOT_ALLOWED' });
    expect(await exists(marker)).toBe(false);
  });
});

describe('G02 a URL to this machine, or with a secret', () => {
  test.each([
    'file:///etc',
    'FILE:///etc',
    'http://169.254.169.254/latest',
    'https://169.254.169.254/latest',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://localhost/x',
    'https://metadata.google.internal/x',
    'https://user:tok3n@github.com/owner/name',
    'https://tok3n@github.com/owner/name',
    'https://github.com/owner/name%0ahost=evil',
    'https://github.com/owner/name\nhost=evil',
  ])('is refused: %j', async (source) => {
    const error = await refusal({ source });
    expect(error.code).toBe('URL_NOT_ALLOWED');
    expect(`${error.message} ${error.hint}`).not.toContain('tok3n');
  });
});

describe('G03 a redirect', () => {
  test.each(['http://127.0.0.1:9/other', 'file:///etc', '/elsewhere'])(
    'to %s is not followed',
    async (location) => {
      const head = `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
      await using odd = await startOddServer((socket) => socket.end(head));
      const error = await refusal({ source: `${odd.url}/o/n.git`, allowHttpHosts: [odd.host] });
      expect(error).toMatchObject({ code: 'CLONE_NETWORK', message: expect.stringContaining('redirects') });
      expect(odd.requests.every((request) => request.startsWith('GET /o/n.git/'))).toBe(true);
    },
  );
});

describe('G04 submodules', () => {
  const modules = (folder: string) =>
    `[submodule "../../x"]\n\tpath = sub\\015\n\turl = -u./payload\n\tupdate = !${touching(at('g04-marker'))}\n[submodule "y"]\n\tpath = sub\n\turl = ${folder}\n`;
  const make = (folder: string) =>
    bareWithTree(folder, async (inside) => [
      { mode: '100644', name: '.gitmodules', id: await writeBlob(inside, modules(folder)) },
      { mode: '100644', name: 'a.py', id: await writeBlob(inside, 'a') },
      { mode: '160000', name: 'sub', id: 'a'.repeat(40) },
    ]);

  test.each(['folder', 'url'])('are listed and not fetched: %s', async (route) => {
    const name = `g04-${route}.git`;
    await make(at(name));
    await using workspace = await open(route === 'url' ? remote(name) : { source: at(name) });
    expect(pathsOf(workspace)).toEqual(['.gitmodules', 'a.py']);
    expect(workspace.leftOut).toEqual([{ path: 'sub', because: 'submodule' }]);
    expect(await exists(at('g04-marker'))).toBe(false);
  });
});

const file = async (folder: string, name: string | Uint8Array): Promise<RawEntry> => ({
  mode: '100644',
  name,
  id: await writeBlob(folder, 'x'),
});

const inFolders = async (folder: string, path: string): Promise<RawEntry> => {
  const parts = path.split('/');
  let entry = await file(folder, parts.at(-1) ?? '');
  for (const name of parts.slice(0, -1).reverse()) {
    entry = { mode: '40000', name, id: await writeTree(folder, [entry]) };
  }
  return entry;
};

describe('G05 and G16 a tree with a path that attacks', () => {
  const paths = [
    '.git/hooks/post-checkout',
    '.GIT/hooks/x',
    'git~1/x',
    '.g\u200cit/x',
    '.git /x',
    '../x',
    './x',
    'a\nb',
    'a\u001b[2Jb',
    'CON.py',
    'aux',
    `${'n'.repeat(300)}.py`,
    'back\\slash',
    'C:x',
    'dot.',
  ];

  const branch = (path: string): string => `p${paths.indexOf(path)}`;

  beforeAll(async () => {
    const folder = at('g05.git');
    await bareWithTree(folder, async (inside) => [await file(inside, 'a.py')]);
    for (const path of paths) {
      await writeCommit(folder, {
        tree: await writeTree(folder, [await inFolders(folder, path)]),
        branch: branch(path),
      });
    }
  });

  test.each(paths)('is refused from a folder: %j', async (path) => {
    const error = await refusal({ source: at('g05.git'), ref: branch(path) });
    expect(error.code).toBe('PATH_UNSAFE');
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(400);
  });

  test.each(['.git/hooks/post-checkout', '../x', 'CON.py', 'a\nb'])(
    'is refused from a URL: %j',
    async (path) => {
      expect(await refusal({ ...remote('g05.git'), ref: branch(path) })).toMatchObject({
        code: 'PATH_UNSAFE',
      });
    },
  );

  test.each([
    ['case', ['Model.py', 'model.py']],
    ['Unicode form', ['caf\u00e9.py', 'cafe\u0301.py']],
    ['a file and a folder', ['SRC', 'src/a.py']],
  ])('is refused where two names are one: %s', async (what, names) => {
    const folder = at(`g16-${what.replaceAll(' ', '-')}.git`);
    await bareWithTree(folder, async (inside) => Promise.all(names.map((name) => inFolders(inside, name))));
    expect(await refusal({ source: folder })).toMatchObject({ code: 'PATH_UNSAFE' });
  });

  test('leaves out what only some systems cannot hold', async () => {
    const folder = at('g16-unportable.git');
    await bareWithTree(folder, async (inside) => [
      await file(inside, 'a.py'),
      await file(inside, 'run 12:30.log'),
      await file(inside, Buffer.from([0x62, 0xff, 0x2e, 0x70, 0x79])),
    ]);
    await using workspace = await open({ source: folder });
    expect(pathsOf(workspace)).toEqual(['a.py']);
    expect(workspace.leftOut.map(({ because }) => because)).toEqual(['unsafe-name', 'unsafe-name']);
  });
});

test('G06 links are noted, and what they point to stays out', async () => {
  const secret = at('g06-secret');
  await writeFile(secret, 'host-secret');
  const folder = at('g06');
  await initRepository(folder);
  await symlink('/etc/passwd', join(folder, 'README.md'));
  await symlink('../../..', join(folder, 'up'));
  await symlink(secret, join(folder, 'secret'));
  await writeFiles(folder, { 'a.py': 'a' });
  await commitAll(folder, 'Links');
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.leftOut).toEqual(['README.md', 'secret', 'up'].map((path) => ({ path, because: 'link' })));
});

test('G07 attributes change nothing: bytes are those committed', async () => {
  const files: Files = {
    '.gitattributes':
      '* filter=evil ident export-subst eol=crlf\nsecret.py export-ignore\nbig.bin filter=lfs\n',
    'secret.py': 'hidden = 1\n',
    'id.py': '# $Id$ $Format:%H$\n',
    'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
  };
  const folder = at('g07');
  const marker = at('g07-marker');
  await initRepository(folder);
  await writeFiles(folder, files);
  await git(folder, ['-c', 'core.autocrlf=false', 'add', '--all']);
  await git(folder, ['commit', '-qm', 'Attributes']);
  await git(folder, ['config', 'filter.evil.smudge', touching(marker)]);
  await git(folder, ['config', 'filter.lfs.process', touching(marker)]);
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(Object.keys(files).sort());
  for (const [path, content] of Object.entries(files)) expect(await textOf(workspace, path)).toBe(content);
  expect(await exists(marker)).toBe(false);
});

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

const bomb = (folder: string, levels: number) =>
  bareWithTree(folder, async (inside) => {
    const blob = await writeBlob(inside, 'x');
    let entries: readonly RawEntry[] = Array.from({ length: 9 }, (_, index) => ({
      mode: '100644',
      name: `f${index}`,
      id: blob,
    }));
    for (let level = 1; level < levels; level += 1) {
      const id = await writeTree(inside, entries);
      entries = entries.map((_, index) => ({ mode: '40000', name: `d${index}`, id }));
    }
    return entries;
  });

test.each(['folder', 'url'])('G10 a tree of 9^9 files is left at the limit: %s', async (route) => {
  const name = `g10-${route}.git`;
  await bomb(at(name), 9);
  const before = process.memoryUsage().rss;
  const error = await refusal(route === 'url' ? remote(name) : { source: at(name) });
  expect(error.code).toBe('TREE_TOO_BIG');
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
});

test('G10 a bomb in the history alone is not unfolded', async () => {
  const folder = at('g10-past.git');
  await bomb(folder, 9);
  const parent = await git(folder, ['rev-parse', 'main']);
  const tree = await writeTree(folder, [await file(folder, 'a.py')]);
  await git(folder, [
    'update-ref',
    'refs/heads/main',
    await git(folder, ['commit-tree', tree, '-p', parent, '-m', 'Defuse']),
  ]);
  await using workspace = await open({ source: folder });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.commitCount).toBe(2);
});

test('G11 a blob that is too big is left out, unread', async () => {
  const folder = at('g11');
  await initRepository(folder);
  await writeFiles(folder, { 'zeros.bin': Buffer.alloc(20 * 2 ** 20), 'a.py': 'a' });
  await commitAll(folder, 'Zeros');
  await using workspace = await open({ source: folder, limits: { fileBytes: 15 * 2 ** 20 } });
  expect(pathsOf(workspace)).toEqual(['a.py']);
  expect(workspace.leftOut).toEqual([{ path: 'zeros.bin', because: 'too-big' }]);
});

test('G11 many names for one blob are added up before anything is written', async () => {
  const folder = at('g11-names.git');
  await bareWithTree(folder, async (inside) => {
    const id = await writeBlob(inside, Buffer.alloc(2 ** 20));
    return Array.from({ length: 20 }, (_, index) => ({ mode: '100644', name: `f${100 + index}`, id }));
  });
  const error = await refusal({ source: folder, limits: { totalBytes: 10 * 2 ** 20 } });
  expect(error.code).toBe('TREE_TOO_BIG');
});

describe('G12 more history than is taken', () => {
  const random = async (name: string): Promise<void> => {
    await repositoryWith(at(name), { 'noise.bin': randomBytes(8 * 2 ** 20) });
  };

  test.each(['folder', 'url'])('is refused: %s', async (route) => {
    const name = `g12-${route}`;
    await random(name);
    const limits = { archiveBytes: 2 * 2 ** 20 };
    const order = route === 'url' ? remote(`${name}/.git`) : { source: at(name) };
    expect(await refusal({ ...order, limits })).toMatchObject({ code: 'REPO_TOO_BIG' });
    expect(await gitProcesses()).toEqual([]);
  });
});

describe('G13 a server that stalls', () => {
  const head =
    'HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 9999\r\n\r\n';

  test('is given up, and no process stays behind', async () => {
    await using odd = await startOddServer(() => {});
    const order = { source: `${odd.url}/o/n`, allowHttpHosts: [odd.host], limits: { seconds: 1 } };
    expect(await refusal(order)).toMatchObject({ code: 'CLONE_TIMEOUT' });
    expect(await gitProcesses()).toEqual([]);
  });

  test('at one byte a second is given up', async () => {
    await using odd = await startOddServer((socket) => {
      socket.write(head);
      const timer = setInterval(() => socket.write('0'), 1000);
      socket.on('close', () => clearInterval(timer));
    });
    const order = { source: `${odd.url}/o/n`, allowHttpHosts: [odd.host], limits: { seconds: 3 } };
    expect(await refusal(order)).toMatchObject({ code: 'CLONE_TIMEOUT' });
    expect(await gitProcesses()).toEqual([]);
  });

  test('or breaks off is asked once more', async () => {
    await using odd = await startOddServer((socket) => {
      socket.write(head);
      socket.resetAndDestroy();
    });
    const error = await refusal({ source: `${odd.url}/o/n`, allowHttpHosts: [odd.host] });
    expect(error.code).toBe('CLONE_NETWORK');
    expect(odd.requests.length).toBe(2);
  });

  test('is left at once when the operator interrupts', async () => {
    await using odd = await startOddServer(() => controller.abort(new Error('interrupted')));
    const controller = new AbortController();
    const order = { source: `${odd.url}/o/n`, allowHttpHosts: [odd.host], signal: controller.signal };
    await expect(open(order)).rejects.toThrow('interrupted');
    expect(await gitProcesses()).toEqual([]);
  });
});

test('G14 a private repository is named as such, and no login is looked for', async () => {
  await repositoryWith(at('private', 'repo'), { 'a.py': 'a' });
  const marker = at('g14-marker');
  const home = at('g14-home');
  await writeFiles(home, {
    '.gitconfig': `[credential]\n\thelper = "!${touching(marker)}"\n`,
    '.netrc': 'machine 127.0.0.1 login ada password sesame\n',
  });
  const before = { HOME: process.env.HOME, GIT_ASKPASS: process.env.GIT_ASKPASS };
  Object.assign(process.env, { HOME: home, GIT_ASKPASS: at('trap.sh') });
  try {
    const error = await refusal(remote('private/repo/.git'));
    expect(error).toMatchObject({ code: 'REPOSITORY_PRIVATE', hint: expect.stringContaining('--ssh-key') });
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  expect(await exists(marker)).toBe(false);
});

describe('G15 a history made to be read by others', () => {
  test('is cut and dated only where a date can be', async () => {
    const folder = at('g15.git');
    const message = `\u001b]52;c;ZXZpbA==\u0007<script>alert(1)</script> \u202e ${'long '.repeat(5000)}\n`;
    await bareWithTree(folder, async (inside) => [await file(inside, 'a.py')]);
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
    await git(base.path, ['init', '-q', '--bare', '-b', 'main', folder]);
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

test('G17 templates and hooks of the user do not run', async () => {
  const marker = at('g17-marker');
  const hooks = at('g17-template', 'hooks');
  const script = `#!/bin/sh\n${touching(marker)}\n`;
  await writeFiles(hooks, { 'post-checkout': script, 'reference-transaction': script, 'post-merge': script });
  for (const hook of await readdir(hooks)) await chmod(join(hooks, hook), 0o755);
  await repositoryWith(at('g17'), { 'a.py': 'a' });
  const set = {
    GIT_TEMPLATE_DIR: at('g17-template'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: hooks,
  };
  Object.assign(process.env, set);
  try {
    await using workspace = await open(remote('g17/.git'));
    expect(pathsOf(workspace)).toEqual(['a.py']);
  } finally {
    for (const name of Object.keys(set)) delete process.env[name];
  }
  expect(await exists(marker)).toBe(false);
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
