import { readFileSync } from 'node:fs';
import { readIndexConfig } from '../environment/index-config.ts';
import { type IndexClient, openIndex } from './index-client.ts';
import type { Host } from './types.ts';
import { openWeb, type Web } from './web.ts';

/** What images are made from, as this operator reaches it. */
export type Network = { readonly web: Web; readonly index: IndexClient };

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** uv lets an index be named before its address: `internal=https://…`. */
const withoutName = (index: string): string => index.replace(/^[\w-]+=(?=https?:)/, '');

/** Rejects with CERTIFICATE_MISSING where the operator names a file of authorities that cannot be read. */
export const openNetwork = ({ env, home }: Host): Network => {
  const config = readIndexConfig({ env, home, readFile: textOf });
  const certificates = config.files.find(({ variable }) => variable === 'SSL_CERT_FILE')?.text ?? null;
  const web = openWeb({ env, certificates });
  return {
    web,
    index: openIndex(web, withoutName(config.env.UV_DEFAULT_INDEX ?? 'https://pypi.org/simple')),
  };
};
