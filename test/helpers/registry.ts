import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { DockerClient } from '../../harness/sandbox/docker/client.ts';

/** A real registry on this machine. */
export type LocalRegistry = AsyncDisposable & {
  /** `localhost:<port>`: engines accept loopback registries without TLS. */
  readonly host: string;
  /** Pushes an image that the engine has, under a name of this registry, and takes the name off the engine again. */
  push(options: {
    readonly client: DockerClient;
    readonly from: string;
    readonly name: string;
  }): Promise<void>;
};

const freePort = async (): Promise<number> => {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
};

const configuration = (port: number, storage: string): string =>
  JSON.stringify({
    version: '0.1',
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: storage } },
    http: { addr: `127.0.0.1:${port}` },
  });

const waitUntilServing = async (host: string): Promise<void> => {
  const serving = () =>
    fetch(`http://${host}/v2/`).then(
      (reply) => reply.ok,
      () => false,
    );
  while (!(await serving())) await sleep(50);
};

const socketOf = (client: DockerClient): string => client.host.replace(/^unix:\/\//, '');

/** The Engine API's push, whose stream says how it went: the harness itself never pushes. */
const pushThroughEngine = async (client: DockerClient, name: string): Promise<void> => {
  const [repository = name, tag = 'latest'] = name.split(/:(?=[^/]*$)/);
  const push = request({
    socketPath: socketOf(client),
    method: 'POST',
    path: `/images/${repository}/push?tag=${tag}`,
    headers: { 'X-Registry-Auth': Buffer.from('{}').toString('base64url') },
  });
  push.end();
  const [reply] = await once(push, 'response');
  const said = await text(reply);
  if (reply.statusCode !== 200 || said.includes('"error"')) throw new Error(said);
};

/** Starts Debian's docker-registry on a free port with an empty store. */
export const startRegistry = async (): Promise<LocalRegistry> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-registry-'));
  const host = `localhost:${await freePort()}`;
  const config = join(folder, 'config.yml');
  await writeFile(config, configuration(Number(host.split(':')[1]), join(folder, 'store')));
  const process = execa('docker-registry', ['serve', config], { reject: false, stdio: 'ignore' });
  await Promise.race([
    waitUntilServing(host),
    process.then(({ shortMessage }) => Promise.reject(new Error(shortMessage))),
  ]);
  return {
    host,
    async push({ client, from, name }) {
      await client.tagImage({ from, to: `${host}/${name}` });
      await pushThroughEngine(client, `${host}/${name}`);
      await client.removeImage(`${host}/${name}`);
    },
    async [Symbol.asyncDispose]() {
      process.kill();
      await process;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
