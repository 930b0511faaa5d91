import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, connect, type DockerClient } from '../sandbox/docker/client.ts';
import type { Living, SessionOwner } from '../sandbox/docker/owner.ts';
import { reapLeftovers } from '../sandbox/docker/reap.ts';
import { findEngine } from './find.ts';
import { thisProcess } from './host.ts';
import { engineMissing, installEngine } from './install.ts';
import type { Env, Host, WaitingFor } from './types.ts';

/** An engine that answered, and who uses it: what `openDocker` takes. */
export type Engine = {
  readonly client: DockerClient;
  readonly session: SessionOwner;
  readonly living: Living;
};

type Need = { readonly host: Host; readonly signal: AbortSignal; readonly waitingFor: WaitingFor };

/** Docker's own convention: DOCKER_TLS_VERIFY asks for certificates, DOCKER_CERT_PATH says in which folder they are. */
const tlsOf = async (env: Env, home: string): Promise<Pick<Connection, 'tls'>> => {
  if (!env.DOCKER_TLS_VERIFY) return {};
  const folder = env.DOCKER_CERT_PATH ?? join(home, '.docker');
  const read = (name: string) => readFile(join(folder, `${name}.pem`), 'utf8');
  const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
  return { tls: { ca, cert, key } };
};

/** A client of the engine at an address. Rejects with ENGINE_MISSING when it does not answer there. */
export const connectTo = async (address: string, host: Host): Promise<DockerClient> => {
  const tls = address.startsWith('tcp://') ? await tlsOf(host.env, host.home) : {};
  const client = connect({ host: address, ...tls });
  await client.version().catch(() => {
    throw engineMissing(host, []);
  });
  return client;
};

const chosen = ({ env }: Host): boolean => env.DOCKER_HOST !== undefined && env.DOCKER_HOST !== '';

const addressOf = async (need: Need): Promise<string> => {
  const { address, denied } = await findEngine(need.host);
  if (address !== null) return address;
  if (chosen(need.host) || denied.length > 0) throw engineMissing(need.host, denied);
  return installEngine(need);
};

/**
 * The engine that everything runs in: found, else installed and started where that is possible. What crashed runs left in
 * it is removed. Rejects with `HarnessError` ENGINE_MISSING, whose hint says what to install.
 */
export const ensureEngine = async (need: Need): Promise<Engine> => {
  const client = await connectTo(await addressOf(need), need.host);
  const { session, living } = thisProcess();
  await reapLeftovers(client, { self: session, living });
  return { client, session, living };
};
