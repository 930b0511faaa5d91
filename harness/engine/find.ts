import { request } from 'node:http';
import type { Host } from './types.ts';

const sockets = ({ platform, home, uid, env }: Host): readonly string[] => {
  const runtime = env.XDG_RUNTIME_DIR ?? (uid === null ? null : `/run/user/${uid}`);
  const ofUser = runtime === null ? [] : [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`];
  const ofDesktop = [`${home}/.docker/run/docker.sock`, `${home}/.docker/desktop/docker.sock`];
  const ofMac = [`${home}/.colima/default/docker.sock`, `${home}/.orbstack/run/docker.sock`];
  return ['/var/run/docker.sock', ...ofUser, ...ofDesktop, ...(platform === 'darwin' ? ofMac : [])];
};

/** Addresses at which an engine may answer, in order, as DOCKER_HOST would name them: it is the only one when set. */
export const engineAddresses = (host: Host): readonly string[] => {
  const chosen = host.env.DOCKER_HOST;
  if (chosen !== undefined && chosen !== '') return [chosen];
  if (host.platform === 'win32') return ['npipe:////./pipe/docker_engine'];
  return sockets(host).map((path) => `unix://${path}`);
};

/** `denied`: something listens that this user may not talk to. */
export type Reach = 'answers' | 'denied' | 'silent';

const reachOfError = (error: Error): Reach =>
  'code' in error && (error.code === 'EACCES' || error.code === 'EPERM') ? 'denied' : 'silent';

const pingSocket = (socketPath: string, timeoutMs: number): Promise<Reach> =>
  new Promise((resolve) => {
    const options = { socketPath, path: '/_ping', signal: AbortSignal.timeout(timeoutMs) };
    const ping = request(options, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 200 ? 'answers' : 'silent');
    });
    ping.on('error', (error) => resolve(reachOfError(error)));
    ping.end();
  });

/** Asks a socket whether an engine answers. Other addresses are believed: the first real call says what is wrong. */
export const reach = (address: string, timeoutMs = 5_000): Promise<Reach> =>
  address.startsWith('unix://')
    ? pingSocket(address.slice('unix://'.length), timeoutMs)
    : Promise.resolve('answers');

/** The first address that answers, and those where this user was turned away. */
export const findEngine = async (
  host: Host,
): Promise<{ readonly address: string | null; readonly denied: readonly string[] }> => {
  const denied: string[] = [];
  for (const address of engineAddresses(host)) {
    const found = await reach(address);
    if (found === 'answers') return { address, denied };
    if (found === 'denied') denied.push(address);
  }
  return { address: null, denied };
};
