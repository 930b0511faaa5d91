import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  commitAll,
  git,
  repositoryWith,
  type TemporaryFolder,
  temporaryFolder,
  writeFiles,
} from '../helpers/git-fixtures.ts';
import { type RunningServer, startGitServer, startOddServer } from '../helpers/git-server.ts';
import { open, pathsOf, refusal, textOf } from './intake.ts';

let base: TemporaryFolder;
let server: RunningServer;
let first: string;
let second: string;

beforeAll(async () => {
  base = await temporaryFolder();
  const work = join(base.path, 'work');
  first = await repositoryWith(work, { 'a.py': 'first' });
  await git(work, ['tag', '-a', 'v1', '-m', 'One']);
  await git(work, ['branch', 'feature/one']);
  await writeFiles(work, { 'a.py': 'second', 'b/c.py': 'c' });
  second = await commitAll(work, 'Second');
  await git(base.path, ['clone', '-q', '--bare', work, join(base.path, 'served', 'churn.git')]);
  await git(base.path, ['clone', '-q', '--bare', work, join(base.path, 'served', 'locked', 'churn.git')]);
  const locked = { name: 'locked', user: 'ada', password: 'sesame' };
  server = await startGitServer({ root: join(base.path, 'served'), locked });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await base[Symbol.asyncDispose]();
});

const remote = (name: string) => ({ source: `${server.url}/${name}`, allowHttpHosts: [server.host] });

test('a URL gives the files of HEAD, and its history', async () => {
  const waitedFor: string[] = [];
  await using workspace = await open({ ...remote('churn.git'), progress: (what) => waitedFor.push(what) });
  expect(workspace).toMatchObject({
    kind: 'git',
    name: 'churn',
    commit: second,
    commitCount: 2,
    forge: null,
  });
  expect(workspace.origin).toBe(`${server.url}/churn.git`);
  expect(pathsOf(workspace)).toEqual(['a.py', 'b/c.py']);
  expect(workspace.commits.map(({ id, filesChanged }) => [id, filesChanged])).toEqual([
    [second, 2],
    [first, 1],
  ]);
  expect(waitedFor.join()).toMatch(/clone.*git: /);
});

test('it has the digest of the folder that was pushed', async () => {
  await using pushed = await open({ source: join(base.path, 'work') });
  await using cloned = await open(remote('churn.git'));
  expect(cloned.digest).toBe(pushed.digest);
});

describe('a ref', () => {
  test.each([
    ['a tag', () => 'v1'],
    ['a branch', () => 'feature/one'],
    ['a full name', () => 'refs/tags/v1'],
    ['a commit', () => first],
    ['a shortened commit', () => first.slice(0, 9)],
  ])('is %s', async (_, ref) => {
    await using workspace = await open({ ...remote('churn.git'), ref: ref() });
    expect(workspace).toMatchObject({ commit: first, ref: ref() });
    expect(await textOf(workspace, 'a.py')).toBe('first');
  });

  test('with a slip of the finger names what was meant', async () => {
    expect(await refusal({ ...remote('churn.git'), ref: 'feature/onne' })).toMatchObject({
      code: 'REF_NOT_FOUND',
      hint: 'Did you mean "feature/one"?',
    });
  });

  test('that is nowhere names what there is', async () => {
    expect((await refusal({ ...remote('churn.git'), ref: 'deadbeef' })).hint).toContain('main');
  });
});

test.each([
  ['private', 'locked/churn.git', 'REPOSITORY_PRIVATE'],
  ['missing', 'nowhere.git', 'SOURCE_NOT_FOUND'],
])('a %s repository is named as such', async (_, name, code) => {
  const error = await refusal(remote(name));
  expect(error).toMatchObject({ code, message: expect.stringContaining(name) });
  expect(error.hint).not.toBe('');
});

test('a host that is not there is a matter of the network', async () => {
  const odd = await startOddServer(() => {});
  await odd[Symbol.asyncDispose]();
  const error = await refusal({ source: `${odd.url}/o/n`, allowHttpHosts: [odd.host] });
  expect(error.code).toBe('CLONE_NETWORK');
});

test('an address that answers something else is no repository', async () => {
  const page =
    'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello';
  await using odd = await startOddServer((socket) => socket.end(page));
  const error = await refusal({ source: `${odd.url}/o/n`, allowHttpHosts: [odd.host] });
  expect(error.code).toMatch(/^(NO_COMMIT|SOURCE_NOT_SUPPORTED)$/);
});

test('a forge that wants .git at the end is asked there, without following its redirect', async () => {
  await using forge = await startGitServer({ root: join(base.path, 'served'), redirects: true });
  await using workspace = await open({ source: `${forge.url}/churn`, allowHttpHosts: [forge.host] });
  expect(workspace).toMatchObject({ commit: second, name: 'churn', origin: `${forge.url}/churn` });
  const slip = { source: `${forge.url}/churn`, allowHttpHosts: [forge.host], ref: 'feature/onne' };
  expect(await refusal(slip)).toMatchObject({ code: 'REF_NOT_FOUND', hint: 'Did you mean "feature/one"?' });
});
