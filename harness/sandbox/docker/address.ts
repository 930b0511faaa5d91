import { HarnessError } from '../../errors.ts';

/** `tls`: PEM texts, for a TCP host with certificates. */
export type Connection = {
  readonly host: string | null;
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
};

type Address = {
  readonly protocol: 'http' | 'https';
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly socketPath: string | undefined;
  readonly timeout: undefined;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
};

export const defaultSocket = (): string =>
  process.platform === 'win32' ? '//./pipe/docker_engine' : '/var/run/docker.sock';

/** Every key is given: what is left out, docker-modem would take from the environment. */
export const addressOf = ({ host, tls }: Connection): Address => {
  const nothing = { host: undefined, port: undefined, socketPath: undefined, timeout: undefined };
  if (host === null || host === '') return { ...nothing, protocol: 'http', socketPath: defaultSocket() };
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(host);
  if (local) return { ...nothing, protocol: 'http', socketPath: local[1] || defaultSocket() };
  const url = URL.parse(host.includes('//') ? host : `tcp://${host}`);
  if (!url?.hostname || !['tcp:', 'http:', 'https:'].includes(url.protocol)) {
    throw new HarnessError({
      code: 'ENGINE_HOST_UNSUPPORTED',
      message: `The engine address ${host} is not one that takehome can speak to.`,
      hint: 'Set DOCKER_HOST to unix:///path/to/docker.sock, npipe:////./pipe/name or tcp://host:port.',
    });
  }
  const protocol = tls || url.protocol === 'https:' ? 'https' : 'http';
  return { ...nothing, ...tls, protocol, host: url.hostname, port: url.port || (tls ? '2376' : '2375') };
};
