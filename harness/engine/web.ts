import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Env } from './types.ts';

export type WebReply = {
  readonly url: URL;
  readonly status: number;
  readonly type: string;
  body(): Promise<Buffer>;
};

/** HTTP from this machine, through the operator's proxies and certificate authority. Rejects only where nothing answers. */
export type Web = {
  get(url: URL, options: { readonly accept: string; readonly signal: AbortSignal }): Promise<WebReply>;
};

const proxies = (env: Env) => ({
  httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
  httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
  noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
});

/** A URL's user and password as a header: fetch refuses URLs that carry them. */
const authorization = ({ username, password }: URL): Record<string, string> => {
  if (username === '' && password === '') return {};
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(plain).toString('base64')}` };
};

const withoutCredentials = (url: URL): URL => {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
};

/** `certificates`: PEM text of the operator's own authorities, trusted beside the usual ones. */
export const openWeb = (options: { readonly env: Env; readonly certificates: string | null }): Web => {
  const ca = options.certificates === null ? null : [...rootCertificates, options.certificates];
  const tls = ca === null ? {} : { connect: { ca }, requestTls: { ca } };
  const dispatcher = new EnvHttpProxyAgent({ ...proxies(options.env), ...tls });
  return {
    async get(url, { accept, signal }) {
      const headers = { accept, ...authorization(url) };
      const reply = await fetch(withoutCredentials(url), { dispatcher, headers, signal });
      return {
        url: new URL(reply.url),
        status: reply.status,
        type: reply.headers.get('content-type') ?? '',
        body: async () => Buffer.from(await reply.arrayBuffer()),
      };
    },
  };
};
