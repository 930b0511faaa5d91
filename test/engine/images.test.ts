import { mkdtemp, readdir, readFile, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thisHost } from '../../harness/engine/host.ts';
import { findImage, openImages } from '../../harness/engine/images.ts';
import type { Env } from '../../harness/engine/types.ts';
import { connect } from '../../harness/sandbox/docker/client.ts';
import { lacks } from '../helpers/needs.ts';
import { type LocalRegistry, startRegistry } from '../helpers/registry.ts';

const deadPort = 'localhost:1';
const client = connect({ host: process.env.DOCKER_HOST ?? null });
const prefix = `takehome-images-test-${process.pid}`;

const open = (env: Env) => {
  const host = thisHost({ ...process.env, ...env });
  return openImages({ client, host, prefix, signal: AbortSignal.timeout(timeout) });
};

const ensure = async (env: Env, python: string) => {
  const waited: string[] = [];
  const id = await open(env).python.ensure(python, (what) => waited.push(what));
  return { id, waited };
};

const run = async (image: string, shell: string): Promise<string> => {
  const id = await client.createContainer({
    Image: image,
    Cmd: ['sh', '-c', shell],
    User: '10001:10001',
    HostConfig: { NetworkMode: 'none' },
  });
  try {
    await client.startContainer(id);
    await client.waitContainer(id, { ms: 60_000 });
    return (await client.logs(id)).stdout;
  } finally {
    await client.removeContainer(id);
  }
};

/** What every image must hold, whichever way it was made. */
const inventory =
  'python -V; python3 -V; uv --version; git --version; nc -h 2>&1 | head -1; whoami; locale charmap; ls /var/lib/apt/lists | grep -c dists';

const expectWhole = async (image: string, python: string): Promise<void> => {
  const said = await run(image, inventory);
  expect(said).toMatch(new RegExp(`^Python ${python.replace('.', '\\.')}\\.\\d+\nPython ${python}`));
  expect(said).toMatch(/^uv 0\.\d+/m);
  expect(said).toMatch(/^git version/m);
  expect(said).toMatch(/^OpenBSD netcat/m);
  expect(said.split('\n').slice(-4)).toEqual(['app', 'UTF-8', '0', '']);
};

/** A build from packages takes half a minute of two cores, and the machine may have other things to do. */
const timeout = 300_000;

describe.skipIf(await lacks('engine', 'registry', 'mmdebstrap'))('base images', { timeout }, () => {
  let registry: LocalRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
    const signal = AbortSignal.timeout(timeout);
    const images = openImages({ client, host: thisHost(process.env), signal });
    const id = await images.python.ensure('3.13', () => {});
    await registry.push({ client, from: id, name: 'python:3.13-slim' });
    await registry.push({ client, from: id, name: 'python:3.12-slim' });
  });
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await client.removeImage(`${prefix}/node:24`);
    for (const python of ['3.13', '3.11', '3.9']) await client.removeImage(`${prefix}/python:${python}`);
    await client.removeImage(`${registry.host}/python:3.13-slim`);
    await client.removeImage(`${registry.host}/python:3.12-slim`);
  });

  it('are pulled and completed where a registry answers, once', async () => {
    const env = { TAKEHOME_REGISTRY: registry.host };
    const first = await ensure(env, '3.13');
    expect(first.waited).toContain(`${registry.host}/python:3.13-slim from ${registry.host}`);
    expect(first.waited).not.toContain('Debian packages for Python 3.13');
    await expectWhole(first.id, '3.13');
    expect(await ensure(env, '3.13')).toEqual({ id: first.id, waited: [] });
  });

  it('carry Node beside our Python, made when it is asked for, once', async () => {
    const waited: string[] = [];
    const images = open({ TAKEHOME_REGISTRY: registry.host });
    const id = await images.node.ensure('24', (what) => waited.push(what));
    expect(waited.at(-1)).toBe('the image for Node 24.19.0');
    await expectWhole(id, '3.13');
    expect(await run(id, 'node --version; npm --version; npx --version; which node npm')).toMatch(
      /^v24\.19\.0\n11\.\d+\.\d+\n11\.\d+\.\d+\n\/usr\/local\/bin\/node\n\/usr\/local\/bin\/npm\n$/,
    );
    expect(await open({}).node.ensure('24', () => expect.unreachable())).toBe(id);
    await expect(images.node.ensure('22', () => {})).rejects.toMatchObject({ code: 'IMAGE_MISSING' });
  });

  it('are refused when the registry gives another Python than its tag says', async () => {
    const env = { TAKEHOME_REGISTRY: registry.host };
    await expect(ensure(env, '3.12')).rejects.toMatchObject({
      code: 'IMAGE_MISSING',
      message: expect.stringMatching(/Python 3\.12 .*; no Debian release carries that version\./),
    });
  });

  it('leave no folder and no mount when a build is interrupted', async () => {
    const interrupt = new AbortController();
    const temporary = await mkdtemp(join(tmpdir(), 'takehome-interrupt-'));
    const host = thisHost({ ...process.env, TAKEHOME_REGISTRY: deadPort });
    const images = openImages({ client, host, prefix, temporary, signal: interrupt.signal });
    const building = images.python.ensure('3.9', (what) => {
      if (what.startsWith('Debian')) setTimeout(() => interrupt.abort(new Error('interrupted')), 4_000);
    });
    await expect(building).rejects.toThrow('interrupted');
    expect(await readdir(temporary)).toEqual([]);
    expect(await readFile('/proc/mounts', 'utf8')).not.toContain(temporary);
    await rmdir(temporary);
  });

  it('are built from Debian packages where the registry is dead, once', async () => {
    const env = { TAKEHOME_REGISTRY: deadPort };
    const first = await ensure(env, '3.9');
    expect(first.waited).toContain('Debian packages for Python 3.9');
    await expectWhole(first.id, '3.9');
    expect(await ensure(env, '3.9')).toEqual({ id: first.id, waited: [] });
  });

  it('are missing, and why is said, where neither answers', async () => {
    const env = { TAKEHOME_REGISTRY: deadPort, TAKEHOME_DEBIAN_MIRROR: `http://${deadPort}/debian` };
    await expect(ensure(env, '3.11')).rejects.toMatchObject({
      code: 'IMAGE_MISSING',
      message: expect.stringMatching(/localhost:1 does not answer; mmdebstrap could not build/),
      hint: expect.stringContaining('TAKEHOME_REGISTRY'),
    });
  });

  it('are made anew when the recipe has changed, and only then', async () => {
    const tar = pack();
    tar.entry({ name: 'made-by' }, 'an earlier recipe');
    tar.finalize();
    const changes = ['LABEL takehome.recipe=earlier'];
    await client.importImage(Readable.from(tar), { ref: `${prefix}/python:3.11`, changes });
    expect(await findImage({ runtime: 'python', version: '3.11' }, { client, prefix })).toBeNull();
    expect(await findImage({ runtime: 'python', version: '3.13' }, { client })).not.toBeNull();
  });

  it('offer other versions only where the operator names a registry', async () => {
    expect(open({ TAKEHOME_REGISTRY: '' }).python.offered).toEqual(['3.13', '3.11', '3.9']);
    expect(open({ TAKEHOME_REGISTRY: deadPort }).python.offered).toContain('3.12');
  });
});
