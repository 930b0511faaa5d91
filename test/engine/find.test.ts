import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectTo, ensureEngine } from '../../harness/engine/ensure.ts';
import { engineAddresses, findEngine, reach } from '../../harness/engine/find.ts';
import { thisHost, thisProcess } from '../../harness/engine/host.ts';
import { engineMissing } from '../../harness/engine/install.ts';
import type { Host } from '../../harness/engine/types.ts';
import { isDead } from '../../harness/sandbox/docker/owner.ts';
import { lacks } from '../helpers/needs.ts';

const nobody = 65_534;

/** Root may use every socket, so a test that runs as root becomes someone else for a moment. */
const asOrdinaryUser = (): Disposable => {
  if (process.geteuid?.() !== 0) return { [Symbol.dispose]: () => {} };
  process.seteuid?.(nobody);
  return { [Symbol.dispose]: () => process.seteuid?.(0) };
};

const user: Host = { platform: 'linux', uid: 1000, home: '/home/ada', env: {} };

describe('places of an engine', () => {
  it.each<[string, Host, readonly string[]]>([
    [
      'the one named by DOCKER_HOST only',
      { ...user, env: { DOCKER_HOST: 'tcp://box:2375' } },
      ['tcp://box:2375'],
    ],
    [
      'of a system, of a user and of Docker Desktop on Linux',
      user,
      [
        'unix:///var/run/docker.sock',
        'unix:///run/user/1000/docker.sock',
        'unix:///run/user/1000/podman/podman.sock',
        'unix:///home/ada/.docker/run/docker.sock',
        'unix:///home/ada/.docker/desktop/docker.sock',
      ],
    ],
    ['a named pipe on Windows', { ...user, platform: 'win32' }, ['npipe:////./pipe/docker_engine']],
  ])('%s', (_, host, expected) => {
    expect(engineAddresses(host)).toEqual(expected);
  });

  it('include colima and OrbStack on a Mac', () => {
    const addresses = engineAddresses({ ...user, platform: 'darwin', home: '/Users/ada' });
    expect(addresses).toContain('unix:///Users/ada/.colima/default/docker.sock');
    expect(addresses).toContain('unix:///Users/ada/.orbstack/run/docker.sock');
  });
});

describe('a socket', () => {
  let folder: string;
  let socket: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'takehome-find-'));
    socket = join(folder, 'docker.sock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const listen = async (answer: RequestListener) => {
    const server = createServer(answer).listen(socket);
    await once(server, 'listening');
    return {
      [Symbol.dispose]: () => {
        server.closeAllConnections();
        server.close();
      },
    };
  };

  it('is silent where there is none', async () => {
    expect(await reach(`unix://${socket}`)).toBe('silent');
  });

  it('is silent where something answers that is no engine', async () => {
    using _ = await listen((_request, reply) => void reply.writeHead(500).end());
    expect(await reach(`unix://${socket}`)).toBe('silent');
  });

  it('is silent where it accepts and never replies', async () => {
    using _ = await listen(() => {});
    expect(await reach(`unix://${socket}`, 50)).toBe('silent');
  });

  it('is found among the places of a user', async () => {
    using _ = await listen(
      (request, reply) => void reply.writeHead(request.url === '/_ping' ? 200 : 404).end('OK'),
    );
    const env = { DOCKER_HOST: `unix://${socket}` };
    expect(await findEngine({ ...user, env })).toEqual({ address: `unix://${socket}`, denied: [] });
  });

  it('is told apart when this user may not use it', async () => {
    using _ = await listen((_request, reply) => void reply.end('OK'));
    await chmod(folder, 0o755);
    await chmod(socket, 0);
    using _user = asOrdinaryUser();
    expect(await reach(`unix://${socket}`)).toBe('denied');
  });
});

describe('an engine that is missing', () => {
  it.each<[string, Host, readonly string[], RegExp, RegExp]>([
    ['on a Mac', { ...user, platform: 'darwin' }, [], /No Docker Engine answers/, /Docker Desktop.*colima/],
    ['on Windows', { ...user, platform: 'win32' }, [], /No Docker Engine answers/, /WSL 2/],
    ['on Linux', user, [], /No Docker Engine answers/, /sudo apt-get install docker\.io.*DOCKER_HOST/],
    ['that refuses', user, ['unix:///var/run/docker.sock'], /may not talk to it/, /usermod -aG docker/],
    [
      'where DOCKER_HOST says',
      { ...user, env: { DOCKER_HOST: 'tcp://box:2375' } },
      [],
      /DOCKER_HOST, tcp:\/\/box:2375/,
      /unset DOCKER_HOST/,
    ],
  ])('%s', (_, host, denied, message, hint) => {
    const error = engineMissing(host, denied);
    expect(error.code).toBe('ENGINE_MISSING');
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  it.each(['unix:///nowhere/docker.sock', 'tcp://127.0.0.1:1'])(
    'is never installed where the operator chose %s',
    async (address) => {
      const waited: string[] = [];
      const host = thisHost({ ...process.env, DOCKER_HOST: address });
      const signal = AbortSignal.timeout(30_000);
      const ensured = ensureEngine({ host, signal, waitingFor: (what) => waited.push(what) });
      await expect(ensured).rejects.toMatchObject({ code: 'ENGINE_MISSING' });
      expect(waited).toEqual([]);
    },
  );
});

describe.skipIf(await lacks('engine'))('the engine of this machine', () => {
  it('is used as it is, without waiting for anything', async () => {
    const waited: string[] = [];
    const host = thisHost(process.env);
    const signal = AbortSignal.timeout(30_000);
    const { client } = await ensureEngine({ host, signal, waitingFor: (what) => waited.push(what) });
    expect((await client.version()).ApiVersion).toMatch(/^1\.\d+$/);
    expect(waited).toEqual([]);
  });

  it('loses what a dead process left, and keeps what a living one holds', async () => {
    const host = thisHost(process.env);
    const { address } = await findEngine(host);
    const client = await connectTo(address ?? '', host);
    const { session: alive } = thisProcess();
    const dead = { ...alive, session: 'dead', boot: 'an earlier boot' };
    const names = { dead: `takehome-find-dead-${process.pid}`, alive: `takehome-find-alive-${process.pid}` };
    const hold = (name: string, owner: typeof alive) =>
      client.createVolume({ name, labels: { 'takehome.owner': JSON.stringify(owner) }, options: {} });
    await hold(names.dead, dead);
    await hold(names.alive, alive);
    await ensureEngine({ host, signal: AbortSignal.timeout(30_000), waitingFor: () => {} });
    expect(await client.inspectVolume(names.dead)).toBeNull();
    expect(await client.inspectVolume(names.alive)).not.toBeNull();
    await client.removeVolume(names.alive);
  });
});

it('a process knows that it lives, and that another boot of its machine is over', () => {
  const { session, living } = thisProcess();
  const other = { ...session, session: 'other' };
  expect(isDead(other, { self: session, living })).toBe(false);
  expect(isDead({ ...other, boot: 'an earlier one' }, { self: session, living })).toBe(true);
});
