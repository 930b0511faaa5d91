import { readFile } from 'node:fs/promises';
import { type IndexClient, openIndex } from './index-client.ts';
import type { Env, Host } from './types.ts';
import { openWeb, type Web } from './web.ts';

/** What images are made from, as this operator reaches it. */
export type Network = { readonly web: Web; readonly index: IndexClient };

const indexVariables = ['UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'PIP_INDEX_URL'] as const;
const certificateVariables = [
  'PIP_CERT',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
] as const;

const firstSet = (env: Env, names: readonly string[]): string | null =>
  names.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? null;

/** An index may be given as `name=https://…` to uv. */
const addressOf = (index: string): string => index.replace(/^[\w-]+=(?=https?:)/, '');

/** The file that holds the operator's certificate authorities, by the variables that pip, uv, curl and Node read. */
export const certificateFile = (env: Env): string | null => firstSet(env, certificateVariables);

export const openNetwork = async ({ env }: Host): Promise<Network> => {
  const file = certificateFile(env);
  const certificates = file === null ? null : await readFile(file, 'utf8');
  const web = openWeb({ env, certificates });
  const address = firstSet(env, indexVariables) ?? 'https://pypi.org/simple';
  return { web, index: openIndex(web, addressOf(address)) };
};
