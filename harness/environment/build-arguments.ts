import type { SandboxFile } from '../sandbox/types.ts';
import type { IndexConfig } from './types.ts';

/** What of the operator's settings the steps of a Dockerfile see: nothing that holds a user or a password. */
export type BuildSettings = {
  readonly args: Readonly<Record<string, string>>;
  /** Lines for the beginning of each stage. */
  readonly begin: readonly string[];
  readonly files: readonly SandboxFile[];
  /** Names for the report. */
  readonly given: readonly string[];
};

/** Settings as uv names them, and the names that programs in a Dockerfile read. */
const names: readonly (readonly [string, readonly string[]])[] = [
  ['UV_DEFAULT_INDEX', ['UV_DEFAULT_INDEX', 'PIP_INDEX_URL']],
  ['UV_INDEX', ['UV_INDEX', 'PIP_EXTRA_INDEX_URL']],
  ['UV_INSECURE_HOST', ['UV_INSECURE_HOST', 'PIP_TRUSTED_HOST']],
  ['NPM_CONFIG_REGISTRY', ['npm_config_registry']],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'].map(
    (name): readonly [string, readonly string[]] => [name, [name]],
  ),
];

const authoritiesVariables = [
  'PIP_CERT',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
];
const authoritiesFile = '.takehome-authorities.pem';

/** `name=https://…` is uv's own way of naming an index. */
const plain = (value: string): string => value.replaceAll(/(?<=^|\s)[A-Za-z][\w.-]*=(?=https?:)/g, '');

export const buildSettings = ({ env, files, secrets }: IndexConfig): BuildSettings => {
  const isPublic = (value: string): boolean =>
    !/\/\/[^/\s]*@/.test(value) && secrets.every((secret) => !value.includes(secret));
  const args = Object.fromEntries(
    names.flatMap(([from, to]) => {
      const value = env[from];
      return value === undefined || !isPublic(value) ? [] : to.map((name) => [name, plain(value)]);
    }),
  );
  const authorities = files.find(({ variable }) => variable === 'SSL_CERT_FILE');
  const path = '/etc/takehome-authorities.pem';
  const trusted = authorities ? Object.fromEntries(authoritiesVariables.map((name) => [name, path])) : {};
  const all = { ...args, ...trusted };
  return {
    args: all,
    begin: [
      ...(authorities ? [`COPY ${authoritiesFile} ${path}`] : []),
      ...Object.keys(all).map((name) => `ARG ${name}`),
    ],
    files: authorities ? [{ path: authoritiesFile, text: authorities.text }] : [],
    given: [...Object.keys(args), ...(authorities ? ['certificate authorities'] : [])],
  };
};
