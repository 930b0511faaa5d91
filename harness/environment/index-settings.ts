import { join } from 'node:path';
import { isTable, parseToml, stringsOf, type Table } from '../start/toml.ts';
import { parsePipConf } from './pip-conf.ts';

export type IndexSources = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text of a file of the operator's, or null when there is none. */
  readonly readFile: (path: string) => string | null;
  readonly home: string;
};

export const certificateVariables = [
  'UV_SSL_CERT_FILE',
  'SSL_CERT_FILE',
  'PIP_CERT',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
];

const words = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter((word) => word !== '');

/** Where pip looks, the most particular first. https://pip.pypa.io/en/stable/topics/configuration/ */
const pipFiles = ({ env, home }: IndexSources): readonly string[] => {
  if (env.PIP_CONFIG_FILE !== undefined) return [env.PIP_CONFIG_FILE];
  const config = env.XDG_CONFIG_HOME ?? join(home, '.config');
  return [
    join(config, 'pip/pip.conf'),
    join(home, '.pip/pip.conf'),
    '/etc/xdg/pip/pip.conf',
    '/etc/pip.conf',
  ];
};

const uvFiles = ({ env, home }: IndexSources): readonly string[] => {
  if (env.UV_CONFIG_FILE !== undefined) return [env.UV_CONFIG_FILE];
  return [join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'uv/uv.toml'), '/etc/uv/uv.toml'];
};

type Setting = {
  readonly main: string | null;
  readonly extra: readonly string[];
  readonly links: readonly string[];
  readonly certificate: string | null;
  readonly hosts: readonly string[];
};

const fromPip = (sources: IndexSources): Setting => {
  const found = pipFiles(sources).map((path) => parsePipConf(sources.readFile(path) ?? ''));
  const first = (key: string): string | undefined =>
    found.map((one) => one[key]).find((value) => value !== undefined);
  return {
    main: first('index-url') ?? null,
    extra: words(first('extra-index-url')),
    links: words(first('find-links')),
    certificate: first('cert') ?? null,
    hosts: words(first('trusted-host')),
  };
};

const urlOf = (table: Table): readonly string[] => (typeof table.url === 'string' ? [table.url] : []);

const fromUvFile = (sources: IndexSources): Setting => {
  const documents: readonly Table[] = uvFiles(sources)
    .map((path) => parseToml(sources.readFile(path) ?? ''))
    .filter((document) => document !== null);
  const tables: readonly Table[] = documents.flatMap((one) =>
    Array.isArray(one.index) ? one.index.filter(isTable) : [],
  );
  const main = documents.find((one) => typeof one['index-url'] === 'string')?.['index-url'];
  return {
    main:
      tables.filter((table) => table.default === true).flatMap(urlOf)[0] ??
      (typeof main === 'string' ? main : null),
    extra: [
      ...tables.filter((table) => table.default !== true).flatMap(urlOf),
      ...documents.flatMap((one) => stringsOf(one['extra-index-url'])),
    ],
    links: documents.flatMap((one) => stringsOf(one['find-links'])),
    certificate: null,
    hosts: documents.flatMap((one) => stringsOf(one['allow-insecure-host'])),
  };
};

const fromEnv = ({ env }: IndexSources): Setting => ({
  main: env.UV_DEFAULT_INDEX ?? env.UV_INDEX_URL ?? env.PIP_INDEX_URL ?? null,
  extra: [env.UV_INDEX, env.UV_EXTRA_INDEX_URL, env.PIP_EXTRA_INDEX_URL].flatMap(words),
  links: [env.UV_FIND_LINKS, env.PIP_FIND_LINKS].flatMap(words),
  certificate:
    certificateVariables.map((name) => env[name]).find((value) => value !== undefined && value !== '') ??
    null,
  hosts: words(env.PIP_TRUSTED_HOST),
});

/** Everything said about the index, the most particular first: variables, then uv's files, then pip's. */
export const indexSettings = (sources: IndexSources): readonly Setting[] => [
  fromEnv(sources),
  fromUvFile(sources),
  fromPip(sources),
];
