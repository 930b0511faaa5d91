import type { Env } from './types.ts';
import type { Web } from './web.ts';

/** Where `python:<minor>-slim` is pulled from. */
export type Registry = {
  /** Fit for a message. */
  readonly name: string;
  /** Named by the operator, so that what it offers may be promised. */
  readonly chosenByOperator: boolean;
  /** What stands before an image's name to have it from there; empty for Docker Hub. */
  readonly prefix: string;
  readonly probe: URL;
  reference(python: string): string;
};

const probeLimitMs = 2_000;

/** Engines speak plain HTTP to registries on loopback, and TLS to all others. */
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3})(:\d+)?$/.test(host);

const dockerHub: Registry = {
  name: 'Docker Hub',
  chosenByOperator: false,
  prefix: '',
  probe: new URL('https://registry-1.docker.io/v2/'),
  reference: (python) => `python:${python}-slim`,
};

/** TAKEHOME_REGISTRY is a host, with a folder where it has one: `registry.example.com/mirror`. Docker Hub without it. */
export const chooseRegistry = (env: Env): Registry => {
  const chosen = env.TAKEHOME_REGISTRY?.replace(/\/+$/, '') ?? '';
  if (chosen === '') return dockerHub;
  if (chosen === 'docker.io') return { ...dockerHub, chosenByOperator: true };
  const [host = chosen] = chosen.split('/');
  return {
    name: chosen,
    chosenByOperator: true,
    prefix: `${chosen}/`,
    probe: new URL(`${isLoopback(host) ? 'http' : 'https'}://${host}/v2/`),
    reference: (python) => `${chosen}/python:${python}-slim`,
  };
};

/** Whether a registry answers within two seconds, be it with a request for credentials, which the engine may hold. */
export const isReachable = async (registry: Registry, web: Web, signal: AbortSignal): Promise<boolean> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(probeLimitMs)]);
  const status = await web.get(registry.probe, { accept: '*/*', signal: limit }).then(
    (reply) => reply.status,
    () => null,
  );
  signal.throwIfAborted();
  return status === 200 || status === 401;
};
