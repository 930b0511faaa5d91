import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryWith, writeFiles } from '../helpers/git-fixtures.ts';
import { startOddServer } from '../helpers/git-server.ts';
import { open, pathsOf, refusal } from '../workspace/intake.ts';
import { exists, touching, useScratch } from '../workspace/scratch.ts';

const { at, remote } = useScratch();

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

/** For tests that look for what is left running: other files of tests start git meanwhile. */
const into = (): string => at('into');

/** Processes that carry a folder of an intake in their environment. */
const gitProcesses = async (): Promise<readonly string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')),
  );
  return environments.filter((text) => text.includes(`GIT_DIR=${into()}`));
};

describe('G12 more history than is taken', () => {
  const random = async (name: string): Promise<void> => {
    await repositoryWith(at(name), { 'noise.bin': randomBytes(8 * 2 ** 20) });
  };

  test.each(['folder', 'url'])('is refused: %s', async (route) => {
    const name = `g12-${route}`;
    await random(name);
    const limits = { archiveBytes: 2 * 2 ** 20 };
    const order = route === 'url' ? remote(`${name}/.git`) : { source: at(name) };
    expect(await refusal({ ...order, limits, into: into() })).toMatchObject({ code: 'REPO_TOO_BIG' });
    expect(await gitProcesses()).toEqual([]);
  });
});

describe('G13 a server that stalls', () => {
  const head =
    'HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 9999\r\n\r\n';

  test('is given up, and no process stays behind', async () => {
    await using odd = await startOddServer(() => {});
    const order = {
      source: `${odd.url}/o/n`,
      allowHttpHosts: [odd.host],
      limits: { seconds: 1 },
      into: into(),
    };
    expect(await refusal(order)).toMatchObject({ code: 'CLONE_TIMEOUT' });
    expect(await gitProcesses()).toEqual([]);
  });

  test('at one byte a second is given up', async () => {
    await using odd = await startOddServer((socket) => {
      socket.write(head);
      const timer = setInterval(() => socket.write('0'), 1000);
      socket.on('close', () => clearInterval(timer));
    });
    const order = {
      source: `${odd.url}/o/n`,
      allowHttpHosts: [odd.host],
      limits: { seconds: 3 },
      into: into(),
    };
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
    const order = {
      source: `${odd.url}/o/n`,
      allowHttpHosts: [odd.host],
      signal: controller.signal,
      into: into(),
    };
    await expect(open(order)).rejects.toThrow('interrupted');
    expect(await gitProcesses()).toEqual([]);
  });
});

/** Git's pkt-line: four hexadecimal digits of length, themselves included (gitprotocol-common). */
const packet = (text: string): string => (text.length + 4).toString(16).padStart(4, '0') + text;

test('G13 a server that talks without end is given up', async () => {
  const head = (type: string) =>
    `HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-${type}\r\nConnection: close\r\n\r\n`;
  const capabilities = ['version 2\n', 'ls-refs\n', 'fetch\n', 'object-format=sha1\n'].map(packet).join('');
  const talk = packet(`\u0002${'bla '.repeat(15_000)}\n`);
  await using odd = await startOddServer((socket) => {
    const posts = odd.requests.filter((request) => request.startsWith('POST')).length;
    if (posts === 0) {
      return void socket.end(
        `${head('advertisement')}${packet('# service=git-upload-pack\n')}0000${capabilities}0000`,
      );
    }
    if (posts === 1) return void socket.end(`${head('result')}${packet(`${'a'.repeat(40)} HEAD\n`)}0000`);
    socket.write(`${head('result')}${packet('packfile\n')}`);
    const flood = () => {
      while (!socket.destroyed && socket.write(talk));
    };
    socket.on('drain', flood);
    flood();
  });
  const error = await refusal({ source: `${odd.url}/o/n`, allowHttpHosts: [odd.host], into: into() });
  expect(error).toMatchObject({ code: 'CLONE_FAILED', message: expect.stringContaining('more to say') });
  expect(await gitProcesses()).toEqual([]);
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
